// Công nhận: the list proposed, the decision, and what came of it.
#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "paper/format.h"
#include "ui/frame.h"
#include "ui/office/office_view.h"

namespace thuoc::ui {

namespace {

// A decision that is signed: at the office with its extracts, at a school to be read.
void signed_card() {
  if (!work().recognitions.recognised) return;
  const SignedRecognition& signed_one = *work().recognitions.recognised;
  const Recognition& decision = signed_one.recognition;
  {
    const Card in_card(theme.good_soft, theme.border, 20);
    heading(2, tr("recognise.signed_heading"));
    text(tr("recognise.signed", {{"number", decision.decision_number},
                                 {"date", shown_date(decision.decision_date)},
                                 {"office", decision.head.office.name},
                                 {"count", std::to_string(decision.units.size())}}),
         {.bold = true});
    if (!signed_one.fingerprint.empty()) muted(tr("recognise.signed_by", {{"fingerprint", signed_one.fingerprint}}));
    if (!decision.extract_of.empty()) muted(tr("recognise.is_extract", {{"sha256", decision.extract_of}}));
    gap(8);
    const bool ours = signed_one.fingerprint.empty();
    constexpr std::size_t most = 200;
    {
      const Region in_list(port::Role::list, "recognise.units", tr("recognise.signed_heading"));
      for (std::size_t i = 0; i < decision.units.size() && i < most; ++i) {
        const Recognised& unit = decision.units[i];
        {
          const Region in_item(port::Role::listitem, "recognise.signed." + unit.subject.unit_code);
          text(unit.subject.unit_name + " (" + unit.subject.unit_code + ")", {.bold = true});
          text(results_words(unit.external), {.size = px::small});
          if (ours &&
              button("recognise.extract." + unit.subject.unit_code, tr("recognise.extract", {{"name", unit.subject.unit_name}}),
                     {.small = true, .shown = tr("recognise.extract_short")})) {
            with_passphrase([code = unit.subject.unit_code](std::string_view passphrase) {
              work().recognitions.sign_extract(code, passphrase);
            });
          }
        }
        gap(8);
      }
    }
    if (decision.units.size() > most) muted(tr("assess.more_units", {{"count", std::to_string(decision.units.size() - most)}}));
    const bool known = work().recognitions.is_known();
    if (!known) callout("recognise.unknown", tr("recognise.unknown"), Tone::bad);
    if (button("recognise.page", tr("recognise.page"),
               {.disabled = !known, .description = known ? std::string_view() : tr("recognise.unknown")}))
      work().recognitions.save_page();
    muted(tr("recognise.page_text"));
  }
  gap(20);
}

const RecognitionScreen::Facts& recognition_facts() {
  OfficeView& v = office_view();
  RecognitionScreen::Facts& known = v.recognise.facts;
  refresh_handed_in();
  const bool same = known.revision == work().store.revision();
  if (same && known.handed_in == v.handed_in.listing.version && known.reached == v.recognise.reached) return known;
  const auto& list = work().store.round.recognition;
  if (!same && list) {
    Recognition checked = *list;
    checked.head = work().store.round.head;
    known.findings = readiness(checked);
    known.unsettled =
        std::ranges::count_if(list->units, [](const Recognised& unit) { return work().recognitions.open_items(unit) > 0; });
  }
  known.revision = work().store.revision(), known.handed_in = v.handed_in.listing.version, known.reached = v.recognise.reached;
  known.others.clear();
  for (const std::size_t i : v.handed_in.listing.shown) {
    const UnitState& unit = v.handed_in.listing.states[i];
    if (!unit.current || (list && list->find(unit.code))) continue;
    if (std::ranges::all_of(unit.current->second.results, [&](const GroupResult& r) { return r.level >= known.reached; }))
      known.others.push_back(unit.current->first);
  }
  return known;
}

void proposed() {
  const auto& list = work().store.round.recognition;
  heading(2, tr("recognise.proposed", {{"count", std::to_string(list ? list->units.size() : 0)}}));
  if (!list || list->units.empty()) {
    muted(tr("recognise.none"));
    gap(12);
    return;
  }
  const std::vector<Column> head = {{std::string(tr("office.col_unit")), 0.36f},
                                    {std::string(tr("assess.self")), 0.22f},
                                    {std::string(tr("assess.external")), 0.22f},
                                    {std::string(tr("recognise.basis")), 0.2f}};
  const int count = static_cast<int>(list->units.size());
  begin_table("recognise.table", tr("recognise.heading"), head, count, count > few_rows ? RowHeight{84, 240} : RowHeight{});
  std::string out;
  table_rows(count, [&](int at) {
    const Recognised& unit = list->units[static_cast<std::size_t>(at)];
    const int open = work().recognitions.open_items(unit);
    const std::array<Cell, 4> cells = {
        Cell{unit.subject.unit_name, Tone::plain, true,
             unit.subject.unit_code + " · " + unit_level_words(unit.subject.unit_level)},
        results_cell("assess.self", unit.self), results_cell("assess.external", unit.external),
        Cell{open ? tr("recognise.open", {{"count", std::to_string(open)}})
                  : std::string(tr(unit.review.empty() ? "recognise.by_self" : "recognise.by_review")),
             unit.review.empty() || open ? Tone::warn : Tone::good}};
    if (table_row("recognise.row." + unit.subject.unit_code, cells, tr("recognise.withdraw", {{"name", unit.subject.unit_name}})))
      out = unit.subject.unit_code;
  });
  end_table();
  muted(tr("recognise.withdraw_text"));
  gap(12);
  if (!out.empty()) work().recognitions.withdraw(out);
}

// Units that could be added on their own word: nobody has assessed them.
void others() {
  OfficeView& v = office_view();
  const bool searched = v.recognise.reached || !v.handed_in.wanted.words.empty() || !v.handed_in.wanted.level.empty();
  if (!searched && recognition_facts().others.empty()) return;
  heading(2, tr("recognise.others_name"));
  muted(tr("recognise.others_text"));
  gap(8);
  find_handed_in("recognise");
  int highest = 0;
  for (const Group& group : work().store.pack.groups)
    for (const Band& band : group.levels.bands) highest = std::max(highest, band.level);
  std::vector<port::Option> reached;
  for (int level = 0; level <= highest; ++level)
    reached.push_back({std::to_string(level), level ? tr("recognise.reached_level", {{"level", std::to_string(level)}})
                                                    : std::string(tr("office.any"))});
  columns({380, 1}, 16, is_narrow());
  if (const int to = select("recognise.reached", tr("recognise.reached"), reached, std::to_string(v.recognise.reached)); to >= 0)
    v.recognise.reached = to;
  end_columns();
  const std::vector<std::string>& rest = recognition_facts().others;
  const std::string count = std::to_string(rest.size());
  if (button("recognise.add_all", tr("recognise.add_all", {{"count", count}}), {.disabled = rest.empty(), .small = true}))
    later([rest] { work().recognitions.propose_self(rest); });
  gap(8);
  constexpr std::size_t most = 30;
  {
    const Region in_list(port::Role::list, "recognise.others", tr("recognise.others_name"));
    for (std::size_t i = 0; i < rest.size() && i < most; ++i) {
      const Submission& s = work().store.round.submissions.at(rest[i]);
      const Region in_item(port::Role::listitem, "recognise.other." + rest[i] + ".item");
      if (choice_row("recognise.other." + rest[i], tr("recognise.add", {{"name", s.unit_name}}),
                     {.detail = results_words(s.results)}))
        later([one = rest[i]] { work().recognitions.propose_self({one}); });
    }
  }
  if (rest.size() > most) muted(tr("assess.more_units", {{"count", std::to_string(rest.size() - most)}}));
  gap(16);
}

}  // namespace

void office_recognition_screen() {
  heading(1, tr("recognise.heading"));
  text(tr("recognise.text"), {.color = theme.muted});
  gap(14);
  signed_card();
  // A school that opened its decision has no list of its own.
  if (work().store.round.submissions.empty() && !work().store.round.recognition) return;
  proposed();
  others();
  if (!work().store.round.recognition || work().store.round.recognition->units.empty()) return;
  const Recognition& now = *work().store.round.recognition;
  {
    const Card in_card(theme.card, theme.border, 20);
    heading(2, tr("recognise.decision"));
    columns({1, 1}, 16, is_narrow());
    office_words(
        "recognise.number", tr("recognise.number"), now.decision_number,
        [](const std::string& to) { work().recognitions.edit("number", [&](Recognition& r) { r.decision_number = to; }); },
        {.required = true});
    next_column();
    office_date("recognise.date", tr("recognise.date"), now.decision_date,
                [](const std::string& to) { work().recognitions.edit("date", [&](Recognition& r) { r.decision_date = to; }); },
                {.required = true});
    end_columns();
    office_words("recognise.title", tr("recognise.title"), now.signer_title,
                 [](const std::string& to) { work().recognitions.edit("title", [&](Recognition& r) { r.signer_title = to; }); },
                 {.help = tr("recognise.title_help"), .required = true});
  }
  gap(16);
  std::string why;
  for (const Finding& finding : recognition_facts().findings) {
    if (why.empty() && finding.blocking && !finding.what.code.starts_with("round.office_"))
      why = message(finding.what, view().app.display.lang);
  }
  const auto unsettled = recognition_facts().unsettled;
  if (unsettled > 0) {
    OfficeView& v = office_view();
    if (checkbox("recognise.open_seen", tr("recognise.open_seen", {{"count", std::to_string(unsettled)}}), v.recognise.open_seen))
      v.recognise.open_seen = !v.recognise.open_seen;
    gap(8);
    if (why.empty() && !v.recognise.open_seen) why = tr("recognise.open_first");
  }
  sign_card("recognise", "recognition", tr("recognise.sign"), why, [](std::string_view pass) { work().recognitions.sign(pass); });
}

}  // namespace thuoc::ui
