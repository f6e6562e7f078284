// thuoc generate: a collection as an office gets it in one week of April, with everything that goes
// wrong. What each file was made to be is written beside it, so that a test can hold us to it.
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <mutex>

#include "base/limits.h"
#include "base/sha256.h"
#include "bundle/codec.h"
#include "bundle/zip_format.h"
#include "cli/commands.h"
#include "cli/invent.h"
#include "cli/options.h"
#include "cli/parallel.h"
#include "review/review.h"
#include "rollup/csv.h"
#include "rubric/builtin_packs.h"
#include "school/hand_in.h"

namespace thuoc::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view year = "2025-2026", last_year = "2024-2025";

// What becomes of a unit's hand-in.
enum class Fate {
  on_time,
  late,
  missing,
  again,
  twice,
  unknown_key,
  changed_key,
  altered_evidence,
  altered_record,
  cut_short,
  trailing,
  led_astray,
  bomb,
  other_year,
  stranger,
};
struct FateName {
  Fate fate;
  const char* name;
  int per_mille;
};
constexpr FateName fates[] = {{Fate::on_time, "on-time", 640},
                              {Fate::late, "late", 80},
                              {Fate::missing, "missing", 60},
                              {Fate::again, "again", 60},
                              {Fate::twice, "twice", 10},
                              {Fate::unknown_key, "unknown-key", 40},
                              {Fate::changed_key, "changed-key", 20},
                              {Fate::altered_evidence, "altered-evidence", 15},
                              {Fate::altered_record, "altered-record", 15},
                              {Fate::cut_short, "cut-short", 10},
                              {Fate::trailing, "trailing", 10},
                              {Fate::led_astray, "led-astray", 10},
                              {Fate::bomb, "bomb", 10},
                              {Fate::other_year, "other-year", 10},
                              {Fate::stranger, "stranger", 10}};

struct Settings {
  std::uint64_t seed = 1;
  int units = 0;
  int evidence_percent = 1;
  fs::path folder;
  Pack pack;
  std::string pack_json;
};

struct Made {
  std::string file;  // below the folder
  std::string fate, verdict;
  std::string unit_code;
};

SecretKey key_of(const Settings& s, const std::string& unit, const char* which) {
  Sha256 hash;
  hash.update("thuoc generate " + std::to_string(s.seed) + " " + unit + " " + which);
  return key_from_seed(hash.digest());
}

bool write_file(const fs::path& path, std::string_view bytes) {
  std::error_code ignored;
  fs::create_directories(path.parent_path(), ignored);
  std::ofstream out(path, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return out.good();
}

// Each size between 0.1 and 5 MB is as likely as its double.
std::size_t evidence_size(Chance& chance, int percent) {
  const int whole = 100'000 << chance.below(6);
  const int size = whole + chance.below(whole / 2);
  return std::max<std::size_t>(300, static_cast<std::size_t>(size) * static_cast<std::size_t>(percent) / 100);
}

// The record with its evidence, and the bytes of each file by hash.
struct Submission {
  Dossier dossier;
  std::map<std::string, std::string> files;
};

Submission invent_submission(Chance& chance, const School& school, const Settings& s, std::string_view of_year,
                             std::string_view day) {
  static constexpr std::string_view titles[] = {"Kế hoạch dạy học trực tuyến", "Quy chế tổ chức dạy học trực tuyến",
                                                "Ảnh phòng máy tính",          "Danh mục học liệu số",
                                                "Biên bản họp hội đồng",       "Quyết định thành lập tổ chuyển đổi số"};
  Submission out{invent_dossier(chance, school, s.pack, of_year, day), {}};
  std::vector<std::string> items;
  for (const auto& [id, answer] : out.dossier.answers) items.push_back(id);
  for (int i = 2 + chance.below(5); i > 0; --i) {
    const std::string_view title = chance.one_of(titles);
    EvidenceBytes file = invent_evidence(chance, title, evidence_size(chance, s.evidence_percent));
    attach(out.dossier, file, chance.percent(90) ? chance.one_of(items) : "", title, day);
    out.files[out.dossier.evidence.back().file->sha256] = std::move(file.bytes);
  }
  return out;
}

std::string bytes_of(const Submission& submission, const Settings& s, const SecretKey& key, std::string_view day) {
  // Straight to the bundle: centres for continuing education hand in by this pack too (seed 003),
  // which the page would not let them.
  const auto bundle = bundle_of(submission.dossier, s.pack_json, s.pack, score(s.pack, submission.dossier.answers), key, day);
  std::string out;
  if (!bundle) return out;
  out.reserve(bundle->size);
  for (const Piece& piece : bundle->pieces) {
    const auto* text = std::get_if<std::string>(&piece.content);
    out += text ? *text : submission.files.at(std::get<StoredFile>(piece.content).sha256);
  }
  return out;
}

// What the commune's team found on its visit: everything looked at, here and there fewer points.
std::string review_bytes(Chance& chance, const Submission& submission, const Settings& s, std::string_view bundle_sha256,
                         const SecretKey& key, const Office& office) {
  const Answers& self = submission.dossier.answers;
  const std::string day = "2026-05-1" + std::to_string(chance.below(10)), at = day + "T02:00:00Z", by = "Đoàn đánh giá";
  Review review = begin_review({office, submission.dossier.school_year, s.pack.name()}, submission.dossier, bundle_sha256);
  review.assessed_on = day;
  const Answers found = invent_external(chance, self, s.pack);
  for (const auto& [id, answer] : self) {
    agree(review, s.pack, self, id, by, at);
    if (found.at(id) == answer) continue;
    review.items[id].assessed = {ReviewState::changed, found.at(id).points, {}, "Minh chứng chưa đủ.", by, at};
  }
  const auto bundle = sign_review(review, self, s.pack_json, key, day);
  std::string out;
  if (bundle)
    for (const Piece& piece : bundle->pieces) out += std::get<std::string>(piece.content);
  return out;
}

// An entry that promises two gigabytes from a hundred bytes.
std::string bomb() {
  const std::string name = "cds-x/data/dossier.json", packed(100, '\0');
  const auto number = [](std::uint64_t value, int bytes) {
    std::string out;
    for (int i = 0; i < bytes; ++i, value >>= 8) out += static_cast<char>(value & 0xFF);
    return out;
  };
  const std::string common = number(20, 2) + number(0, 2) + number(8, 2) + number(0, 2) + number(33, 2) + number(0, 4) +
                             number(packed.size(), 4) + number(2'000'000'000, 4) + number(name.size(), 2) + number(0, 2);
  const std::string local = "PK\x03\x04" + common + name + packed;
  const std::string central =
      "PK\x01\x02" + number(0x0314, 2) + common + number(0, 2) + number(0, 2) + number(0, 2) + number(0, 4) + number(0, 4) + name;
  return local + central + "PK\x05\x06" + number(0, 4) + number(1, 2) + number(1, 2) + number(central.size(), 4) +
         number(local.size(), 4) + number(0, 2);
}

void replace_all(std::string& bytes, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = bytes.find(from, at)) != bytes.npos; at += to.size()) bytes.replace(at, from.size(), to);
}

class Generator {
 public:
  explicit Generator(Settings settings) : s_(std::move(settings)) {}

  bool run() {
    parallel(static_cast<std::size_t>(s_.units), [&](std::size_t i) { unit(static_cast<int>(i)); });
    // What systems leave behind is no row of any list.
    for (const auto& [name, bytes] : {std::pair{"Thumbs.db", "\xD0\xCF\x11\xE0 thumbs"}, {".DS_Store", "\0\0\0\1Bud1"}})
      put(fs::path("inbox") / name, bytes, "litter", "", "");
    for (const auto& [name, bytes] : {std::pair{"Công văn đôn đốc.docx", "PK\x03\x04 not really"},
                                      {"trống.zip", ""},
                                      {"đọc tôi.txt", "Các trường gửi hồ sơ vào đây.\n"}}) {
      put(fs::path("inbox") / name, bytes, "foreign", "rejected", "");
    }
    registers();
    return good_;
  }

 private:
  void put(const fs::path& path, std::string_view bytes, std::string_view fate, std::string_view verdict,
           const std::string& code) {
    const bool written = write_file(s_.folder / path, bytes);
    const std::lock_guard hold(lock_);
    good_ = good_ && written;
    made_.push_back({path.string(), std::string(fate), std::string(verdict), code});
  }

  static FateName fate_of(const Settings& s, int number) {
    // After one of each kind of unit, one of each fate; then as often as in life.
    constexpr int first = 10, all = static_cast<int>(std::size(fates));
    if (number >= first && number < first + all) return fates[number - first];
    if (number < first) return fates[0];
    int at = Chance(s.seed * 104'729 + static_cast<std::uint64_t>(number)).below(1000);
    const FateName* fate = fates;
    for (; at >= fate->per_mille; ++fate) at -= fate->per_mille;
    return *fate;
  }

  void unit(int number) {
    const School school = invent_school(s_.seed, number, s_.units, s_.pack);
    const auto [fate, name, often] = fate_of(s_, number);
    Chance chance(s_.seed * 15'485'863 + static_cast<std::uint64_t>(number));
    const std::string& code = school.unit.code;
    const SecretKey key = key_of(s_, code, "first");
    {
      const std::lock_guard hold(lock_);
      if (fate != Fate::stranger) schools_[code] = school.unit;
      if (fate == Fate::changed_key) keys_[code] = key_of(s_, code, "lost").public_key();
      else if (fate != Fate::unknown_key) keys_[code] = key.public_key();
    }
    if (fate == Fate::missing) return;

    const std::string day = fate == Fate::late ? "2026-05-0" + std::to_string(1 + chance.below(9))
                                               : "2026-04-0" + std::to_string(1 + chance.below(9));
    Submission submission = invent_submission(chance, school, s_, fate == Fate::other_year ? last_year : year, day);
    std::string bytes = bytes_of(submission, s_, key, day);
    const bool is_known = fate != Fate::unknown_key && fate != Fate::changed_key;
    std::string verdict = is_known ? "valid" : "unknown-key";
    const fs::path folder = fs::path("inbox") / school.unit.commune;
    const std::string file = bundle_name(submission.dossier);
    const auto flip_at = [&](std::string_view part) {
      const std::size_t at = bytes.find(part);
      if (at != bytes.npos) bytes[at + part.size() / 2] ^= 1;
      verdict = "altered";
    };
    switch (fate) {
      case Fate::altered_record: flip_at(school.unit.head.name); break;
      case Fate::altered_evidence: flip_at(submission.files.begin()->second); break;
      case Fate::cut_short: bytes.resize(bytes.size() * 2 / 3), verdict = "rejected"; break;
      case Fate::trailing: bytes += "nothing may stand here", verdict = "rejected"; break;
      case Fate::led_astray: replace_all(bytes, file + "/", "../" + file.substr(3) + "/"), verdict = "rejected"; break;
      case Fate::bomb: bytes = bomb(), verdict = "rejected"; break;
      default: break;
    }
    put(folder / (file + ".zip"), bytes, name, verdict, code);
    // At least 30 % of the units are inspected (seed 000); only what is sound can be.
    if (verdict == "valid" && chance.percent(40)) {
      const std::string& commune = school.unit.commune;
      const Office office{"XA-" + commune.substr(commune.rfind(' ') + 1), "UBND " + commune, "", "", "", ""};
      const SecretKey office_key = key_of(s_, office.code, "office");
      {
        const std::lock_guard hold(lock_);
        offices_[office.code] = office_key.public_key();
      }
      put(fs::path("external") / commune / ("danh-gia-" + code + ".zip"),
          review_bytes(chance, submission, s_, sha256_hex(bytes), office_key, office), "review", "valid", code);
    }
    if (fate == Fate::twice) put(folder / (file + " (1).zip"), bytes, name, verdict, code);
    if (fate == Fate::again) {
      const std::string later = "2026-04-1" + std::to_string(chance.below(6));
      const Submission second = invent_submission(chance, school, s_, year, later);
      put(folder / (file + " bổ sung.zip"), bytes_of(second, s_, key, later), name, verdict, code);
    }
  }

  void registers() {
    static const std::vector<std::string> columns = {"Mã trường", "Tên trường", "Cấp học", "Loại hình", "Xã, phường", "E-mail"};
    std::string list = csv_head(columns), expected;
    Signers known;
    for (const auto& [code, unit] : schools_) {
      const auto level = std::ranges::find(s_.pack.unit_levels, unit.level, &Pack::UnitLevel::id);
      list += csv_row({{columns[0], code},
                       {columns[1], unit.name},
                       {columns[2], level == s_.pack.unit_levels.end() ? unit.level : level->title.vi},
                       {columns[3], unit.ownership == "private" ? "Tư thục" : "Công lập"},
                       {columns[4], unit.commune},
                       {columns[5], unit.email}},
                      columns);
    }
    for (const auto& [code, key] : keys_) known.list.push_back({code, key, ""});
    for (const auto& [code, key] : offices_) known.list.push_back({code, key, "", Role::office});
    std::ranges::sort(made_, {}, &Made::file);
    for (const Made& made : made_)
      expected += to_compact_text({{"file", made.file},
                                   {"fate", made.fate},
                                   {"verdict", made.verdict},
                                   {"unit_code", made.unit_code.empty() ? Json() : Json(made.unit_code)}}) +
                  "\n";
    good_ = write_file(s_.folder / "register.csv", list) && good_;
    good_ = write_file(s_.folder / "allowed_signers", write_allowed_signers(known)) && good_;
    good_ = write_file(s_.folder / "expected.ndjson", expected) && good_;
  }

  const Settings s_;
  std::mutex lock_;
  bool good_ = true;
  std::vector<Made> made_;
  std::map<std::string, Unit> schools_;
  std::map<std::string, PublicKey> keys_, offices_;
};

std::optional<int> number_in(const Options& options, const std::string& name, int otherwise, int least, int most) {
  if (!options.has(name)) return otherwise;
  const std::string text = options.value(name);
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole && value >= least && value <= most ? std::optional(value) : std::nullopt;
}

}  // namespace

int generate(const Words& words, Lang lang) {
  const Options options = parse_options(words, {"--units", "--seed", "-o", "--evidence"});
  if (options.bad) return wrong_usage("cli.bad_option", *options.bad, lang);
  if (!options.rest.empty()) return wrong_usage("cli.bad_option", options.rest[0], lang);
  if (!options.has("-o")) return wrong_usage("cli.missing_file", "-o DIR", lang);
  if (!options.has("--units")) return wrong_usage("cli.missing_file", "--units N", lang);
  const auto units = number_in(options, "--units", 0, 1, static_cast<int>(limits::units));
  const auto seed = number_in(options, "--seed", 1, 0, 1'000'000'000);
  const auto evidence = number_in(options, "--evidence", 1, 0, 100);
  if (!units) return wrong_usage("cli.bad_option", "--units " + options.value("--units"), lang);
  if (!seed) return wrong_usage("cli.bad_option", "--seed " + options.value("--seed"), lang);
  if (!evidence) return wrong_usage("cli.bad_option", "--evidence " + options.value("--evidence"), lang);

  Settings settings;
  settings.seed = static_cast<std::uint64_t>(*seed);
  settings.units = *units;
  settings.evidence_percent = *evidence;
  settings.folder = options.value("-o");
  // Into a new folder only: a collection made over another would be neither.
  std::error_code ignored;
  if (fs::exists(settings.folder, ignored) && !fs::is_empty(settings.folder, ignored))
    return complain(Error{"cli.folder_not_empty", {settings.folder.string(), "", {}}, {}}, lang);
  LoadedPack pack = load_pack(builtin_packs().front().json, builtin_packs().front().file);
  settings.pack = std::move(*pack.pack);
  settings.pack_json = builtin_packs().front().json;
  const std::string folder = settings.folder.string();
  if (!Generator(std::move(settings)).run()) return complain(Error{"cli.file_cannot_write", {folder, "", {}}, {}}, lang);
  return 0;
}

}  // namespace thuoc::cli
