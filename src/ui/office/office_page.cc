// The office's steps in their rail, and the screen of the one we are at.
#include "ui/office/office_page.h"

#include <array>

#include "base/strict.h"
#include "base/utf8.h"
#include "ui/frame.h"
#include "ui/office/office_view.h"

namespace thuoc::ui {

OfficeView& office_view() { return static_cast<OfficeView&>(*view().beyond); }

namespace {

void refresh(ListedUnits& units) {
  // While files come in by the hundred they are counted a few times a second.
  constexpr std::int64_t again_ms = 400;
  const std::int64_t now = port::now_ms();
  const bool wait = work().reader.progress().working() && now - units.listed_ms < again_ms;
  units.listing.refresh(work().store, units.wanted, wait, frame_steps);
  if (units.listing.waits()) port::wake(1);
  if (!wait) units.listed_ms = now;
}

}  // namespace

void refresh_units() { refresh(office_view().units.all); }
void refresh_handed_in() { refresh(office_view().handed_in); }

void find_handed_in(std::string_view id) {
  OfficeView& v = office_view();
  const std::string name(id);
  columns({1, 260}, 16, is_narrow());
  const Typed typed = field(name + ".find", tr("assess.find"), v.handed_in.wanted.words, {.help = tr("units.find_help")});
  if (typed.changed) v.handed_in.wanted.words = clean_text(typed.text, false);
  next_column();
  if (const auto to = choose_level(name + ".by_level", tr("units.level"), tr("office.any"), v.handed_in.wanted.level))
    v.handed_in.wanted.level = *to;
  end_columns();
  refresh_handed_in();
}

namespace {

constexpr float rail_width = 216, phone_rail = 60;

struct StepName {
  OfficeStep step;
  std::string_view key;
};
constexpr std::array steps = {
    StepName{OfficeStep::files, "assess.step_files"},         StepName{OfficeStep::units, "assess.step_units"},
    StepName{OfficeStep::assess, "assess.step_assess"},       StepName{OfficeStep::sample, "assess.step_sample"},
    StepName{OfficeStep::recognise, "assess.step_recognise"}, StepName{OfficeStep::rollup, "assess.step_rollup"},
};

void go(OfficeStep to) {
  work().file.open("");
  office_view().units.unit.clear();
  // Another step is another question: what was searched for in one would hide units in the next.
  if (to != work().steps.here) office_view().handed_in.wanted = {.is = UnitIs::handed_in}, office_view().recognise.reached = 0;
  work().steps.go(to);
}

void undo_buttons() {
  OfficeWork& office = work();
  switch (buttons(
      {{"office.undo", tr("ui.undo"), {.kind = ButtonStyle::Kind::quiet, .disabled = !office.store.can_undo(), .small = true}},
       {"office.redo",
        tr("ui.redo"),
        {.kind = ButtonStyle::Kind::quiet, .disabled = !office.store.can_redo(), .small = true}}})) {
    case 0: office.undo(); break;
    case 1: office.redo(); break;
    default: break;
  }
}

void rail(float y, float h) {
  OfficeWork& office = work();
  fill({0, y, rail_width, h}, theme.rail);
  begin_scroll("office.rail", 0, y, rail_width, h, 12, port::Role::navigation, tr("ui.steps"));
  frame().mirror.nodes.back().flags |= port::roving;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const bool here = office.steps.here == steps[i].step;
    const std::string number = std::to_string(i + 1);
    if (choice_row("office.step." + number, tr(steps[i].key),
                   {.selected = here, .number = number, .number_tone = here ? Tone::accent : Tone::plain})) {
      later([to = steps[i].step] { go(to); });
    }
  }
  gap(16);
  undo_buttons();
  muted(tr(office.saving.save_error() ? "ui.save_failed" : office.saving.is_saved() ? "ui.saved" : "ui.saving"));
  end_scroll();
}

void phone_steps(float y) {
  OfficeWork& office = work();
  fill({0, y, frame_width(), phone_rail}, theme.rail);
  add_node(port::Role::navigation, "office.rail", tr("ui.steps"), {0, y, frame_width(), phone_rail});
  push_parent(0, y, false);
  frame().boxes.push_back({8, y + 9, frame_width() - 16});
  std::vector<port::Option> options;
  std::string here;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    options.push_back({std::to_string(i), std::to_string(i + 1) + ". " + std::string(tr(steps[i].key))});
    if (office.steps.here == steps[i].step) here = options.back().value;
  }
  const int chosen = select("office.step.choose", tr("ui.steps"), options, here, {.label_hidden = true});
  frame().boxes.pop_back();
  pop_parent();
  if (chosen >= 0) go(steps[static_cast<std::size_t>(chosen)].step);
}

}  // namespace

void OfficeView::draw(float x, float y, float w, float h) {
  if (is_narrow()) {
    phone_steps(y);
    y += phone_rail, h -= phone_rail;
  } else {
    rail(y, h);
    x += rail_width, w -= rail_width;
  }
  const std::string here = std::to_string(static_cast<int>(work.steps.here)) + (work.file.opened ? work.file.opened->name : "") +
                           work.reviews.assessing + units.unit;
  if (drawn != here) {
    drawn = here;
    // Half-typed texts are of the unit that was shown.
    std::erase_if(view().drafts, [](const auto& draft) {
      if (!is_of_office(draft)) return false;
      view().app.notices.tell(Notice::Tone::bad, "assess.draft_dropped", {{"text", shortened(draft.second)}});
      return true;
    });
    assess.returning = assess.reading_item = false;
    scroll_to_top("main");
    focus_on_title();
  }
  const bool in_panes = work.steps.here == OfficeStep::assess && !work.inbox.merging && work.inbox.asked.empty() &&
                        !work.inbox.unopened && !work.keys.offer && !assess.returning &&
                        work.bundles.file_of(work.reviews.assessing);
  if (in_panes) {
    office_assess_screen(x, y, w, h);
  } else {
    begin_main(x, y, w, h, 1100);
    if (work.saving.save_error())
      callout("office.save_error", message(*work.saving.save_error(), view().app.display.lang), Tone::bad);
    if (work.keys.offer) {
      office_offer_screen();
    } else if (!work.inbox.asked.empty()) {
      office_asked_screen();
    } else if (work.inbox.unopened) {
      office_unopened_screen();
    } else if (work.inbox.merging) {
      office_merge_screen();
    } else if (work.file.opened) {
      office_file_screen();
    } else if (work.steps.here == OfficeStep::assess && assess.returning) {
      office_return_screen();
    } else {
      switch (work.steps.here) {
        case OfficeStep::files: office_list_screen(); break;
        case OfficeStep::units: office_units_screen(); break;
        case OfficeStep::assess: office_assess_screen(x, y, w, h); break;
        case OfficeStep::sample: office_sample_screen(); break;
        case OfficeStep::recognise: office_recognition_screen(); break;
        case OfficeStep::rollup: office_rollup_screen(); break;
      }
    }
    end_main();
  }
}

void add_office(Page& page) { page.view.beyond = std::make_unique<OfficeView>(page.view.app); }

}  // namespace thuoc::ui
