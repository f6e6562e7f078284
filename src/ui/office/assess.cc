// Đánh giá ngoài: which unit; then its items with both assessments on the left, the open one in the
// middle with its evidence. On a phone the list and the item take turns.
#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "ui/frame.h"
#include "ui/office/office_view.h"

namespace thuoc::ui {

namespace {

constexpr float list_width = 400;

Tone tone_of(ReviewState state) {
  switch (state) {
    case ReviewState::agreed: return Tone::good;
    case ReviewState::changed: return Tone::accent;
    case ReviewState::question: return Tone::warn;
    case ReviewState::todo: break;
  }
  return Tone::plain;
}

std::string state_words(ReviewState state) { return std::string(tr("assess.state_" + std::string(to_text(state)))); }

std::string with_sign(Points delta) { return (delta > Points{} ? "+" : "") + to_display(delta, view().app.display.lang); }

// What is open in this frame.
struct Open {
  const Intake& intake;
  Pack pack;
  Review review;
  Comparison both;
};

const Difference* difference(const Open& open, std::string_view item) {
  const auto found = std::ranges::find(open.both.items, item, &Difference::item);
  return found == open.both.items.end() ? nullptr : &*found;
}

// "4 → 6", "Đạt → Chưa đạt", or the school's alone while nothing else was said.
std::string value_of(const std::optional<Points>& points, const std::optional<bool>& yes, const Item& item) {
  if (item.kind == Kind::mandatory) return yes ? std::string(tr(*yes ? "ui.state_met" : "ui.state_unmet")) : "–";
  return points ? to_display(*points, view().app.display.lang) : "–";
}

std::string both_values(const Difference& d, const Item& item) {
  const std::string self = value_of(d.self, d.self_yes, item);
  if (d.state == ReviewState::todo || d.state == ReviewState::question)
    return self + (item.max ? "/" + to_display(item.max->value, view().app.display.lang) : "");
  return self + " → " + value_of(d.external, d.external_yes, item);
}

std::vector<const Item*> asked_items(const Pack& pack) {
  std::vector<const Item*> items;
  for (const Group& group : pack.groups)
    for (const Criterion& criterion : group.criteria)
      for (const Item& item : criterion.items)
        if (item.kind != Kind::information) items.push_back(&item);
  return items;
}

void choose(std::string_view item) {
  work().store.seal();
  work().reviews.assessed_item = item;
  office_view().assess.reading_item = true;
  scroll_to_top("assess.item");
  port::wake();
}

// Both levels of each group as they stand now.
void totals(const Open& open) {
  const Lang lang = view().app.display.lang;
  for (const Group& group : open.pack.groups) {
    const GroupScore *self = open.both.self.group(group.id), *external = open.both.external.group(group.id);
    const Points delta = open.both.delta.at(group.id);
    const int levels = static_cast<int>(group.levels.bands.size());
    text(numbered(group.number, group.title), {.size = px::small, .bold = true});
    status_text("assess.total." + group.id,
                tr("assess.total", {{"self", to_display(self->points, lang)},
                                    {"self_level", level_name(group, self->level)},
                                    {"external", to_display(external->points, lang)},
                                    {"external_level", level_name(group, external->level)}}),
                theme.text);
    level_text(level_name(group, external->level), external->level, levels);
    inline_badge(box().x, box().y, tr("assess.delta", {{"points", with_sign(delta)}}), Tone::plain);
    gap(30);
    if (const int left = open.both.open.at(group.id)) muted(tr("assess.open", {{"count", std::to_string(left)}}));
    gap(8);
  }
}

void team_card(const Open& open) {
  OfficeView& v = office_view();
  const std::string mine = work().store.assessor;
  office_words("assess.me", tr("assess.me"), mine, [](const std::string& to) { work().store.name_assessor(to); },
               {.help = tr("assess.me_help")});
  if (button("assess.team", tr("assess.team"),
             {.kind = ButtonStyle::Kind::quiet,
              .small = true,
              .fold = v.assess.team ? ButtonStyle::Fold::open : ButtonStyle::Fold::closed})) {
    v.assess.team = !v.assess.team;
  }
  if (!v.assess.team) return;
  muted(tr("assess.team_text"));
  gap(6);
  std::vector<std::string> names;
  for (const auto& [name, assessor] : open.review.assessors) names.push_back(name);
  if (!work().store.assessor.empty() && std::ranges::find(names, work().store.assessor) == names.end())
    names.push_back(work().store.assessor);
  for (const std::string& name : names) {
    {
      const Region in_group(port::Role::group, "assess.team." + name, name);
      text(name, {.size = px::small, .bold = true});
      const auto found = open.review.assessors.find(name);
      for (const Group& group : open.pack.groups) {
        for (const Criterion& criterion : group.criteria) {
          const bool has = found != open.review.assessors.end() &&
                           std::ranges::find(found->second.criteria, criterion.id) != found->second.criteria.end();
          if (checkbox("assess.team." + name + "." + criterion.id, numbered(criterion.number, criterion.title), has)) {
            work().reviews.assign(name, criterion.id, !has);
          }
        }
      }
    }
    gap(8);
  }
}

void item_list(const Open& open) {
  if (button("assess.back", tr("assess.back"), {.small = true})) {
    later([] { work().reviews.assess(""); });
  }
  heading(1, open.intake.dossier->unit.name);
  muted(tr(work().reviews.is_signed(work().reviews.assessing) ? "assess.is_signed" : "assess.not_signed"));
  gap(8);
  totals(open);
  if (button("assess.to_return", tr("assess.to_return"), {.small = true})) {
    office_view().assess.returning = true;
    scroll_to_top("main");
  }
  team_card(open);
  gap(8);
  {
    const Region in_group(port::Role::group, "assess.criteria", tr("ui.criteria"));
    frame().mirror.nodes.back().flags |= port::roving;
    for (const Group& group : open.pack.groups) {
      heading(2, numbered(group.number, group.title));
      for (const Criterion& criterion : group.criteria) {
        const bool single = criterion.items.size() == 1 && criterion.items[0].id == criterion.id;
        const std::string title = numbered(criterion.number, criterion.title);
        if (!single) {
          gap(6);
          text(title, {.size = px::small, .bold = true, .color = theme.muted, .role = port::Role::heading, .level = 3});
          if (button("assess.agree." + criterion.id, tr("assess.agree_criterion", {{"title", title}}),
                     {.kind = ButtonStyle::Kind::quiet, .small = true, .shown = tr("assess.agree_criterion_short")})) {
            work().reviews.agree_criterion(criterion.id);
          }
        }
        for (const Item& item : criterion.items) {
          const Difference* d = difference(open, item.id);
          if (!d) continue;
          std::string detail = state_words(d->state);
          if (d->delta != Points{}) detail += " · " + with_sign(d->delta);
          if (choice_row("assess.list." + item.id, numbered(item.number, item.title),
                         {.selected = work().reviews.assessed_item == item.id,
                          .detail = detail,
                          .mark = both_values(*d, item),
                          .mark_tone = d->sign ? Tone::accent : tone_of(d->state),
                          .indent = single ? 0.f : 8.f})) {
            choose(item.id);
          }
        }
      }
      gap(16);
    }
  }
  const auto findings = readiness(open.review, open.pack, open.both);
  const auto blocking = std::ranges::find(findings, true, &Finding::blocking);
  std::size_t drawn = 0;
  for (const Finding& finding : findings) {
    if (++drawn > limits::problems_shown) break;
    // Who signs is asked for in the card below.
    if (finding.what.code.starts_with("round.office_")) continue;
    callout("assess.finding." + finding.what.code + finding.what.place.pointer, message(finding.what, view().app.display.lang),
            finding.blocking ? Tone::bad : Tone::warn);
  }
  const std::string why = blocking != findings.end() && !blocking->what.code.starts_with("round.office_")
                              ? message(blocking->what, view().app.display.lang)
                              : "";
  sign_card("assess.review", "review", tr("assess.sign_review"), why, [](std::string_view pass) { work().reviews.sign(pass); });
}

void self_side(const Item& item, const Answer& answer, const ItemScore& scored) {
  const Lang lang = view().app.display.lang;
  const Card in_card(theme.rail, theme.line, 14);
  heading(2, tr("assess.self"));
  std::string value = item.kind == Kind::mandatory
                          ? std::string(answer.yes ? tr(*answer.yes ? "ui.issued" : "ui.not_issued") : tr("ui.state_unanswered"))
                      : scored.points
                          ? to_display(*scored.points, lang) + (item.max ? " / " + to_display(item.max->value, lang) : "")
                          : std::string(tr("ui.state_unanswered"));
  text(value, {.size = px::subheading, .bold = true});
  if (!scored.reason.key.empty()) muted(scored.reason.in(lang));
  if (!answer.solution.empty()) text(tr("office.solution", {{"name", answer.solution}}), {.size = px::small});
  if (!answer.note.empty()) text(tr("office.note", {{"note", answer.note}}), {.size = px::small});
}

void office_points(const Item& item, const Assessed& assessed) {
  const Lang lang = view().app.display.lang;
  const std::string max = item.max ? to_display(item.max->value, lang) : "";
  const std::string help = tr("ui.points_help", {{"max", max}, {"step", to_display(item.step, lang)}}),
                    unit = tr("ui.of_points", {{"max", max}});
  const auto parse = [](std::string_view typed) { return parse_typed_points(typed); };
  office_field("assess.points." + item.id, tr("assess.points"), assessed.points ? to_display(*assessed.points, lang) : "",
               wrong_by(parse),
               [&](const std::string& text) {
                 work().reviews.set_points(item.id, text.empty() ? std::nullopt : std::optional(*parse_typed_points(text)));
               },
               {.help = help, .keyboard = port::decimal, .width = 120, .unit = unit});
}

void office_side(const Open& open, const Item& item) {
  const auto found = open.review.items.find(item.id);
  const ItemReview now = found == open.review.items.end() ? ItemReview() : found->second;
  const Card in_card(theme.card, theme.accent, 14);
  heading(2, tr("assess.external"));
  badge(state_words(now.assessed.state), tone_of(now.assessed.state));
  gap(6);
  const auto items = asked_items(open.pack);
  const auto here = std::ranges::find(items, item.id, &Item::id);
  const bool last = here == items.end() || here + 1 == items.end();
  // Agreeing goes on to the next, whose button has the focus then: Enter, Enter, Enter.
  if (button("assess.agree", tr("assess.agree"),
             {.kind = now.assessed.state == ReviewState::todo ? ButtonStyle::Kind::primary : ButtonStyle::Kind::plain})) {
    work().reviews.agree_item(item.id);
    view().drafts.erase("assess.points." + item.id);
    if (!last) {
      choose((*(here + 1))->id);
      focus_on("assess.agree");
    }
    return;
  }
  gap(8);
  if (item.kind == Kind::mandatory || item.kind == Kind::yes_no) {
    const bool condition = item.kind == Kind::mandatory;
    const std::array<std::string, 2> options = {std::string(tr(condition ? "ui.issued" : "ui.yes")),
                                                std::string(tr(condition ? "ui.not_issued" : "ui.no"))};
    if (const int to =
            radios("assess.yes." + item.id, tr("assess.finding"), options, now.assessed.yes ? (*now.assessed.yes ? 0 : 1) : -1);
        to >= 0) {
      work().reviews.set_yes(item.id, to == 0);
    }
  } else {
    office_points(item, now.assessed);
  }
  office_words("assess.reason." + item.id, tr("assess.reason"), now.assessed.reason,
               [&](const std::string& words) { work().reviews.set_words(item.id, words, false); },
               {.help = tr("assess.reason_help"), .multi_line = true, .lines = 2});
  office_words("assess.note." + item.id, tr("assess.note"), now.note,
               [&](const std::string& words) { work().reviews.set_words(item.id, words, true); },
               {.help = tr("assess.note_help"), .multi_line = true, .lines = 2});
  const int pressed = buttons(
      {{"assess.question", now.assessed.state == ReviewState::question ? std::string_view() : tr("assess.ask"), {.small = true}},
       {"assess.undo_item", now.assessed.state == ReviewState::todo ? std::string_view() : tr("assess.clear"), {.small = true}}});
  if (clicked("assess.question") || pressed == 0) work().reviews.set_state(item.id, ReviewState::question);
  if (pressed == 1) {
    work().reviews.set_state(item.id, ReviewState::todo);
    view().drafts.erase("assess.points." + item.id);
  }
  for (const Error& problem : open.both.problems) {
    if (problem.place.pointer.starts_with(child("/items", item.id) + "/"))
      callout("assess.problem" + problem.place.pointer, message(problem, view().app.display.lang), Tone::bad);
  }
  if (!now.assessed.by.empty()) muted(tr("assess.by", {{"name", now.assessed.by}}));
  const int step = buttons({{"assess.previous", tr("ui.previous_item"), {.disabled = here == items.begin(), .small = true}},
                            {"assess.next", tr("ui.next_item"), {.disabled = last, .small = true}}});
  if (step == 0) choose((*(here - 1))->id);
  if (step == 1) choose((*(here + 1))->id);
}

void evidence(const Item& item, const Dossier& dossier) {
  heading(2, tr("ui.evidence_of_item"));
  const auto all = dossier.evidence_of(item.id);
  if (all.empty()) muted(tr("ui.evidence_none"));
  const Region in_list(port::Role::list, "assess.evidence", tr("ui.evidence_of_item"));
  for (const Evidence* e : all) {
    if (evidence_to_read(*e)) later([id = e->id] { work().bundles.show(work().reviews.assessing, id); });
    const std::string name = e->title.empty() ? e->id : e->title;
    const Region in_item(port::Role::listitem, "assess.asking." + e->id);
    if (button("assess.ask." + e->id, tr("assess.ask_evidence", {{"name", name}}),
               {.kind = ButtonStyle::Kind::quiet, .small = true, .shown = tr("assess.ask_evidence_short")}))
      later([id = e->id] {
        work().returns.ask_for(child("/evidence", id), "");
        office_view().assess.returning = true;
      });
  }
}

void open_item(const Open& open) {
  const Item* item = open.pack.item(work().reviews.assessed_item);
  if (!item) return;
  if (is_narrow() && button("assess.list", tr("ui.back_to_list"), {.small = true})) office_view().assess.reading_item = false;
  const Criterion* criterion = open.pack.criterion_of(item->id);
  if (criterion && criterion->id != item->id) muted(numbered(criterion->number, criterion->title));
  text(numbered(item->number, item->title), {.size = px::heading, .bold = true, .role = port::Role::heading, .level = 2});
  gap(10);
  const auto found = open.intake.dossier->answers.find(item->id);
  const Answer answer = found == open.intake.dossier->answers.end() ? Answer() : found->second;
  columns({1, 1}, 16, is_narrow() || box().w < 640);
  self_side(*item, answer, open.both.self.items.at(item->id));
  next_column();
  office_side(open, *item);
  end_columns();
  gap(16);
  evidence(*item, *open.intake.dossier);
}

// --- Which unit -----------------------------------------------------------------------------------

void unit_list() {
  OfficeView& v = office_view();
  heading(1, tr("assess.heading"));
  text(tr("assess.text"), {.color = theme.muted});
  gap(14);
  if (!work().reviews.assessing.empty()) {
    const auto wanted = work().store.round.submissions.find(work().reviews.assessing);
    callout("assess.not_here",
            tr("assess.not_here", {{"unit", wanted == work().store.round.submissions.end() ? "" : wanted->second.unit_name}}),
            Tone::warn);
  }
  find_handed_in("assess");
  const std::vector<std::size_t>& rows = v.handed_in.listing.shown;  // each has handed in: there is a current one
  if (rows.empty()) {
    callout("assess.nobody", tr("assess.nobody"), Tone::plain);
    return;
  }
  const std::vector<Column> head = {{std::string(tr("office.col_unit")), 0.4f},
                                    {std::string(tr("assess.self")), 0.28f},
                                    {std::string(tr("assess.col_state")), 0.32f}};
  const int count = static_cast<int>(rows.size());
  begin_table("assess.units", tr("assess.heading"), head, count, count > few_rows ? RowHeight{84, 200} : RowHeight{});
  table_rows(count, [&](int at) {
    const UnitState& unit = v.handed_in.listing.states[rows[static_cast<std::size_t>(at)]];
    const auto& [sha256, s] = *unit.current;
    const auto review = work().store.round.reviews.find(sha256);
    std::string state(tr("assess.unit_todo"));
    Tone tone = Tone::plain;
    if (unit.waiting) state = tr("assess.unit_returned"), tone = Tone::warn;
    else if (work().reviews.is_signed(sha256)) state = tr("assess.unit_signed"), tone = Tone::good;
    else if (review != work().store.round.reviews.end()) {
      const auto settled =
          std::ranges::count_if(review->second.items, [](const auto& i) { return i.second.assessed.state != ReviewState::todo; });
      state = tr("assess.unit_begun", {{"count", std::to_string(settled)}}), tone = Tone::accent;
    }
    const bool drawn = work().store.round.sample && work().store.round.sample->contains(unit.code);
    const std::array<Cell, 3> cells = {
        Cell{s.unit_name, Tone::plain, true, unit.code + (drawn ? " · " + std::string(tr("assess.in_sample")) : "")},
        results_cell("assess.self", s.results),
        Cell{state, tone, false, s.returned ? std::string(tr("assess.answers_return")) : ""}};
    if (table_row("assess.unit." + sha256, cells, tr("assess.open_unit", {{"name", s.unit_name}})))
      later([sha256] { work().reviews.assess(sha256); });
  });
  end_table();
  gap(20);
  if (work().store.round.reviews.empty()) return;
  office_share_card();
}

}  // namespace

void office_assess_screen(float x, float y, float w, float h) {
  const Intake* intake = work().bundles.file_of(work().reviews.assessing);
  if (!intake) return unit_list();
  const Open open = [&] {
    Open o{*intake, work().bundles.pack_of(work().reviews.assessing), work().reviews.of(work().reviews.assessing), {}};
    o.both = compare(o.pack, intake->dossier->answers, o.review);
    return o;
  }();
  if (is_narrow()) {
    if (office_view().assess.reading_item) {
      begin_scroll("assess.item", x, y, w, h, 16, port::Role::main, tr("assess.heading"));
      open_item(open);
    } else {
      begin_scroll("assess.items", x, y, w, h, 12, port::Role::main, tr("assess.heading"));
      item_list(open);
    }
    end_scroll();
    return;
  }
  const float left = std::min(list_width, w * 0.42f);
  begin_scroll("assess.items", x, y, left, h, 14, port::Role::region, tr("ui.criteria"));
  item_list(open);
  end_scroll();
  fill({x + left, y, 1, h}, theme.line);
  begin_scroll("assess.item", x + left, y, w - left, h, 24, port::Role::main, tr("assess.heading"));
  open_item(open);
  end_scroll();
}

void office_return_screen() {
  const Intake* intake = work().bundles.file_of(work().reviews.assessing);
  if (!intake) {
    office_view().assess.returning = false;
    return;
  }
  const Dossier& dossier = *intake->dossier;
  const Pack& pack = *intake->pack;
  if (button("return.back", tr("assess.return_back"), {.small = true})) office_view().assess.returning = false;
  gap(4);
  heading(1, tr("assess.return_heading", {{"unit", dossier.unit.name}}));
  text(tr("assess.return_text"), {.color = theme.muted});
  gap(14);
  const Return* kept = work().returns.of(work().reviews.assessing);
  const Return notice = kept ? *kept : Return();
  office_date("return.deadline", tr("assess.return_deadline"), notice.deadline,
              [](const std::string& iso) { work().returns.edit("return.deadline", [&](Return& r) { r.deadline = iso; }); },
              {.width = 220});
  office_words("return.words", tr("assess.return_words"), notice.words,
               [](const std::string& words) { work().returns.edit("return.words", [&](Return& r) { r.words = words; }); },
               {.multi_line = true, .lines = 2});
  // Where a request can go, by its pointer.
  std::vector<port::Option> places = {{"", std::string(tr("ui.choose"))},
                                      {"/unit", std::string(tr("ui.step_unit"))},
                                      {"/council", std::string(tr("ui.step_council"))},
                                      {"/figures", std::string(tr("ui.step_figures"))}};
  for (const Item* item : asked_items(pack)) places.push_back({child("/answers", item->id), numbered(item->number, item->title)});
  for (const Evidence& e : dossier.evidence)
    places.push_back(
        {child("/evidence", e.id), std::string(tr("ui.evidence_of_item")) + ": " + (e.title.empty() ? e.id : e.title)});
  {
    const Region in_list(port::Role::list, "return.list", tr("assess.requests"));
    for (std::size_t i = 0; i < notice.requests.size(); ++i) {
      const std::string id = "return." + std::to_string(i), number = std::to_string(i + 1);
      const auto place = std::ranges::find(places, notice.requests[i].pointer, &port::Option::value);
      {
        const Region in_item(port::Role::listitem, id + ".item");
        const Card in_card(theme.card, theme.line, 14);
        heading(2, place == places.end() || place->value.empty() ? std::string(tr("assess.whole_dossier")) : place->label);
        office_words(id + ".words", tr("assess.request_words", {{"number", number}}), notice.requests[i].words,
                     [&](const std::string& words) { work().returns.edit(id, [&](Return& r) { r.requests[i].words = words; }); },
                     {.multi_line = true, .lines = 2});
        if (button(id + ".remove", tr("assess.request_remove", {{"number", number}}),
                   {.kind = ButtonStyle::Kind::danger, .small = true, .shown = tr("ui.delete")}))
          later([i] {
            work().returns.edit("return.remove", [i](Return& r) { r.requests.erase(r.requests.begin() + static_cast<int>(i)); });
            work().store.seal();
          });
      }
      gap(10);
    }
  }
  if (const int chosen = select("return.add", tr("assess.request_add"), places, ""); chosen > 0)
    work().returns.ask_for(places[static_cast<std::size_t>(chosen)].value, "");
  const Review review = work().reviews.of(work().reviews.assessing);
  if (std::ranges::any_of(review.items, [](const auto& i) { return i.second.assessed.state == ReviewState::question; }) &&
      button("return.questions", tr("assess.take_questions"), {.small = true})) {
    work().returns.ask_questions();
  }
  gap(12);
  std::string why;
  for (const Finding& finding : readiness(notice)) {
    if (why.empty() && finding.blocking && !finding.what.code.starts_with("round.office_") &&
        !finding.what.code.starts_with("ready."))
      why = message(finding.what, view().app.display.lang);
  }
  sign_card("return", "return", tr("assess.sign_return"), why, [](std::string_view pass) { work().returns.sign(pass); });
}

}  // namespace thuoc::ui
