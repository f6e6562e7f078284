// The pages inside an office's bundles (data/tom-tat.html), and the public page of results.
#include <algorithm>

#include "base/date.h"
#include "paper/format.h"
#include "paper/page.h"
#include "review/recognition.h"
#include "review/return.h"
#include "review/review.h"

namespace thuoc {
namespace {

constexpr Lang vi = Lang::vi;

std::string_view say(std::string_view key) { return text(vi, key); }
std::string say(std::string_view key, const Args& args) { return text(vi, key, args); }

std::string shown(const std::optional<Points>& points) { return points ? to_display(*points, vi) : "–"; }

std::string with_sign(Points delta) { return delta > Points{} ? "+" + to_display(delta, vi) : to_display(delta, vi); }

std::string value(const Item& item, const std::optional<Points>& points, const std::optional<bool>& yes) {
  if (item.kind != Kind::mandatory) return shown(points);
  return yes ? std::string(say(*yes ? "sheet.met" : "sheet.not_met")) : "–";
}

Html head(std::string_view kind, const std::string& title, const Head& head) {
  Html out;
  out << "<header>\n<p class=\"kicker\">" << kind << "</p>\n<h1>" << title << "</h1>\n<p class=\"soft\">"
      << say("sheet.by", {{"office", head.office.name}, {"year", head.school_year}}) << "</p>\n</header>\n";
  return out;
}

Html row(std::string_view key, std::string_view words) {
  Html out;
  if (!words.empty()) out << "<dt>" << say(key) << "</dt><dd class=\"words\">" << words << "</dd>\n";
  return out;
}

Html columns(std::string_view kind, std::initializer_list<std::string_view> keys) {
  Html out;
  out << "<table class=\"" << kind << "\">\n<thead><tr>";
  for (const std::string_view key : keys) out << "<th scope=\"col\">" << say(key) << "</th>";
  out << "</tr></thead>\n<tbody>\n";
  return out;
}

Html cell(std::string_view key, const std::string& words, bool number = false) {
  Html out;
  if (number) out << "<td class=\"num\" data-label=\"";
  else out << "<td class=\"words\" data-label=\"";
  out << say(key) << "\">" << words << "</td>";
  return out;
}

std::string level_words(const Group& group, int level) {
  const auto band = std::ranges::find(group.levels.bands, level, &Band::level);
  return band == group.levels.bands.end() ? "–" : band->name.vi;
}

std::string result_words(const Group& group, const std::vector<GroupResult>& results) {
  const auto found = find_result(results, group.id);
  if (!found) return "–";
  return to_display(found->points, vi) + " / " + to_display(found->max, vi) + " · " + level_words(group, found->level);
}

Html foot(std::string_view subject) {
  Html out;
  out << "<footer>\n";
  if (!subject.empty()) out << "<p>" << say("sheet.subject", {{"sha256", std::string(subject)}}) << "</p>\n";
  out << "<p>" << say("sheet.not_a_legal_signature") << "</p>\n</footer>\n";
  return out;
}

// What a request is about, in a person's words: the page may be read without the dossier.
std::string place_words(const std::string& pointer, const Pack& pack) {
  const auto under = [&](std::string_view area) { return pointer.starts_with(area); };
  if (under("/answers/")) {
    const Item* item = pack.item(pointer.substr(9));
    return item ? numbered(item->number, item->title.vi) : pointer.substr(9);
  }
  if (under("/evidence/")) return say("sheet.place.evidence", {{"id", pointer.substr(10)}});
  for (const char* area : {"unit", "council", "figures", "difficulties", "proposals"})
    if (under("/" + std::string(area))) return std::string(say("sheet.place." + std::string(area)));
  return std::string(say("sheet.place.whole"));
}

}  // namespace

std::string review_page(const Review& review, const Answers& self, const Pack& pack) {
  const Comparison both = compare(pack, self, review);
  Html out = head(say("sheet.review"), review.subject.unit_name, review.head);
  out << "<div class=\"cards\">\n";
  for (const Group& group : pack.groups) {
    const GroupScore *mine = both.self.group(group.id), *theirs = both.external.group(group.id);
    out << "<div class=\"card\">\n<h3>" << numbered(group.number, group.title.vi) << "</h3>\n<p class=\"sum\">"
        << to_display(theirs->points, vi) << "<span> / " << to_display(theirs->max, vi) << "</span></p>\n<p><strong>"
        << level_words(group, theirs->level) << "</strong></p>\n<p class=\"small soft\">"
        << say("sheet.self_was", {{"points", to_display(mine->points, vi)},
                                  {"level", level_words(group, mine->level)},
                                  {"delta", with_sign(both.delta.at(group.id))}})
        << "</p>\n";
    if (const int open = both.open.at(group.id); open > 0)
      out << "<p class=\"small\">" << say("sheet.open", {{"count", std::to_string(open)}}) << "</p>\n";
    out << "</div>\n";
  }
  out << "</div>\n";

  std::string team;
  for (const auto& [name, assessor] : review.assessors) {
    team += (team.empty() ? "" : "\n") + name;
    if (!assessor.position.empty()) team += ", " + assessor.position;
  }
  out << "<dl>\n"
      << row("sheet.unit_code", review.subject.unit_code) << row("sheet.assessors", team)
      << row("sheet.assessed_on", shown_date(review.assessed_on)) << row("sheet.conclusion", review.conclusion) << "</dl>\n";

  for (const Group& group : pack.groups) {
    out << "<h2>" << numbered(group.number, group.title.vi) << "</h2>\n"
        << columns("scores", {"sheet.content", "sheet.self", "sheet.external", "sheet.delta", "sheet.reason", "sheet.note"});
    for (const Difference& d : both.items) {
      if (pack.group_of(d.item) != &group) continue;
      const Item& item = *pack.item(d.item);
      const auto found = review.items.find(d.item);
      const ItemReview one = found == review.items.end() ? ItemReview{} : found->second;
      const bool open = d.state == ReviewState::todo || d.state == ReviewState::question;
      out << "<tr><th scope=\"row\">" << numbered(item.number, item.title.vi) << "</th>"
          << cell("sheet.self", value(item, d.self, d.self_yes), true)
          << cell("sheet.external",
                  open ? std::string(say("sheet.state." + std::string(to_text(d.state))))
                       : value(item, d.external, d.external_yes),
                  true)
          << cell("sheet.delta", item.max && d.sign != 0 ? with_sign(d.delta) : "", true)
          << cell("sheet.reason", one.assessed.reason) << cell("sheet.note", one.note) << "</tr>\n";
    }
    out << "</tbody>\n</table>\n";
  }
  out << foot(review.subject.bundle);
  return html_page(std::string(say("sheet.review")) + " – " + review.subject.unit_name, out);
}

std::string return_page(const Return& notice, const Pack& pack) {
  Html out = head(say("sheet.return"), notice.subject.unit_name, notice.head);
  if (!notice.words.empty()) out << "<p class=\"words\">" << notice.words << "</p>\n";
  out << "<dl>\n"
      << row("sheet.unit_code", notice.subject.unit_code) << row("sheet.deadline", shown_date(notice.deadline)) << "</dl>\n"
      << columns("requests", {"sheet.place", "sheet.request", "sheet.deadline"});
  for (const Request& request : notice.requests)
    out << "<tr><th scope=\"row\">" << place_words(request.pointer, pack) << "</th>" << cell("sheet.request", request.words)
        << cell("sheet.deadline", shown_date(request.deadline.empty() ? notice.deadline : request.deadline)) << "</tr>\n";
  out << "</tbody>\n</table>\n<p class=\"note\">" << say("sheet.how_to_answer") << "</p>\n" << foot(notice.subject.bundle);
  return html_page(std::string(say("sheet.return")) + " – " + notice.subject.unit_name, out);
}

std::string results_page(const Recognition& recognition, const Pack& pack) {
  const Head& h = recognition.head;
  Html out = head(say("sheet.results"), h.office.name, h);
  if (!recognition.decision_number.empty())
    out << "<p>"
        << say("sheet.decision", {{"number", recognition.decision_number},
                                  {"date", shown_date(recognition.decision_date)},
                                  {"signer", recognition.signer_title}})
        << "</p>\n";
  else out << "<p class=\"note warn\">" << say("sheet.only_proposed") << "</p>\n";
  out << "<p class=\"soft small\">" << pack.title.vi << "</p>\n<table class=\"results\">\n<thead><tr><th scope=\"col\">"
      << say("sheet.unit") << "</th><th scope=\"col\">" << say("sheet.level") << "</th>";
  for (const Group& group : pack.groups) {
    const std::string title = numbered(group.number, group.title.vi);
    out << "<th scope=\"col\">" << title << "</th>";
  }
  out << "</tr></thead>\n<tbody>\n";
  for (const Recognised& unit : recognition.units) {
    const auto kind = std::ranges::find(pack.unit_levels, unit.subject.unit_level, &Pack::UnitLevel::id);
    out << "<tr><th scope=\"row\">" << unit.subject.unit_name << "</th>"
        << cell("sheet.level", kind == pack.unit_levels.end() ? unit.subject.unit_level : kind->title.vi);
    for (const Group& group : pack.groups) {
      const std::string title = numbered(group.number, group.title.vi);
      out << "<td data-label=\"" << title << "\">" << result_words(group, unit.external) << "</td>";
    }
    out << "</tr>\n";
  }
  out << "</tbody>\n</table>\n" << foot(recognition.extract_of);
  return html_page(std::string(say("sheet.results")) + " – " + h.office.name + " – " + h.school_year, out);
}

}  // namespace thuoc
