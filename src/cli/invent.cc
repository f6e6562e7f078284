#include "cli/invent.h"

#include <algorithm>

#include "base/sha256.h"
#include "base/utf8.h"
#include "bundle/codec.h"

namespace thuoc::cli {
namespace {

constexpr std::string_view places[] = {"Đồi", "Suối", "Bến", "Rừng", "Gò", "Cồn", "Bãi", "Đầm", "Khe", "Hồ", "Dốc", "Vườn"};
constexpr std::string_view things[] = {"Chim Sẻ", "Sim Tím", "Lau Trắng",  "Trăng Non", "Mây Sớm",   "Sếu Đầu Đỏ", "Ong Mật",
                                       "Cỏ May",  "Hoa Mua", "Sương Muối", "Thông Reo", "Trúc Xanh", "Cá Cơm",     "Ngô Nếp"};
constexpr std::string_view families[] = {"Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ",
                                         "Đặng",   "Bùi",  "Đỗ", "Hồ",   "Quàng", "Giàng"};
constexpr std::string_view middles[] = {"Thị", "Văn", "Minh", "Hoài", "Ngọc", "Đức", "Thanh", "A"};
constexpr std::string_view given[] = {"Thương", "Phương", "Dũng", "Hạnh", "Tuấn", "Yến",
                                      "Khuê",   "Lợi",    "Ước",  "Quý",  "Đạt",  "Mỵ"};
constexpr std::string_view difficulties[] = {"Phòng máy tính đã dùng chín năm, nhiều máy hỏng.",
                                             "Đường truyền Internet ở các điểm trường lẻ chậm, thường mất kết nối khi mưa.",
                                             "Giáo viên lớn tuổi còn ngại dùng phần mềm.",
                                             "Nhà trường chưa có nhân viên công nghệ thông tin chuyên trách.",
                                             "Nhiều gia đình học sinh không có thiết bị để học ở nhà.",
                                             "Các phần mềm không trao đổi dữ liệu với nhau, phải nhập nhiều lần."};
constexpr std::string_view proposals[] = {
    "Đề nghị cấp kinh phí thay máy tính cho phòng Tin học.", "Đề nghị tổ chức tập huấn ngay tại trường.",
    "Đề nghị thống nhất một phần mềm quản trị cho toàn địa bàn.", "Đề nghị bố trí biên chế nhân viên công nghệ thông tin.",
    "Đề nghị hỗ trợ đường truyền cho các điểm trường lẻ."};
constexpr std::string_view software[] = {"Phần mềm A", "Phần mềm B", "Phần mềm tự viết", "Hệ thống của Sở"};

struct LevelName {
  std::string_view id, begins;
  int per_mille;
};
constexpr LevelName levels[] = {{"th", "Trường Tiểu học", 440},
                                {"thcs", "Trường THCS", 330},
                                {"thpt", "Trường THPT", 90},
                                {"th-thcs", "Trường TH và THCS", 60},
                                {"thcs-thpt", "Trường THCS và THPT", 20},
                                {"th-thcs-thpt", "Trường TH, THCS và THPT", 10},
                                {"ptdtnt", "Trường PTDTNT", 10},
                                {"ptdtbt", "Trường PTDTBT", 20},
                                {"gdtx", "Trung tâm GDTX", 10},
                                {"gdnn-gdtx", "Trung tâm GDNN-GDTX", 10}};

std::string place_name(Chance& chance) { return std::string(chance.one_of(places)) + " " + std::string(chance.one_of(things)); }

std::string person_name(Chance& chance) {
  return std::string(chance.one_of(families)) + " " + std::string(chance.one_of(middles)) + " " +
         std::string(chance.one_of(given));
}

std::string padded(int number, int digits) {
  const std::string text = std::to_string(number);
  return std::string(static_cast<std::size_t>(std::max(0, digits - static_cast<int>(text.size()))), '0') + text;
}

std::string noise(Chance& chance, std::size_t size) {
  std::string out;
  out.reserve(size + 8);
  while (out.size() < size) {
    std::uint64_t bits = chance.next();
    for (int i = 0; i < 8; ++i, bits >>= 8) out += static_cast<char>(bits & 0xFF);
  }
  out.resize(size);
  return out;
}

void big_endian(std::string& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xFF);
}

void png_chunk(std::string& out, std::string_view kind, std::string_view data) {
  big_endian(out, static_cast<std::uint32_t>(data.size()));
  const std::string body = std::string(kind) + std::string(data);
  out += body;
  big_endian(out, crc32_of(body));
}

// A grey picture of noise, its pixels stored and not deflated: any size can be had exactly enough.
std::string png(Chance& chance, std::size_t size) {
  constexpr std::uint32_t width = 256;
  const auto height = static_cast<std::uint32_t>(std::max<std::size_t>(1, size / (width + 1)));
  std::string pixels;
  for (std::uint32_t y = 0; y < height; ++y) pixels += '\0' + noise(chance, width);
  std::string packed = "\x78\x01";
  std::uint32_t a = 1, b = 0;
  for (const char c : pixels) {
    a = (a + static_cast<unsigned char>(c)) % 65'521;
    b = (b + a) % 65'521;
  }
  for (std::size_t at = 0; at < pixels.size(); at += 65'535) {
    const std::size_t n = std::min<std::size_t>(65'535, pixels.size() - at);
    packed += at + n == pixels.size() ? '\1' : '\0';
    for (const std::size_t v : {n, ~n})
      for (const int shift : {0, 8}) packed += static_cast<char>(v >> shift & 0xFF);
    packed.append(pixels, at, n);
  }
  big_endian(packed, b << 16 | a);
  std::string head;
  big_endian(head, width);
  big_endian(head, height);
  head += std::string("\x08\x00\x00\x00\x00", 5);
  std::string out = "\x89PNG\r\n\x1a\n";
  png_chunk(out, "IHDR", head);
  png_chunk(out, "IDAT", packed);
  png_chunk(out, "IEND", "");
  return out;
}

// One page with a line of text; a stream that nothing refers to fills it up, like a scan would.
std::string pdf(Chance& chance, std::size_t size) {
  const std::string line = "BT /F1 18 Tf 72 720 Td (Minh chung " + chance.hex(8) + ") Tj ET";
  const std::string scan = noise(chance, size > 900 ? size - 900 : 0);
  const std::string objects[] = {
      "<</Type/Catalog/Pages 2 0 R>>",
      "<</Type/Pages/Kids[3 0 R]/Count 1>>",
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
      "<</Length " + std::to_string(line.size()) + ">>stream\n" + line + "\nendstream",
      "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
      "<</Length " + std::to_string(scan.size()) + ">>stream\n" + scan + "\nendstream"};
  std::string out = "%PDF-1.4\n%\xE2\xE3\xCF\xD3\n", table;
  int number = 0;
  for (const std::string& object : objects) {
    table += padded(static_cast<int>(out.size()), 10) + " 00000 n \n";
    out += std::to_string(++number) + " 0 obj\n" + object + "\nendobj\n";
  }
  const std::string begins = std::to_string(out.size());
  return out + "xref\n0 7\n0000000000 65535 f \n" + table + "trailer<</Size 7/Root 1 0 R>>\nstartxref\n" + begins + "\n%%EOF\n";
}

Points part_of(Points max, Points step, int percent) {
  const std::int64_t raw = max.hundredths * percent / 100;
  return {raw - raw % step.hundredths};
}

}  // namespace

std::uint64_t Chance::next() {
  state_ += 0x9E3779B97F4A7C15;
  std::uint64_t z = state_;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
  z = (z ^ z >> 27) * 0x94D049BB133111EB;
  return z ^ z >> 31;
}

std::string Chance::hex(int digits) {
  std::string out;
  while (digits-- > 0) out += "0123456789abcdef"[below(16)];
  return out;
}

School invent_school(std::uint64_t seed, int number, int units, const Pack& pack) {
  Chance chance(seed * 1'000'003 + static_cast<std::uint64_t>(number));
  const LevelName* level = &levels[static_cast<std::size_t>(number) % std::size(levels)];
  if (number >= static_cast<int>(std::size(levels))) {
    int at = chance.below(1000);
    for (level = levels; at >= level->per_mille; ++level) at -= level->per_mille;
  }
  const int communes = std::max(1, units / 25);
  const int commune = number % communes;
  Chance of_commune(seed * 7'919 + static_cast<std::uint64_t>(commune));
  School out;
  Unit& unit = out.unit;
  // Codes of provinces below 10 begin with a zero: whoever takes a code for a number loses it. No
  // province has 00.
  unit.code = "00" + padded(commune, 3) + padded(number, 5);
  unit.name = std::string(level->begins) + " " + place_name(chance);
  const auto known = std::ranges::find(pack.unit_levels, level->id, &Pack::UnitLevel::id);
  if (known != pack.unit_levels.end()) unit.level = known->id;
  unit.ownership = chance.percent(92) ? "public" : "private";
  unit.commune =
      std::string(of_commune.percent(70) ? "Xã " : "Phường ") + place_name(of_commune) + " " + std::to_string(commune + 1);
  unit.province = "Tỉnh Minh Họa";
  unit.email = "dv" + unit.code + "@truong.example";
  unit.head = {person_name(chance), level->id.find("gd") == 0 ? "Giám đốc" : "Hiệu trưởng", "", ""};
  unit.receiver = "UBND " + unit.commune;
  // Two dice: most are in the middle, all levels occur.
  out.quality = (chance.below(101) + chance.below(101)) / 2;
  return out;
}

EvidenceBytes invent_evidence(Chance& chance, std::string_view title, std::size_t size) {
  if (chance.percent(40)) return {std::string(title) + ".png", "image/png", png(chance, size)};
  return {std::string(title) + ".pdf", "application/pdf", pdf(chance, size)};
}

Dossier invent_dossier(Chance& chance, const School& school, const Pack& pack, std::string_view school_year,
                       std::string_view day) {
  Dossier d;
  d.id = chance.hex(32);
  d.school_year = school_year;
  d.pack = pack.name();
  d.unit = school.unit;
  d.council.decision_number = std::to_string(10 + chance.below(90)) + "/QĐ-" + school.unit.code;
  d.council.decision_date = std::string(day.substr(0, 4)) + "-01-12";
  d.council.members = {{school.unit.head.name, school.unit.head.title, "chair", {}},
                       {person_name(chance), "Giáo viên", "secretary", {}}};
  for (const Figure& figure : pack.figures) d.figures[figure.id] = 10 + chance.below(500);
  const int unanswered = chance.percent(10) ? 1 + chance.below(4) : 0;
  int left = unanswered;
  for (const Group& group : pack.groups)
    for (const Criterion& criterion : group.criteria)
      for (const Item& item : criterion.items) {
        const int share = std::clamp(school.quality + chance.below(61) - 30, 0, 100);
        if (item.max && left > 0 && chance.percent(25)) {
          --left;
          continue;
        }
        Answer& a = d.answers[item.id];
        if (item.asks_solution) a.solution = chance.one_of(software), a.origin = static_cast<Origin>(1 + chance.below(3));
        switch (item.kind) {
          case Kind::mandatory: a.yes = true; break;
          case Kind::yes_no: a.yes = share >= 50; break;
          case Kind::information: a.text = chance.one_of(software); break;
          case Kind::ratio:
            a.denominator = 20 + chance.below(60);
            a.numerator = *a.denominator * share / 100;
            break;
          case Kind::count: a.count = share * 3; break;
          case Kind::level: a.level = 1 + share * (item.levels - 1) / 100; break;
          case Kind::score: break;
        }
        if (item.max && item.kind != Kind::yes_no) a.points = part_of(item.max->value, item.step, share);
        if (chance.percent(15)) a.note = "Theo báo cáo của nhà trường tháng " + std::to_string(1 + chance.below(4)) + ".";
      }
  if (chance.percent(60)) d.difficulties = chance.one_of(difficulties);
  if (chance.percent(50)) d.proposals = chance.one_of(proposals);
  const auto clock = [&] { return "T0" + std::to_string(1 + chance.below(9)) + ":" + padded(chance.below(60), 2) + ":00Z"; };
  d.history.push_back({std::string(day) + clock(), "/answers", "", ""});
  return d;
}

Answers invent_external(Chance& chance, const Answers& self, const Pack& pack) {
  Answers out = self;
  for (auto& [id, answer] : out) {
    const Item* const item = pack.item(id);
    if (!item || !answer.points || !chance.percent(25)) continue;
    answer.points = part_of(*answer.points, item->step, 40 + chance.below(60));
  }
  return out;
}

void attach(Dossier& dossier, const EvidenceBytes& file, std::string_view item, std::string_view title, std::string_view day) {
  Evidence e;
  e.id = "mc" + std::to_string(dossier.next_evidence++);
  e.title = title;
  if (!item.empty()) e.items = {std::string(item)};
  e.file = EvidenceFile{sha256_hex(file.bytes), file.bytes.size(), crc32_of(file.bytes), file.name, file.media_type};
  e.added_at = std::string(day) + "T00:30:00Z";
  dossier.evidence.push_back(std::move(e));
}

}  // namespace thuoc::cli
