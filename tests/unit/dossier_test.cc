#include "dossier/dossier.h"

#include <doctest/doctest.h>

#include "dossier_support.h"

using namespace thuoc;
using namespace thuoc::test;

namespace {

Evidence with_file(std::string id, std::string sha256, std::string name, std::vector<std::string> items) {
  Evidence e;
  e.id = std::move(id);
  e.items = std::move(items);
  e.file = EvidenceFile{std::move(sha256), 1, 0, std::move(name), ""};
  return e;
}

std::string path_of(std::string name, std::vector<std::string> items) {
  return evidence_path(with_file("mc1", "0123456789abcdef" + std::string(48, 'f'), std::move(name), std::move(items)));
}

}  // namespace

TEST_CASE("dossier: evidence is found by id and by item") {
  Dossier d;
  d.evidence = {with_file("mc1", "", "", {"1.1"}), with_file("mc2", "", "", {"1.2", "1.1"})};
  CHECK(d.find_evidence("mc2") == &d.evidence[1]);
  CHECK(d.find_evidence("mc3") == nullptr);
  CHECK(d.evidence_of("1.1").size() == 2);
  CHECK(d.evidence_of("1.2") == std::vector<const Evidence*>{&d.evidence[1]});
  CHECK(d.evidence_of("1").empty());
}

TEST_CASE("dossier: where a file stands in the bundle") {
  const std::string folder = "data/evidence/";
  CHECK(path_of("Kế hoạch.PDF", {"1.3.1", "1.4"}) == folder + "1.3.1/0123456789abcdef.pdf");
  CHECK(path_of("anh.chup.jpeg", {}) == folder + "chung/0123456789abcdef.jpeg");
  for (const char* name : {"", "README", "a.", ".", "x.tệp", "x.j pg", "x.p/../q", "x.abcdefghi"}) {
    CAPTURE(name);
    CHECK(path_of(name, {"1.1"}) == folder + "1.1/0123456789abcdef.bin");
  }
  CHECK(path_of("x.abcdefgh", {"1.1"}) == folder + "1.1/0123456789abcdef.abcdefgh");
  // An item id is a stranger's text: it must not lead out of its folder.
  for (const char* item : {"..", ".", "../../etc", "a/b", "a\\b", "", "tiêu chí", "1.", ".1",
                           "con:", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}) {
    CAPTURE(item);
    CHECK(path_of("a.pdf", {item}) == folder + "chung/0123456789abcdef.pdf");
  }
  CHECK(evidence_path(Evidence{}) == folder + "chung/.bin");
}

TEST_CASE("dossier: the same bytes stand in the bundle once") {
  const std::string same(64, 'a'), other(64, 'b');
  Dossier d;
  d.evidence = {with_file("mc1", same, "a.pdf", {"1.1"}), with_file("mc2", same, "b.PDF", {"1.2"}),
                with_file("mc3", other, "c.png", {}), with_file("mc4", "", "d.png", {})};
  d.evidence.emplace_back();
  const auto paths = evidence_paths(d);
  CHECK(paths.size() == 2);
  CHECK(paths.at(same) == "data/evidence/1.1/aaaaaaaaaaaaaaaa.pdf");
  CHECK(paths.at(other) == "data/evidence/chung/bbbbbbbbbbbbbbbb.png");
}

TEST_CASE("dossier: next year begins with what stays and without what must be said anew") {
  Dossier last = RandomDossier(11).make();
  last.council = {"12/QĐ", "2025-01-12", {{"Lan", "Giáo viên", "secretary", {"1.3"}}}};
  last.figures = {{"teachers", 38}};
  last.answers.clear();
  last.answers["1.1"].yes = true;
  last.answers["1.3.1"].points = whole_points(6);
  last.answers["1.3.1"].solution = "OLM";
  last.answers["1.6.1"].numerator = 3;
  last.answers["1.6.1"].note = "theo danh sách";
  last.evidence = {with_file("mc1", std::string(64, 'a'), "a.pdf", {"1.1"})};
  last.next_evidence = 2;
  last.history = {{"2025-01-01T00:00:00Z", "/unit", "", ""}};
  const std::string from(64, 'c'), id(32, '1');

  const Dossier next = carry_over(last, id, "2026-2027", from, true);
  CHECK(next.id == id);
  CHECK(next.school_year == "2026-2027");
  CHECK(next.previous == from);
  CHECK(next.pack == last.pack);
  CHECK(next.unit == last.unit);
  CHECK(next.council.members == last.council.members);
  CHECK(next.council.decision_number.empty());
  CHECK(next.council.decision_date.empty());
  CHECK(next.figures == last.figures);
  CHECK(next.difficulties == last.difficulties);
  CHECK(next.proposals == last.proposals);
  CHECK(next.evidence.empty());
  CHECK(next.next_evidence == 1);
  CHECK(next.history.empty());
  CHECK_FALSE(next.answers.contains("1.1"));  // nothing of it was left
  CHECK(next.answers.at("1.3.1").solution == "OLM");
  CHECK_FALSE(next.answers.at("1.3.1").points);
  CHECK(next.answers.at("1.6.1").numerator == 3);
  CHECK(next.answers.at("1.6.1").note == "theo danh sách");

  CHECK(carry_over(last, id, "2026-2027", from, false).answers.empty());
  CHECK(load_dossier(to_json_text(next), "").dossier == next);
}
