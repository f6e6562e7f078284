#include "review/return.h"

#include <doctest/doctest.h>

#include "bundle/memory_source.h"
#include "review_support.h"
#include "support.h"

using namespace thuoc;
using namespace thuoc::test;

namespace {

using List = std::vector<std::string>;

Return sample_notice() {
  Return notice = begin_return(sample_head(), full_dossier(), hash_a);
  notice.deadline = "2026-05-20";
  notice.requests = {{"/evidence/mc1", "Ảnh mờ, xin chụp lại", ""},
                     {"/answers/1.3.1", "Gửi thêm danh sách lớp", "2026-05-10"},
                     {"", "Đóng dấu lại tờ trình", ""},
                     {"/unit/code", "Mã trường đã đổi từ 01/7/2025", ""}};
  return notice;
}

std::string bytes_of(const Result<WrittenBundle>& written) {
  REQUIRE(written);
  std::string bytes;
  for (const Piece& piece : written->pieces) bytes += std::get<std::string>(piece.content);
  return bytes;
}

}  // namespace

TEST_CASE("return: written and read again it is the same, and the bytes too") {
  for (unsigned seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    const Return notice = RandomOffice(seed).notice();
    const LoadedReturn loaded = load_return(to_json_text(notice), "r");
    CHECK(told(loaded.problems) == List{});
    REQUIRE(loaded.notice);
    CHECK(*loaded.notice == notice);
    CHECK(to_json_text(*loaded.notice) == to_json_text(notice));
  }
}

TEST_CASE("return: damaged documents are told with their places, or are still documents") {
  std::mt19937 random(6);
  for (unsigned seed = 0; seed < 1000; ++seed) {
    CAPTURE(seed);
    const LoadedReturn loaded = load_return(to_text(damaged(to_json(RandomOffice(seed).notice()), random)), "r");
    CHECK(loaded.notice.has_value() == loaded.problems.empty());
    if (loaded.notice) CHECK(load_return(to_json_text(*loaded.notice), "r").notice == loaded.notice);
    for (const Error& problem : loaded.problems) CHECK(message(problem, Lang::vi) != problem.code);
  }
}

TEST_CASE("return: a request without words or with an odd date is told at its place") {
  Json document = to_json(sample_notice());
  document["requests"][0].erase("words");
  document["requests"][1]["deadline"] = "mai";
  document["requests"][2] = "x";
  CHECK(told(load_return(to_text(document), "r").problems) ==
        List{"json.missing_key /requests/0/words", "json.bad_date /requests/1/deadline", "json.not_an_object /requests/2"});
}

TEST_CASE("return: each request stands at its place in the school's dossier, in the order of the steps") {
  using At = Placed::At;
  const Return notice = sample_notice();
  Dossier dossier = full_dossier();
  Evidence photo;
  photo.id = "mc1";
  dossier.evidence = {photo};
  const Pack& pack = the_pack();
  auto placed = place_requests(notice, dossier, pack);
  REQUIRE(placed.size() == 4);
  CHECK(placed[0].at == At::whole);
  CHECK(placed[0].deadline == "2026-05-20");
  CHECK(placed[1].at == At::unit);
  CHECK(placed[2].at == At::item);
  CHECK(placed[2].id == "1.3.1");
  CHECK(placed[2].deadline == "2026-05-10");
  CHECK(placed[2].request->words == "Gửi thêm danh sách lớp");
  CHECK(placed[3].at == At::evidence);
  CHECK(placed[3].id == "mc1");
  for (const Placed& one : placed) CHECK_FALSE(one.gone);

  // The photo was removed since: the request is still there to be read.
  dossier.evidence.clear();
  placed = place_requests(notice, dossier, pack);
  REQUIRE(placed.size() == 4);
  CHECK(placed[3].gone);
}

TEST_CASE("return: wherever a pointer leads, its request is shown") {
  const Pack& pack = the_pack();
  const Dossier dossier = full_dossier();
  using At = Placed::At;
  const std::tuple<const char*, At, const char*, bool> cases[] = {{"", At::whole, "", false},
                                                                  {"/nowhere", At::whole, "", true},
                                                                  {"no pointer", At::whole, "", true},
                                                                  {"/answers", At::whole, "", true},
                                                                  {"/answers/9.9", At::item, "9.9", true},
                                                                  {"/council/members/0", At::council, "", false},
                                                                  {"/figures/teachers", At::figures, "", false},
                                                                  {"/difficulties", At::words, "", false},
                                                                  {"/proposals", At::words, "", false},
                                                                  {"/answers/1.3~12", At::item, "1.3/2", true},
                                                                  {"/evidence/a~0b", At::evidence, "a~b", true},
                                                                  {"/evidence/a~", At::evidence, "a~", true},
                                                                  {"/answers/1.1/yes", At::item, "1.1", false}};
  for (const auto& [pointer, at, id, gone] : cases) {
    CAPTURE(pointer);
    Return notice = sample_notice();
    notice.requests = {{pointer, "x", ""}};
    const auto placed = place_requests(notice, dossier, pack);
    REQUIRE(placed.size() == 1);
    CHECK(placed[0].at == at);
    CHECK(placed[0].id == id);
    CHECK(placed[0].gone == gone);
  }
}

TEST_CASE("return: the dossier that answers names both the submission and the notice") {
  const Return notice = sample_notice();
  Dossier dossier = full_dossier();
  REQUIRE(answer(dossier, notice, hash_b));
  CHECK(dossier.returned == Returned{hash_a, hash_b});
  CHECK(load_dossier(to_json_text(dossier), "d").dossier == dossier);

  Dossier other = full_dossier("MH-9999");
  CHECK(answer(other, notice, hash_b).error().code == "return.other_unit");
  other = full_dossier();
  other.school_year = "2026-2027";
  CHECK(answer(other, notice, hash_b).error().code == "return.other_year");
  CHECK_FALSE(other.returned);
}

TEST_CASE("return: signed only when something is asked, and readable without us") {
  Return notice = sample_notice();
  const auto sign = [&] { return sign_return(notice, builtin_pack_json(), key_number(4), "2026-05-03"); };
  const MemorySource source(bytes_of(sign()));
  const Check check = inspect(source, {});
  CHECK(check.verdict == Verdict::unknown_key);
  CHECK(check.info.bundle_type == "return");
  CHECK(check.top == "tra-lai-MH-0417-2025-2026");
  CHECK(load_return(check.document_json, "r").notice == notice);
  CHECK(head_problems(check, "a.zip").empty());
  const std::string page = return_page(notice, builtin_pack());
  for (const char* words : {"Ảnh mờ, xin chụp lại", "10/05/2026", "20/05/2026", "Đóng dấu lại tờ trình", "UBND xã Mẫu Sơn"})
    CHECK_MESSAGE(page.find(words) != page.npos, words);
  CHECK(page.find("sheet.") == page.npos);

  notice.requests[1].words.clear();
  CHECK(sign().error().code == "return.request_without_words");
  CHECK(sign().error().place.pointer == "/requests/1");
  notice.requests.clear();
  CHECK(sign().error().code == "return.no_requests");
  notice.head.office.code.clear();
  CHECK(sign().error().code == "round.office_code_missing");
}
