#include "review/recognition.h"

#include <doctest/doctest.h>

#include "bundle/memory_source.h"
#include "review_support.h"
#include "support.h"

using namespace thuoc;
using namespace thuoc::test;

namespace {

using List = std::vector<std::string>;

Recognition decided() {
  Recognition r;
  r.head = sample_head();
  r.decision_number = "123/QĐ-UBND";
  r.decision_date = "2026-05-25";
  r.signer_title = "CHỦ TỊCH";
  const Pack& pack = the_pack();
  for (const char* code : {"MH-2", "MH-1"}) {
    const Dossier dossier = full_dossier(code);
    Review review = begin_review(r.head, dossier, hash_a);
    review.items["1.3.1"].assessed = {ReviewState::changed, Points{250}, {}, "", "", ""};
    put(r, propose(dossier, hash_a, hash_b, compare(pack, dossier.answers, review)));
  }
  return r;
}

}  // namespace

TEST_CASE("recognition: written and read again it is the same, and the bytes too") {
  for (unsigned seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    const Recognition list = RandomOffice(seed).recognition();
    const LoadedRecognition loaded = load_recognition(to_json_text(list), "r");
    CHECK(told(loaded.problems) == List{});
    REQUIRE(loaded.recognition);
    CHECK(*loaded.recognition == list);
    CHECK(to_json_text(*loaded.recognition) == to_json_text(list));
  }
}

TEST_CASE("recognition: damaged documents are told with their places, or are still documents") {
  std::mt19937 random(7);
  for (unsigned seed = 0; seed < 1000; ++seed) {
    CAPTURE(seed);
    const LoadedRecognition loaded = load_recognition(to_text(damaged(to_json(RandomOffice(seed).recognition()), random)), "r");
    CHECK(loaded.recognition.has_value() == loaded.problems.empty());
    if (loaded.recognition) CHECK(load_recognition(to_json_text(*loaded.recognition), "r").recognition == loaded.recognition);
    for (const Error& problem : loaded.problems) CHECK(message(problem, Lang::vi) != problem.code);
  }
}

TEST_CASE("recognition: the list is sorted by code and has each unit once") {
  Recognition r = decided();
  REQUIRE(r.units.size() == 2);
  CHECK(r.units[0].subject.unit_code == "MH-1");
  CHECK(r.units[0].external[0].points == Points{9650});
  CHECK(r.units[0].self[0].points == Points{10000});
  Recognised again = r.units[1];
  again.review = hash_c;
  put(r, again);
  CHECK(r.units.size() == 2);
  REQUIRE(r.find("MH-2"));
  CHECK(r.find("MH-2")->review == hash_c);
  CHECK_FALSE(r.find("MH-3"));
  take_out(r, "MH-1");
  CHECK_FALSE(r.find("MH-1"));
  CHECK(r.find("MH-2"));
}

TEST_CASE("recognition: what blocks a decision") {
  Recognition r;
  r.head = sample_head();
  const auto codes = [&] {
    List all;
    for (const Finding& f : readiness(r)) {
      CHECK(f.blocking);
      CHECK(message(f.what, Lang::vi) != f.what.code);
      all.push_back(f.what.code);
    }
    return all;
  };
  CHECK(codes() == List{"recognition.no_number", "recognition.no_date", "recognition.no_signer_title", "recognition.no_units"});
  CHECK(sign_recognition(r, builtin_pack_json(), key_number(4), "2026-05-25").error().code == "recognition.no_number");
  r = decided();
  CHECK(codes().empty());
  r.units[1].external.clear();
  CHECK(codes() == List{"recognition.no_results"});
}

TEST_CASE("recognition: a school gets an extract that names the whole, and opens it") {
  const Recognition whole = decided();
  const auto one = extract(whole, "MH-1", hash_c);
  REQUIRE(one);
  CHECK(one->units == std::vector<Recognised>{whole.units[0]});
  CHECK(one->extract_of == hash_c);
  CHECK(one->decision_number == whole.decision_number);
  CHECK(extract(whole, "MH-9", hash_c).error().code == "recognition.no_such_unit");

  const auto written = sign_recognition(*one, builtin_pack_json(), key_number(4), "2026-05-25");
  REQUIRE(written);
  CHECK(written->file_name == "cong-nhan-MH-1-2025-2026.zip");
  CHECK(sign_recognition(whole, builtin_pack_json(), key_number(4), "2026-05-25")->file_name == "cong-nhan-XA-01-2025-2026.zip");
  std::string bytes;
  for (const Piece& piece : written->pieces) bytes += std::get<std::string>(piece.content);
  const Check check = inspect(MemorySource(bytes), {});
  CHECK(check.verdict == Verdict::unknown_key);
  CHECK(head_problems(check, "a.zip").empty());
  const LoadedRecognition opened = load_recognition(check.document_json, "r");
  REQUIRE(opened.recognition);
  CHECK(*opened.recognition == *one);
  CHECK(opened.recognition->find("MH-1")->subject.bundle == hash_a);
}

TEST_CASE("recognition: the public page has results and nobody's name or address") {
  Recognition r = decided();
  r.head.office.email = "secret@office.vn";
  r.units[0].subject.unit_name = "Trường <b>Đậm</b>";
  const std::string page = results_page(r, builtin_pack());
  for (const char* words :
       {"123/QĐ-UBND", "25/05/2026", "96,5 / 100 · Mức độ 3", "Trường &lt;b&gt;Đậm&lt;/b&gt;", "Trung học cơ sở"})
    CHECK_MESSAGE(page.find(words) != page.npos, words);
  for (const char* never : {"secret@office.vn", "Lê Thị Hoài Thương", "<script", "http://", "https://", "sheet."})
    CHECK_MESSAGE(page.find(never) == page.npos, never);
  CHECK(page == results_page(r, builtin_pack()));
  r.decision_number.clear();
  CHECK(results_page(r, builtin_pack()).find("chưa có quyết định") != page.npos);
}
