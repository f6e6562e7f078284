#include <doctest/doctest.h>

#include <algorithm>

#include "base/limits.h"
#include "dossier_support.h"

using namespace thuoc;
using namespace thuoc::test;

namespace {

// A dossier of the built-in pack in which nothing is left to say.
Dossier complete(const Pack& pack) {
  Dossier d;
  d.id = std::string(32, 'a');
  d.school_year = "2025-2026";
  d.pack = pack.name();
  d.unit.code = "MH-0417";
  d.unit.name = "Trường THCS Đồi Chim Sẻ";
  d.unit.level = "thcs";
  d.unit.head.name = "Lê Thị Hoài Thương";
  d.council = {"12/QĐ-THCSĐCS", "2026-01-12", {{"Lê Thị Hoài Thương", "Hiệu trưởng", "chair", {}}}};
  for (const Figure& figure : pack.figures) d.figures[figure.id] = 10;
  Evidence all;
  all.id = "mc1";
  all.type = EvidenceType::document;
  all.title = "Báo cáo";
  all.document = {"1/BC", "2026-01-05", "Báo cáo chuyển đổi số", "Lê Thị Hoài Thương"};
  for (const Group& group : pack.groups) {
    for (const Criterion& criterion : group.criteria) {
      for (const Item& item : criterion.items) {
        all.items.push_back(item.id);
        Answer& answer = d.answers[item.id];
        const bool yes_or_no = item.kind == Kind::mandatory || item.kind == Kind::yes_no;
        if (yes_or_no) answer.yes = true;
        if (item.kind == Kind::information) answer.text = "OLM";
        if (item.max && !yes_or_no) answer.points = item.step;
        if (item.kind == Kind::ratio) answer.numerator = 1, answer.denominator = 2;
        if (item.kind == Kind::count) answer.count = 1;
        if (item.kind == Kind::level) answer.level = 1;
      }
    }
  }
  d.evidence.push_back(std::move(all));
  d.next_evidence = 2;
  return d;
}

std::vector<Finding> findings(const Dossier& d, const Pack& pack) { return readiness(d, pack, score(pack, d.answers)); }

// "! code pointer" for what blocks, "code pointer" for advice; the note on provisional maxima,
// which is always there, left out.
std::vector<std::string> told_of(const Dossier& d, const Pack& pack) {
  std::vector<std::string> all;
  for (const Finding& f : findings(d, pack)) {
    CHECK(message(f.what, Lang::vi) != f.what.code);
    CHECK(message(f.what, Lang::vi).find('{') == std::string::npos);
    CHECK(message(f.what, Lang::en).find('{') == std::string::npos);
    if (f.what.code == "ready.provisional_maxima") continue;
    all.push_back((f.blocking ? "! " : "") + f.what.code + " " + f.what.place.pointer);
  }
  return all;
}

struct Changed {
  Pack pack = builtin_pack();
  Dossier d = complete(pack);
  std::vector<std::string> told() const { return told_of(d, pack); }
};

}  // namespace

TEST_CASE("readiness: nothing to say of a complete dossier but what is provisional") {
  Changed c;
  CHECK(c.told() == std::vector<std::string>{});
  const auto all = findings(c.d, c.pack);
  REQUIRE(all.size() == 1);
  CHECK_FALSE(all[0].blocking);
  const auto provisional = unconfirmed(c.pack);
  const auto maxima = std::ranges::count_if(
      provisional, [](const Unconfirmed& one) { return one.what == "max" && one.sure.certainty == Certainty::provisional; });
  CHECK(all[0].what.args == Args{{"count", std::to_string(maxima)}});
}

TEST_CASE("readiness: without unit, year or head nobody can take it in") {
  Changed c;
  c.d.unit.code = c.d.unit.name = c.d.unit.level = c.d.unit.head.name = c.d.school_year = "";
  CHECK(c.told() == std::vector<std::string>{"! ready.unit_code_missing /unit/code", "! ready.unit_name_missing /unit/name",
                                             "! ready.unit_level_missing /unit/level", "! ready.school_year_missing /school_year",
                                             "! ready.head_missing /unit/head/name"});
}

TEST_CASE("readiness: a unit the instrument does not score, and another pack") {
  Changed c;
  c.d.unit.level = "mam-non";
  CHECK(c.told() == only("! ready.unit_level_not_scored /unit/level"));
  CHECK(message(findings(c.d, c.pack)[0].what, Lang::vi).find("Mầm non") != std::string::npos);
  c.d.unit.level = "thcs";
  c.d.pack = "qd4725-gdpt@0";
  CHECK(c.told() == only("! ready.pack_mismatch /pack"));
}

TEST_CASE("readiness: a missing condition blocks only where the round says so") {
  for (const auto policy : {MissingMandatory::block_submit, MissingMandatory::warn, MissingMandatory::cap_level_1}) {
    Changed c;
    c.pack.policy.missing_mandatory = policy;
    c.d.answers["1.1"].yes = false;
    const bool blocks = policy == MissingMandatory::block_submit;
    CHECK(c.told() == only(blocks ? "! ready.mandatory_missing /answers/1.1" : "ready.mandatory_missing_advice /answers/1.1"));
    CHECK(message(findings(c.d, c.pack)[0].what, Lang::vi).find("1.1 Ban hành") != std::string::npos);
  }
}

TEST_CASE("readiness: an impossible answer blocks with the reason of the score") {
  Changed c;
  c.d.answers["1.3.1"].points = whole_points(99);
  const auto all = findings(c.d, c.pack);
  REQUIRE_FALSE(all.empty());
  CHECK(all[0].blocking);
  CHECK(all[0].what.code == "score.over_max");
  CHECK(all[0].what.place.pointer.starts_with("/answers/1.3.1"));
}

TEST_CASE("readiness: unanswered is advice, nothing answered blocks") {
  Changed c;
  c.d.answers.erase("1.3.2");
  c.d.answers["1.4"] = Answer{};
  c.d.answers["1.4"].count = 5;  // recorded, no points yet
  CHECK(c.told() == only("ready.items_unanswered /answers/1.3.2"));
  CHECK(findings(c.d, c.pack)[0].what.args[0].second == "2");
  // Our handle is no number of the instrument: it is in the pointer, never in the sentence.
  CHECK(message(findings(c.d, c.pack)[0].what, Lang::vi).find("1.3.2") == std::string::npos);

  c.d.answers.clear();
  const auto all = c.told();
  REQUIRE_FALSE(all.empty());
  CHECK(all[0] == "! ready.nothing_answered /answers");
  CHECK_FALSE(tells(all, "ready.items_unanswered /answers/1.1"));
}

TEST_CASE("readiness: what is claimed wants evidence, what is not does not") {
  Changed c;
  auto& items = c.d.evidence[0].items;
  std::erase(items, "1.2");    // yes
  std::erase(items, "1.3.1");  // points
  std::erase(items, "1.3.2");
  c.d.answers["1.3.2"].points = Points{};
  std::erase(items, "1.7.3");
  c.d.answers["1.7.3"].yes = false;
  CHECK(c.told() ==
        std::vector<std::string>{"ready.claim_without_evidence /answers/1.2", "ready.claim_without_evidence /answers/1.3.1"});
}

TEST_CASE("readiness: council and figures are advice") {
  Changed c;
  c.d.council = {};
  c.d.figures.erase(c.pack.figures[1].id);
  CHECK(c.told() == std::vector<std::string>{"ready.council_missing /council/members",
                                             "ready.council_decision_missing /council/decision_number",
                                             "ready.figures_missing /figures/" + c.pack.figures[1].id});
  c.d.council = complete(c.pack).council;
  c.d.council.decision_date = "";
  CHECK(tells(c.told(), "ready.council_decision_missing /council/decision_date"));
}

TEST_CASE("readiness: evidence") {
  Changed c;
  Evidence file;
  file.id = "mc2";
  file.title = "Ảnh phòng máy";
  c.d.evidence.push_back(file);
  CHECK(c.told() ==
        std::vector<std::string>{"! ready.evidence_without_file /evidence/mc2", "ready.evidence_unattached /evidence/mc2/items"});
  Evidence& e = c.d.evidence.back();
  e.items = {"1.1"};
  e.file = EvidenceFile{"", 5, 0, "a.jpg", ""};
  CHECK(c.told() == only("! ready.evidence_without_file /evidence/mc2"));
  e.file->sha256 = std::string(64, 'a');
  CHECK(c.told().empty());
  e.items = {"9.9"};
  CHECK(c.told() == only("ready.evidence_unknown_item /evidence/mc2/items"));
  e.items = {"1.1"};
  e.type = EvidenceType::link;
  CHECK(c.told() == only("ready.link_missing /evidence/mc2/url"));
  e.type = EvidenceType::document;
  CHECK(c.told() == only("ready.document_incomplete /evidence/mc2/document/number"));
  e.document = {"1/QĐ", "2026-01-01", "", "Lan"};
  CHECK(c.told() == only("ready.document_incomplete /evidence/mc2/document/excerpt"));
}

TEST_CASE("readiness: the size of the bundle, each file counted once") {
  Changed c;
  const auto add = [&](char digit, std::uint64_t size) {
    Evidence e;
    e.id = "mc" + std::to_string(c.d.next_evidence++);
    e.items = {"1.1"};
    e.file = EvidenceFile{std::string(64, digit), size, 0, "a.pdf", ""};
    c.d.evidence.push_back(e);
  };
  add('a', limits::mail_bytes);
  add('a', limits::mail_bytes);
  CHECK(c.told().empty());
  add('b', 1);
  CHECK(c.told() == only("ready.bundle_over_mail /evidence"));
  CHECK(findings(c.d, c.pack)[0].what.args == Args{{"size", "26"}, {"limit", "25"}});
  for (const char digit : {'c', 'd', 'e', 'f'}) add(digit, limits::evidence_bytes);
  CHECK(c.told() == only("! ready.bundle_too_large /evidence"));
}

TEST_CASE("readiness: what blocks comes first") {
  Changed c;
  c.d.council = {};
  c.d.evidence.push_back({});
  c.d.evidence.back().id = "mc2";
  const auto all = findings(c.d, c.pack);
  CHECK(all.front().blocking);
  CHECK(std::ranges::is_partitioned(all, &Finding::blocking));
}

TEST_CASE("readiness: of what is advisable the weightier comes first") {
  Changed c;
  c.d.answers.erase("1.3.2");
  c.d.answers["1.4"].points = whole_points(6);
  c.d.answers["1.3.1"].points = whole_points(2);
  c.d.evidence[0].items = {"1.2"};
  c.d.evidence[0].document.number.clear();
  c.d.council = {};
  std::vector<std::string> codes, claims;
  for (const Finding& f : findings(c.d, c.pack)) {
    CHECK_FALSE(f.blocking);
    if (codes.empty() || codes.back() != f.what.code) codes.push_back(f.what.code);
    if (f.what.code == "ready.claim_without_evidence") claims.push_back(f.what.place.pointer);
  }
  CHECK(codes == std::vector<std::string>{"ready.items_unanswered", "ready.claim_without_evidence", "ready.document_incomplete",
                                          "ready.council_missing", "ready.council_decision_missing", "ready.provisional_maxima"});
  REQUIRE(claims.size() > 3);
  CHECK(claims[0] == "/answers/1.1");  // a condition
  const auto at = [&](const char* pointer) { return std::ranges::find(claims, pointer) - claims.begin(); };
  CHECK(at("/answers/1.4") < at("/answers/1.3.1"));
}
