// Chấm điểm: criteria on the left with their state, the question in the middle, its evidence on the
// right. On a phone, or with large text, the list and the question take turns.
#include <algorithm>
#include <array>

#include "ui/frame.h"
#include "ui/view.h"

namespace thuoc::ui {

namespace {

constexpr float list_width = 320, evidence_width = 320;
constexpr float beside = 700;  // list and question side by side from here

// A copy: a field that is typed in scores anew, and the frame goes on.
ItemScore score_of(const Item& item) { return view().app.dossier.current->editor.score().items.at(item.id); }

// "4/6 điểm", "Đạt", "Chưa chấm" … as the mark of a row.
struct Mark {
  std::string words;
  Tone tone;
};
Mark mark_of(const Item& item) {
  const App& app = view().app;
  const ItemScore s = score_of(item);
  const auto found = app.dossier.current->editor.dossier().answers.find(item.id);
  switch (s.state) {
    case State::refused: return {std::string(tr("ui.state_refused")), Tone::bad};
    case State::unanswered:
      return item.kind == Kind::information ? Mark{"", Tone::plain} : Mark{std::string(tr("ui.state_unanswered")), Tone::plain};
    case State::partial: return {std::string(tr("ui.state_partial")), Tone::warn};
    case State::answered: break;
  }
  if (item.max && s.points) {
    return {to_display(*s.points, app.display.lang) + "/" + to_display(item.max->value, app.display.lang), Tone::plain};
  }
  if (item.kind == Kind::information) return {std::string(tr("ui.state_recorded")), Tone::plain};
  const bool yes = found != app.dossier.current->editor.dossier().answers.end() && found->second.yes == true;
  return {std::string(tr(yes ? "ui.state_met" : "ui.state_unmet")), yes ? Tone::plain : Tone::bad};
}

std::vector<const Item*> all_items(const Pack& pack) {
  std::vector<const Item*> items;
  for (const Group& group : pack.groups) {
    for (const Criterion& criterion : group.criteria) {
      for (const Item& item : criterion.items) items.push_back(&item);
    }
  }
  return items;
}

void choose(std::string_view item) {
  View& v = view();
  v.app.dossier.current->selected_item = item;
  v.app.dossier.field_left();
  v.reading_question = true;
  scroll_to_top("question");
  focus_on_title();
  port::wake();
}

void criteria_list() {
  View& v = view();
  frame().mirror.nodes.back().flags |= port::roving;
  const Editor& editor = v.app.dossier.current->editor;
  for (const Group& group : editor.pack().groups) {
    const GroupScore* gs = editor.score().group(group.id);
    heading(2, numbered(group.number, group.title));
    if (gs) {
      muted(tr("ui.group_so_far", {{"points", to_display(gs->points, v.app.display.lang)},
                                   {"max", to_display(gs->max, v.app.display.lang)},
                                   {"count", std::to_string(gs->unanswered)}}));
    }
    gap(8);
    for (const Criterion& criterion : group.criteria) {
      const bool single = criterion.items.size() == 1 && criterion.items[0].id == criterion.id;
      if (!single) {
        const auto cs = editor.score().criteria.find(criterion.id);
        std::string title = numbered(criterion.number, criterion.title);
        if (cs != editor.score().criteria.end() && criterion.max) {
          title += " (" + to_display(cs->second.points, v.app.display.lang) + "/" +
                   to_display(cs->second.max, v.app.display.lang) + ")";
        }
        gap(6);
        text(title, {.size = px::small, .bold = true, .color = theme.muted, .role = port::Role::heading, .level = 3});
        gap(2);
      }
      for (const Item& item : criterion.items) {
        const Mark mark = mark_of(item);
        if (choice_row("list." + item.id, numbered(item.number, item.title),
                       {.selected = v.app.dossier.current->selected_item == item.id,
                        .mark = mark.words,
                        .mark_tone = mark.tone,
                        .indent = single ? 0.f : 8.f,
                        .open = score_of(item).state == State::unanswered && item.kind != Kind::information,
                        .plain_mark = mark.tone == Tone::plain})) {
          choose(item.id);
        }
      }
    }
    gap(20);
  }
}

// The part of an answer that a person gives, by kind.
void answer_fields(const Item& item, const Answer& answer) {
  App& app = view().app;
  const std::string base = child("/answers", item.id);
  const std::string item_id = item.id;
  auto write = [item_id](auto change) {
    return [item_id, change](Dossier& d, auto value) { change(d.answers[item_id], value); };
  };
  auto number = [&](std::string_view field_name, std::string_view label, std::optional<std::int64_t> value,
                    std::optional<std::int64_t> Answer::* part) {
    bound_number(child(base, field_name), label, value, write([part](Answer& a, std::optional<std::int64_t> v) { a.*part = v; }),
                 {.width = 200});
  };
  if (item.kind == Kind::mandatory || item.kind == Kind::yes_no) {
    const bool condition = item.kind == Kind::mandatory;
    const std::array<std::string, 2> options = {std::string(tr(condition ? "ui.issued" : "ui.yes")),
                                                std::string(tr(condition ? "ui.not_issued" : "ui.no"))};
    const int chosen = answer.yes ? (*answer.yes ? 0 : 1) : -1;
    if (const int to = radios(child(base, "yes"), tr(condition ? "ui.is_it_met" : "ui.is_it_there"), options, chosen); to >= 0) {
      app.dossier.edit(child(base, "yes"), chosen < 0 ? "" : options[static_cast<std::size_t>(chosen)],
                       options[static_cast<std::size_t>(to)], [&](Dossier& d) { d.answers[item_id].yes = to == 0; });
      app.dossier.field_left();
    }
  }
  if (item.kind == Kind::ratio) {
    columns({1, 1}, 16, is_narrow());
    number("numerator", item.numerator.in(app.display.lang), answer.numerator, &Answer::numerator);
    next_column();
    number("denominator", item.denominator.in(app.display.lang), answer.denominator, &Answer::denominator);
    end_columns();
  }
  if (item.kind == Kind::count) number("count", item.counted.in(app.display.lang), answer.count, &Answer::count);
  if (item.kind == Kind::level) {
    std::vector<std::string> options;
    for (int level = 1; level <= item.levels; ++level) options.push_back(tr("ui.level_n", {{"n", std::to_string(level)}}));
    if (const int to = radios(child(base, "level"), tr("ui.which_level"), options, answer.level ? *answer.level - 1 : -1);
        to >= 0) {
      app.dossier.edit(child(base, "level"), answer.level ? std::to_string(*answer.level) : "", std::to_string(to + 1),
                       [&](Dossier& d) { d.answers[item_id].level = to + 1; });
      app.dossier.field_left();
    }
    for (const Reading& reading : item.readings) {
      muted("• " + reading.text.in(app.display.lang) +
            (sure_mark(reading.sure).empty() ? "" : " (" + sure_mark(reading.sure) + ")"));
    }
    if (!item.readings.empty()) gap(12);
  }
  if (item.kind == Kind::score || item.kind == Kind::ratio || item.kind == Kind::count || item.kind == Kind::level) {
    const std::string max = item.max ? to_display(item.max->value, app.display.lang) : "";
    const ItemScore s = score_of(item);
    std::string help = tr("ui.points_help", {{"max", max}, {"step", to_display(item.step, app.display.lang)}});
    if (s.suggestion) help += " " + tr("ui.points_suggested", {{"points", to_display(*s.suggestion, app.display.lang)}});
    bound_points(child(base, "points"), tr("ui.points"), answer.points,
                 write([](Answer& a, std::optional<Points> v) { a.points = v; }),
                 {.help = help, .width = 120, .unit = tr("ui.of_points", {{"max", max}})});
    if (s.suggestion && answer.points != s.suggestion &&
        button(base + ".suggest", tr("ui.take_suggestion", {{"points", to_display(*s.suggestion, app.display.lang)}}),
               {.small = true})) {
      const Points to = *s.suggestion;
      app.dossier.edit(child(base, "points"), "", to_display(to, app.display.lang),
                       [&](Dossier& d) { d.answers[item_id].points = to; });
      app.dossier.field_left();
    }
  }
  if (item.kind == Kind::information) {
    bound_text(child(base, "text"), tr("ui.information"), answer.text, [item_id](Dossier& d) { return &d.answers[item_id].text; },
               {.multi_line = true});
  }
  if (item.asks_solution) {
    columns({1, 220}, 16, is_narrow());
    bound_text(child(base, "solution"), tr("ui.solution"), answer.solution,
               [item_id](Dossier& d) { return &d.answers[item_id].solution; });
    next_column();
    const std::array<port::Option, 4> origins = {port::Option{"", std::string(tr("ui.choose"))},
                                                 {"self-built", std::string(tr("ui.origin_self"))},
                                                 {"rented", std::string(tr("ui.origin_rented"))},
                                                 {"bought", std::string(tr("ui.origin_bought"))}};
    if (const int to =
            select(child(base, "origin"), tr("ui.origin"), origins, to_text(answer.origin), {.placeholder = tr("ui.choose")});
        to >= 0) {
      app.dossier.edit(child(base, "origin"), to_text(answer.origin), origins[static_cast<std::size_t>(to)].value,
                       [&](Dossier& d) { d.answers[item_id].origin = static_cast<Origin>(to); });
      app.dossier.field_left();
    }
    end_columns();
  }
}

void question(const Item& item, bool alone) {
  View& v = view();
  App& app = v.app;
  const Editor& editor = app.dossier.current->editor;
  const Pack& pack = editor.pack();
  const Criterion* criterion = pack.criterion_of(item.id);
  if (alone && button("question.list", tr("ui.back_to_list"), {.small = true})) {
    v.reading_question = false;
    focus_on("list." + item.id);
    app.dossier.field_left();
  }
  if (criterion && criterion->id != item.id) muted(numbered(criterion->number, criterion->title));
  // Whole sentences of the instrument: smaller than a title, still the page's first heading.
  text(numbered(item.number, item.title), {.size = px::heading, .bold = true, .role = port::Role::heading, .level = 1});
  gap(4);
  muted(tr("ui.kind_" + std::string(to_text(item.kind))));
  if (item.max && !item.max->sure.note_in(app.display.lang).empty()) {
    gap(8);
    callout("question.sure",
            tr("ui.max_not_confirmed", {{"max", to_display(item.max->value, app.display.lang)},
                                        {"mark", sure_mark(item.max->sure)},
                                        {"note", item.max->sure.note_in(app.display.lang)}}),
            item.max->sure.certainty == Certainty::provisional ? Tone::warn : Tone::plain);
  } else {
    if (item.max && item.max->sure.certainty == Certainty::single_source)
      muted(tr("ui.max_single_source", {{"max", to_display(item.max->value, app.display.lang)}}));
    gap(14);
  }
  asked_here(child("/answers", item.id));
  const auto found = editor.dossier().answers.find(item.id);
  const Answer answer = found == editor.dossier().answers.end() ? Answer() : found->second;
  answer_fields(item, answer);

  for (const Error& problem : editor.score().problems) {
    if (problem.place.pointer.starts_with(child("/answers", item.id) + "/")) {
      callout("problem" + problem.place.pointer, message(problem, app.display.lang), Tone::bad);
    }
  }
  const ItemScore s = score_of(item);
  if (s.state != State::unanswered && s.state != State::refused && !s.reason.key.empty()) {
    status_text("question.reason", s.reason.in(app.display.lang), s.state == State::answered ? theme.good : theme.warn);
    gap(14);
  }
  const std::string item_id = item.id;
  bound_text(child(child("/answers", item.id), "note"), tr("ui.note"), answer.note,
             [item_id](Dossier& d) { return &d.answers[item_id].note; }, {.help = tr("ui.note_help"), .multi_line = true});
}

void evidence_pane(const Item& item) {
  App& app = view().app;
  heading(2, tr("ui.evidence_of_item"));
  if (!item.evidence.text.vi.empty()) {
    muted(tr("ui.evidence_hint", {{"hint", item.evidence.text.in(app.display.lang)}}));
    gap(8);
  }
  const int pressed = buttons({
      {"pane.file", tr("ui.add_file"), {.kind = ButtonStyle::Kind::primary, .small = true}},
      {"pane.document", tr("ui.add_document"), {.small = true}},
      {"pane.link", tr("ui.add_link"), {.small = true}},
      {"pane.photo", tr("ui.add_photo"), {.small = true}},
  });
  if (pressed == 0 || pressed == 3) app.evidence.pick(item.id, pressed == 3);
  if (pressed == 1 || pressed == 2) {
    pressed == 1 ? app.evidence.add_document(item.id) : app.evidence.add_link(item.id);
    if (const auto& all = app.dossier.current->editor.dossier().evidence; !all.empty()) view().open_evidence = all.back().id;
  }
  muted(tr("ui.evidence_drop"));
  gap(10);
  for (std::size_t i = 0; i < app.dossier.current->uploads.size(); ++i) {
    const Upload& upload = app.dossier.current->uploads[i];
    if (upload.item != item.id) continue;
    if (upload.failed) {
      callout("upload." + std::to_string(upload.blob), upload.name + ": " + message(*upload.failed, app.display.lang), Tone::bad);
      if (!upload.link.empty() &&
          button("upload.link." + std::to_string(upload.blob), tr("page.evidence_as_link"), {.small = true}))
        later([i] { view().app.evidence.link_instead(i); });
      if (button("upload.close." + std::to_string(upload.blob), tr("ui.close"), {.small = true})) {
        later([i] { view().app.evidence.dismiss_upload(i); });
      }
    } else {
      muted(upload.name);
      progress("upload.bar." + std::to_string(upload.blob), tr("ui.reading_file", {{"name", upload.name}}), upload.done);
    }
  }
  const auto entries = app.dossier.current->editor.dossier().evidence_of(item.id);
  {
    const Region in_list(port::Role::list, "pane.list", tr("ui.evidence_of_item"));
    for (const Evidence* e : entries) evidence_entry(*e);
  }
  if (entries.empty()) muted(tr("ui.evidence_none"));
}

}  // namespace

bool is_question_shown(float w) { return w >= beside || view().reading_question; }

Ways question_ways() {
  const OpenDossier& current = *view().app.dossier.current;
  const auto items = all_items(current.editor.pack());
  const bool first = items.front()->id == current.selected_item, last = items.back()->id == current.selected_item;
  return {{"question.back", tr("ui.previous_item"), first}, {"question.next", tr(last ? "ui.next_evidence" : "ui.next_item")}};
}

void go_to_question(int by) {
  const OpenDossier& current = *view().app.dossier.current;
  const auto items = all_items(current.editor.pack());
  const auto to = std::ranges::find(items, current.selected_item, &Item::id) - items.begin() + by;
  if (to == std::ssize(items)) return view().app.navigation.go(Screen::evidence);
  if (to >= 0 && to < std::ssize(items)) choose(items[static_cast<std::size_t>(to)]->id);
}

void scoring_screen(float x, float y, float w, float h) {
  View& v = view();
  const Item* item = v.app.dossier.current->editor.pack().item(v.app.dossier.current->selected_item);
  if (!item) return;
  if (w < beside) {
    if (!v.reading_question) {
      begin_scroll("list", x, y, w, h, 12, port::Role::main, tr("ui.step_scoring"));
      criteria_list();
      end_scroll();
      return;
    }
    begin_scroll("question", x, y, w, h, 16, port::Role::main, tr("ui.step_scoring"));
    question(*item, true);
    gap(20);
    evidence_pane(*item);
    end_scroll();
    return;
  }
  // Under 1100 px the evidence goes below the question.
  const bool three = w > 1050;
  const float middle = w - list_width - (three ? evidence_width : 0);
  begin_scroll("list", x, y, list_width, h, 14, port::Role::region, tr("ui.criteria"));
  criteria_list();
  end_scroll();
  fill({x + list_width, y, 1, h}, theme.line);
  begin_scroll("question", x + list_width, y, middle, h, 28, port::Role::main, tr("ui.step_scoring"));
  question(*item, false);
  if (!three) {
    gap(20);
    evidence_pane(*item);
  }
  end_scroll();
  if (!three) return;
  fill({x + w - evidence_width, y, evidence_width, h}, theme.rail);
  begin_scroll("pane", x + w - evidence_width, y, evidence_width, h, 18, port::Role::complementary, tr("ui.evidence_of_item"));
  evidence_pane(*item);
  end_scroll();
}

}  // namespace thuoc::ui
