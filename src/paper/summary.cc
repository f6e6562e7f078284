#include "paper/summary.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/web_address.h"
#include "paper/format.h"
#include "paper/html.h"
#include "paper/page.h"

namespace thuoc {
namespace {

constexpr Lang vi = Lang::vi;

std::string_view say(std::string_view key) { return text(vi, key); }
std::string say(std::string_view key, const Args& args) { return text(vi, key, args); }

bool is_provisional(const Sure& sure) { return sure.certainty == Certainty::provisional; }

class Summary {
 public:
  Summary(const Dossier& dossier, const Pack& pack, const Score& score, std::string_view prefix)
      : dossier_(dossier), pack_(pack), score_(score), prefix_(prefix), paths_(evidence_paths(dossier)) {}

  std::string write() {
    head();
    results();
    unit();
    council();
    figures();
    for (const Group& group : pack_.groups) scores(group);
    evidence();
    words("paper.difficulties", dossier_.difficulties);
    words("paper.proposals", dossier_.proposals);
    provisional();
    foot();
    return html_page(std::string(say("paper.title")) + " – " + dossier_.unit.name + " – " + dossier_.school_year, out_);
  }

 private:
  void head() {
    const Unit& unit = dossier_.unit;
    out_ << "<header>\n<p class=\"kicker\">" << say("paper.title") << "</p>\n<h1>" << unit.name << "</h1>\n<p class=\"soft\">"
         << say("paper.head", {{"year", dossier_.school_year}, {"code", unit.code}}) << "</p>\n<p class=\"soft small\">"
         << pack_.title.vi;
    if (!pack_.decision.empty()) {
      out_ << " (" << say("paper.decision", {{"number", pack_.decision}, {"date", shown_date(pack_.decided_on)}}) << ")";
    }
    out_ << "</p>\n</header>\n";
  }

  // Colours say three things only, lowest, highest, between, however many levels a pack has.
  Html level(const Thresholds& thresholds, int level) {
    Html mark;
    const auto& bands = thresholds.bands;
    const auto band = std::ranges::find(bands, level, &Band::level);
    if (band == bands.end()) return mark;
    mark << "<span class=\"level " << tone(thresholds, level) << "\">" << band->name.vi;
    if (!band->meaning.vi.empty()) mark << " – " << band->meaning.vi;
    mark << "</span>";
    if (is_provisional(thresholds.sure)) mark << " " << tag("paper.tag.thresholds");
    return mark;
  }

  static std::string_view tone(const Thresholds& thresholds, int level) {
    if (thresholds.bands.empty()) return "";
    if (level == thresholds.bands.front().level) return "low";
    return level == thresholds.bands.back().level ? "high" : "mid";
  }

  static Html tag(std::string_view key) {
    Html mark;
    mark << "<span class=\"tag\">" << say(key) << "</span>";
    return mark;
  }

  void results() {
    out_ << "<section aria-label=\"" << say("paper.results") << "\">\n<div class=\"cards\">\n";
    for (const Group& group : pack_.groups) {
      const GroupScore* scored = score_.group(group.id);
      if (!scored) continue;
      out_ << "<div class=\"card " << tone(group.levels, scored->level) << "\">\n<h3>" << numbered(group.number, group.title.vi)
           << "</h3>\n<p class=\"sum\">" << to_display(scored->points, vi) << "<span> / " << to_display(scored->max, vi) << " "
           << say("paper.points_unit") << "</span></p>\n<p>" << level(group.levels, scored->level)
           << "</p>\n<p class=\"small soft\">" << scored->reason.in(vi) << "</p>\n";
      if (scored->unanswered > 0) {
        out_ << "<p class=\"small\">"
             << say("paper.unanswered_of",
                    {{"count", std::to_string(scored->unanswered)}, {"total", std::to_string(scored->total)}})
             << "</p>\n";
      }
      for (const std::string& id : scored->missing_mandatory) {
        const Item* item = pack_.item(id);
        if (!item) continue;
        out_ << "<p class=\"small\">" << say("paper.mandatory_missing", {{"item", numbered(item->number, item->title.vi)}})
             << "</p>\n";
      }
      out_ << "</div>\n";
    }
    out_ << "</div>\n";
    if (score_.overall) {
      out_ << "<p>" << say("paper.overall") << " " << level(pack_.levels, *score_.overall) << " <span class=\"soft small\">"
           << say("paper.overall_note") << "</span></p>\n";
    }
    out_ << "<p class=\"small soft\">" << say("paper.self_assessed") << "</p>\n</section>\n";
  }

  void heading(std::string_view title) { out_ << "<h2>" << title << "</h2>\n"; }

  void row(std::string_view key, const std::string& value) {
    if (!value.empty()) { out_ << "<dt>" << say(key) << "</dt><dd class=\"words\">" << value << "</dd>\n"; }
  }

  static std::string joined(std::initializer_list<std::string_view> parts, std::string_view by) {
    std::string all;
    for (const std::string_view part : parts) {
      if (part.empty()) continue;
      if (!all.empty()) all += by;
      all += part;
    }
    return all;
  }

  static std::string person(const Person& p) { return joined({p.name, p.title, p.phone, p.email}, " · "); }

  void unit() {
    const Unit& u = dossier_.unit;
    const auto kind = std::ranges::find(pack_.unit_levels, u.level, &Pack::UnitLevel::id);
    heading(say("paper.unit"));
    out_ << "<dl>\n";
    row("paper.unit.code", u.code);
    row("paper.unit.level", kind == pack_.unit_levels.end() ? u.level : kind->title.vi);
    if (!u.ownership.empty()) { row("paper.unit.ownership", std::string(say("paper.ownership." + u.ownership))); }
    row("paper.unit.address", joined({u.address, u.commune, u.province}, ", "));
    row("paper.unit.phone", u.phone);
    row("paper.unit.email", u.email);
    if (is_web_address(u.website)) {
      out_ << "<dt>" << say("paper.unit.website") << "</dt><dd>" << link(u.website, u.website) << "</dd>\n";
    } else {
      row("paper.unit.website", u.website);
    }
    row("paper.unit.head", person(u.head));
    row("paper.unit.contact", person(u.contact));
    row("paper.unit.receiver", u.receiver);
    out_ << "</dl>\n";
  }

  void council() {
    const Council& c = dossier_.council;
    if (c == Council{}) return;
    heading(say("paper.council"));
    if (!c.decision_number.empty() || !c.decision_date.empty()) {
      out_ << "<p>" << say("paper.council.decision", {{"number", c.decision_number}, {"date", shown_date(c.decision_date)}})
           << "</p>\n";
    }
    if (c.members.empty()) return;
    open_table("people", {"paper.member", "paper.position", "paper.role", "paper.duties"});
    for (const Member& member : c.members) {
      std::string duties;
      for (const std::string& id : member.duties) {
        const Criterion* criterion = pack_.criterion(id);
        if (!duties.empty()) duties += "\n";
        duties += criterion ? numbered(criterion->number, criterion->title.vi) : id;
      }
      out_ << "<tr><th scope=\"row\">" << member.name << "</th>";
      cell("paper.position", member.position);
      cell("paper.role", member.role.empty() ? "" : std::string(say("paper.role." + member.role)));
      cell("paper.duties", duties);
      out_ << "</tr>\n";
    }
    close_table();
  }

  void figures() {
    if (dossier_.figures.empty()) return;
    heading(say("paper.figures"));
    out_ << "<dl>\n";
    std::set<std::string> shown;
    for (const Figure& figure : pack_.figures) {
      const auto value = dossier_.figures.find(figure.id);
      if (value == dossier_.figures.end()) continue;
      shown.insert(figure.id);
      out_ << "<dt>" << figure.title.vi << "</dt><dd>" << grouped(value->second) << " " << figure.unit.vi << "</dd>\n";
    }
    // What the pack does not know is in the signed record all the same: shown, not hidden.
    for (const auto& [id, value] : dossier_.figures) {
      if (!shown.contains(id)) { out_ << "<dt>" << id << "</dt><dd>" << grouped(value) << "</dd>\n"; }
    }
    out_ << "</dl>\n";
  }

  void open_table(std::string_view kind, std::initializer_list<std::string_view> columns) {
    out_ << "<table class=\"" << kind << "\">\n<thead><tr>";
    int n = 0;
    for (const std::string_view column : columns) {
      out_ << "<th scope=\"col\" class=\"c" << std::to_string(++n) << "\">" << say(column) << "</th>";
    }
    out_ << "</tr></thead>\n<tbody>\n";
  }
  void close_table() { out_ << "</tbody>\n</table>\n"; }

  // An empty cell has nothing in it, so that a phone can leave it out.
  void cell(std::string_view column, const std::string& value) {
    out_ << "<td class=\"words\" data-label=\"" << say(column) << "\">" << value << "</td>";
  }
  void cell(std::string_view column, const Html& content) {
    out_ << "<td data-label=\"" << say(column) << "\">" << content << "</td>";
  }

  void scores(const Group& group) {
    heading(numbered(group.number, group.title.vi));
    open_table("scores", {"paper.content", "paper.answer", "paper.points", "paper.reason", "paper.evidence"});
    for (const Criterion& criterion : group.criteria) {
      const bool single = criterion.items.size() == 1 && criterion.items[0].id == criterion.id;
      if (!single) criterion_row(criterion);
      for (const Item& item : criterion.items) item_row(item, criterion, single);
    }
    close_table();
  }

  Html points_of(const std::optional<Points>& points, const Amount& max) {
    Html mark;
    mark << (points ? to_display(*points, vi) : "–") << " / " << to_display(max.value, vi);
    if (is_provisional(max.sure)) mark << " " << tag("paper.tag.max");
    return mark;
  }

  void criterion_row(const Criterion& criterion) {
    const auto scored = score_.criteria.find(criterion.id);
    const bool known = scored != score_.criteria.end();
    out_ << "<tr class=\"criterion\"><th scope=\"row\">" << numbered(criterion.number, criterion.title.vi);
    if (is_provisional(criterion.title_sure)) out_ << " " << tag("paper.tag.title");
    out_ << "</th><td>";
    if (known && scored->second.level) out_ << level(criterion.thresholds, *scored->second.level);
    out_ << "</td><td class=\"num\" data-label=\"" << say("paper.points") << "\">";
    if (known && criterion.max) out_ << points_of(scored->second.points, *criterion.max);
    out_ << "</td><td></td><td></td></tr>\n";
  }

  void item_row(const Item& item, const Criterion& criterion, bool single) {
    const auto found = dossier_.answers.find(item.id);
    const Answer answer = found == dossier_.answers.end() ? Answer{} : found->second;
    const auto scored = score_.items.find(item.id);
    const ItemScore result = scored == score_.items.end() ? ItemScore{} : scored->second;
    if (single) out_ << "<tr class=\"single\"><th scope=\"row\">";
    else out_ << "<tr class=\"part\"><th scope=\"row\">";
    out_ << numbered(item.number, item.title.vi);
    if (is_provisional(item.title_sure)) out_ << " " << tag("paper.tag.title");
    if (single) {
      const auto whole = score_.criteria.find(criterion.id);
      if (whole != score_.criteria.end() && whole->second.level) {
        out_ << "<p>" << level(criterion.thresholds, *whole->second.level) << "</p>";
      }
    }
    out_ << "</th>";
    cell("paper.answer", answer_words(item, answer, result));
    out_ << "<td class=\"num\" data-label=\"" << say("paper.points") << "\">";
    if (item.max) out_ << points_of(result.points, *item.max);
    out_ << "</td>";
    Html reason;
    if (result.state == State::answered || result.state == State::refused) {
      const std::string why = result.reason.in(vi);
      if (!why.empty()) reason << "<p class=\"soft\">" << why << "</p>";
    }
    if (!answer.note.empty()) reason << "<p class=\"words\">" << answer.note << "</p>";
    cell("paper.reason", reason);
    Html list;
    for (const Evidence* e : dossier_.evidence_of(item.id)) {
      list << "<li><a href=\"#" << e->id << "\">" << title_of(*e) << "</a></li>";
    }
    Html evidence;
    if (!list.empty()) evidence << "<ul>" << list << "</ul>";
    cell("paper.evidence", evidence);
    out_ << "</tr>\n";
  }

  Html answer_words(const Item& item, const Answer& answer, const ItemScore& result) {
    Html words;
    const auto line = [&](std::string_view text) {
      if (!text.empty()) words << "<p class=\"words\">" << text << "</p>";
    };
    if (answer.yes) {
      const bool condition = item.kind == Kind::mandatory;
      line(say(*answer.yes ? (condition ? "paper.met" : "paper.yes") : (condition ? "paper.not_met" : "paper.no")));
    }
    if (answer.numerator) counted(words, item.numerator.vi, "paper.numerator", *answer.numerator);
    if (answer.denominator) { counted(words, item.denominator.vi, "paper.denominator", *answer.denominator); }
    if (answer.count) counted(words, item.counted.vi, "paper.count", *answer.count);
    if (answer.level) line(say("paper.level", {{"level", std::to_string(*answer.level)}}));
    line(answer.text);
    if (!answer.solution.empty()) line(say("paper.solution", {{"name", answer.solution}}));
    if (answer.origin != Origin::unknown) { line(say("paper.origin." + std::string(to_text(answer.origin)))); }
    if (item.kind == Kind::information) return words;
    if (result.state == State::unanswered) words << "<p>" << tag("paper.unanswered") << "</p>";
    if (result.state == State::partial) words << "<p>" << tag("paper.partial") << "</p>";
    if (result.state == State::refused) words << "<p>" << tag("paper.refused") << "</p>";
    return words;
  }

  static void counted(Html& words, const std::string& what, std::string_view otherwise, std::int64_t number) {
    words << "<p>" << (what.empty() ? std::string(say(otherwise)) : what) << ": " << grouped(number) << "</p>";
  }

  static std::string title_of(const Evidence& e) {
    if (!e.title.empty()) return e.title;
    if (e.file && !e.file->name.empty()) return e.file->name;
    return e.id;
  }

  static Html link(std::string_view address, std::string_view shown) {
    Html mark;
    mark << "<a href=\"" << address << "\" rel=\"noopener noreferrer\">" << shown << "</a>";
    return mark;
  }

  void evidence() {
    if (dossier_.evidence.empty()) return;
    heading(say("paper.evidence_list"));
    open_table("evidence", {"paper.evidence_title", "paper.evidence_what", "paper.evidence_for"});
    for (const Evidence& e : dossier_.evidence) {
      out_ << "<tr id=\"" << e.id << "\"><th scope=\"row\">" << title_of(e) << "</th>";
      cell("paper.evidence_what", evidence_words(e));
      Html list;
      for (const std::string& id : e.items) {
        const Item* item = pack_.item(id);
        list << "<li>" << (item ? numbered(item->number, item->title.vi) : id) << "</li>";
      }
      Html supported;
      if (list.empty()) supported << tag("paper.evidence_for_nothing");
      else supported << "<ul>" << list << "</ul>";
      cell("paper.evidence_for", supported);
      out_ << "</tr>\n";
    }
    close_table();
  }

  Html evidence_words(const Evidence& e) {
    Html words;
    const IssuedDocument& d = e.document;
    if (d != IssuedDocument{}) {
      const std::string number = d.number.empty() ? "" : say("paper.document.number", {{"number", d.number}});
      const std::string date = d.date.empty() ? "" : say("paper.document.date", {{"date", shown_date(d.date)}});
      const std::string signer = d.signer.empty() ? "" : say("paper.document.signer", {{"signer", d.signer}});
      words << "<p>" << joined({number, date, signer}, ", ") << "</p>";
      if (!d.excerpt.empty()) words << "<p class=\"words\">" << d.excerpt << "</p>";
    }
    if (e.file) {
      const std::string name = e.file->name.empty() ? title_of(e) : e.file->name;
      words << "<p>";
      const auto path = paths_.find(e.file->sha256);
      if (path == paths_.end()) words << name;
      else words << "<a href=\"" << prefix_ << path->second.substr(5) << "\">" << name << "</a>";
      words << " <span class=\"soft small\">(" << file_size(e.file->size) << ")</span></p>";
    }
    if (!e.url.empty()) {
      words << "<p>";
      if (is_web_address(e.url)) words << link(e.url, e.url);
      else words << e.url;
      words << "</p>";
    }
    if (!e.note.empty()) words << "<p class=\"words soft\">" << e.note << "</p>";
    return words;
  }

  void words(std::string_view key, const std::string& value) {
    if (value.empty()) return;
    heading(say(key));
    out_ << "<p class=\"words\">" << value << "</p>\n";
  }

  // Title of a group, criterion or item by its id; "" for what belongs to the whole pack.
  std::string name_of(const std::string& id) const {
    for (const Group& group : pack_.groups) {
      if (group.id == id) return numbered(group.number, group.title.vi);
    }
    if (const Criterion* c = pack_.criterion(id)) return numbered(c->number, c->title.vi);
    if (const Item* item = pack_.item(id)) return numbered(item->number, item->title.vi);
    return "";
  }

  void provisional() {
    Html list;
    std::size_t others = 0;
    for (const Unconfirmed& one : unconfirmed(pack_)) {
      if (!is_provisional(one.sure)) {
        ++others;
        continue;
      }
      const std::string name = name_of(one.id);
      list << "<li>" << say("rubric.what." + one.what);
      if (!name.empty()) list << ": " << name;
      if (!one.sure.note.empty()) list << " <span class=\"soft\">(" << one.sure.note << ")</span>";
      list << "</li>\n";
    }
    if (list.empty() && others == 0) return;
    heading(say("paper.provisional"));
    out_ << "<p>" << say("paper.provisional_note") << "</p>\n";
    if (!list.empty()) out_ << "<ul class=\"small tentative\">\n" << list << "</ul>\n";
    if (others > 0) {
      out_ << "<p class=\"small soft\">" << say("paper.single_source", {{"count", std::to_string(others)}}) << "</p>\n";
    }
  }

  void foot() {
    out_ << "<footer>\n<p>" << say("paper.not_a_legal_signature") << "</p>\n<p>" << say("paper.how_to_check")
         << " <a href=\"../KIEM-TRA.txt\">KIEM-TRA.txt</a></p>\n<p>"
         << say("paper.source", {{"rubric", pack_.name()}, {"id", dossier_.id}}) << "</p>\n</footer>\n";
  }

  const Dossier& dossier_;
  const Pack& pack_;
  const Score& score_;
  std::string_view prefix_;
  std::map<std::string, std::string> paths_;
  Html out_;
};

}  // namespace

std::string summary_html(const Dossier& dossier, const Pack& pack, const Score& score, std::string_view evidence_prefix) {
  return Summary(dossier, pack, score, evidence_prefix).write();
}

}  // namespace thuoc
