// One bundle at the office: the verdict explained, and the whole dossier to read, with its evidence.
#include <algorithm>
#include <map>

#include "base/date.h"
#include "base/web_address.h"
#include "intake/pack_difference.h"
#include "paper/format.h"
#include "ui/office/office_view.h"

namespace thuoc::ui {

namespace {

void fact(std::string_view name, std::string_view value) {
  if (value.empty()) return;
  columns({0.32f, 0.68f}, is_narrow() ? 0.f : 16.f, is_narrow());
  muted(name);
  next_column();
  text(value);
  end_columns();
  gap(6);
}

std::string join(std::initializer_list<std::string_view> parts, std::string_view between) {
  std::string out;
  for (const std::string_view part : parts) {
    if (part.empty()) continue;
    if (!out.empty()) out += between;
    out += part;
  }
  return out;
}

std::string person(const Person& p) { return join({p.name, p.title, p.phone, p.email}, " · "); }

std::string_view ownership_words(std::string_view word) {
  if (word == "public") return tr("ui.own_public");
  if (word == "people-founded") return tr("ui.own_people");
  if (word == "private") return tr("ui.own_private");
  return word;
}

std::string_view origin_words(Origin origin) {
  switch (origin) {
    case Origin::self_built: return tr("ui.origin_self");
    case Origin::rented: return tr("ui.origin_rented");
    case Origin::bought: return tr("ui.origin_bought");
    case Origin::unknown: break;
  }
  return {};
}

void unit_card(const Intake& intake) {
  const App& app = view().app;
  const Dossier& d = *intake.dossier;
  const Pack& pack = *intake.pack;
  const Unit& unit = d.unit;
  const auto level = std::ranges::find(pack.unit_levels, unit.level, &Pack::UnitLevel::id);
  {
    const Card in_card(theme.card, theme.line, 20);
    heading(2, tr("ui.unit_title"));
    gap(4);
    fact(tr("ui.unit_name"), unit.name);
    fact(tr("ui.unit_code"), unit.code);
    fact(tr("ui.school_year"), d.school_year);
    fact(tr("ui.unit_level"), level == pack.unit_levels.end() ? unit.level : level->title.in(app.display.lang));
    fact(tr("ui.unit_ownership"), ownership_words(unit.ownership));
    fact(tr("ui.address"), join({unit.address, unit.commune, unit.province}, ", "));
    fact(tr("ui.head"), person(unit.head));
    fact(tr("ui.contact"), person(unit.contact));
    fact(tr("office.reach"), join({unit.phone, unit.email, unit.website}, " · "));
    fact(tr("ui.receiver"), unit.receiver);
    fact(tr("office.rubric"), pack.title.in(app.display.lang) + " (" + pack.name() + ")");
    fact(tr("office.packed_on"), join({shown_date(intake.check.info.bagging_date), intake.check.info.software}, " · "));
  }
  gap(16);
}

void council_card(const Dossier& d, const Pack& pack) {
  const App& app = view().app;
  if (d.council.members.empty() && d.council.decision_number.empty() && d.figures.empty()) return;
  {
    const Card in_card(theme.card, theme.line, 20);
    heading(2, tr("ui.council_title"));
    gap(4);
    fact(tr("ui.decision_number"), join({d.council.decision_number, shown_date(d.council.decision_date)}, " · "));
    for (const Member& m : d.council.members) fact(tr("ui.role_" + m.role), join({m.name, m.position}, ", "));
    if (!d.figures.empty()) {
      gap(8);
      heading(2, tr("ui.figures_title"));
      gap(4);
      for (const Figure& f : pack.figures) {
        const auto found = d.figures.find(f.id);
        if (found != d.figures.end())
          fact(f.title.in(app.display.lang), std::to_string(found->second) + " " + f.unit.in(app.display.lang));
      }
    }
  }
  gap(16);
}

// "4,5/6 *", "Đã ban hành", "Chưa chấm": the answer in two words, and its colour.
std::pair<std::string, Tone> mark_of(const Item& item, const ItemScore& scored, const Answer* answer, Lang lang) {
  switch (scored.state) {
    case State::refused: return {std::string(tr("ui.state_refused")), Tone::bad};
    case State::partial: return {std::string(tr("ui.state_partial")), Tone::warn};
    case State::unanswered:
      return {item.kind == Kind::information ? std::string() : std::string(tr("ui.state_unanswered")), Tone::plain};
    case State::answered: break;
  }
  if (item.max && scored.points) {
    std::string words = to_display(*scored.points, lang) + "/" + to_display(item.max->value, lang);
    if (item.max->sure.certainty != Certainty::confirmed) words += " *";
    return {words, Tone::plain};
  }
  if (item.kind == Kind::information) return {std::string(tr("ui.state_recorded")), Tone::plain};
  const bool yes = answer && answer->yes == true;
  return {std::string(tr(yes ? "ui.issued" : "ui.not_issued")), yes ? Tone::good : Tone::bad};
}

std::string evidence_detail(const Evidence& e) {
  const std::string paper =
      e.document.number.empty() ? std::string() : tr("evidence.paper_number", {{"number", e.document.number}});
  return join({e.file ? e.file->name : std::string_view(e.url), e.file ? size_text(e.file->size) : std::string(), paper, e.id},
              " · ");
}

// Evidence by item, gone through once a frame: a dossier may name 3,000 files for 200 items each.
struct OfItem {
  std::vector<const Evidence*> shown;  // up to evidence_drawn
  std::size_t count = 0;
};
using ByItem = std::map<std::string_view, OfItem>;

ByItem evidence_by_item(const Dossier& d) {
  ByItem all;
  for (const Evidence& e : d.evidence) {
    for (const std::string& item : e.items) {
      OfItem& of = all[item];
      if (++of.count <= evidence_drawn) of.shown.push_back(&e);
    }
  }
  return all;
}

void item_block(const Item& item, const Dossier& d, const Score& score, const ByItem& by_item) {
  const App& app = view().app;
  const auto found = score.items.find(item.id);
  if (found == score.items.end()) return;
  const auto entry = d.answers.find(item.id);
  const Answer* answer = entry == d.answers.end() ? nullptr : &entry->second;
  const auto [mark, tone] = mark_of(item, found->second, answer, app.display.lang);
  gap(12);
  const std::string title = numbered(item.number, item.title);
  if (mark.empty()) {
    text(title, {.bold = true});
  } else {
    columns({1, text_width(mark, px::small, true) + 24}, 12, is_narrow());
    text(title, {.bold = true});
    next_column();
    badge(mark, tone);
    end_columns();
  }
  if (!found->second.reason.key.empty()) muted(found->second.reason.in(app.display.lang));
  if (answer) {
    if (!answer->text.empty()) text(answer->text);
    const std::string solution = join({answer->solution, origin_words(answer->origin)}, " · ");
    if (!solution.empty()) text(tr("office.solution", {{"name", solution}}), {.size = px::small});
    if (!answer->note.empty()) text(tr("office.note", {{"note", answer->note}}), {.size = px::small});
  }
  const auto evidence = by_item.find(item.id);
  if (evidence == by_item.end()) {
    if (answer && found->second.points && found->second.points->hundredths > 0) {
      text(tr("office.no_evidence"), {.size = px::small, .color = theme.warn});
    }
    return;
  }
  gap(4);
  {
    const Region in_list(port::Role::list, "office.evidence." + item.id, tr("ui.evidence_of_item"));
    for (const Evidence* e : evidence->second.shown) {
      const std::string id = "office.evidence." + item.id + "." + e->id;
      const bool openable = e->file || is_web_address(e->url);
      const Region in_item(port::Role::listitem, id + ".item");
      if (choice_row(id, e->title.empty() ? e->id : e->title,
                     {.detail = evidence_detail(*e),
                      .mark = openable ? tr("evidence.open_short") : std::string_view(),
                      .mark_tone = Tone::accent,
                      .indent = is_narrow() ? 0.f : 12.f}) &&
          openable) {
        work().file.open_evidence(e->id);
      }
    }
  }
  // All of them stand in the list below.
  if (const std::size_t more = evidence->second.count - evidence->second.shown.size())
    muted(tr("problems.more", {{"count", std::to_string(more)}}));
}

void group_card(const Group& group, const Intake& intake, const ByItem& by_item) {
  const App& app = view().app;
  const Score& score = *intake.score;
  const GroupScore* gs = score.group(group.id);
  {
    const Card in_card(theme.card, theme.line, 20);
    heading(2, numbered(group.number, group.title));
    if (gs) {
      level_text(to_display(gs->points, app.display.lang) + "/" + to_display(gs->max, app.display.lang) + " · " +
                     level_name(group, gs->level),
                 gs->level, static_cast<int>(group.levels.bands.size()));
      text(gs->reason.in(app.display.lang), {.bold = true});
      if (gs->unanswered) {
        muted(tr("results.unanswered", {{"count", std::to_string(gs->unanswered)}, {"total", std::to_string(gs->total)}}));
      }
    }
    bool unsure = false;
    for (const Criterion& criterion : group.criteria) {
      const bool single = criterion.items.size() == 1 && criterion.items[0].id == criterion.id;
      if (!single) {
        gap(16);
        std::string title = numbered(criterion.number, criterion.title);
        const auto cs = score.criteria.find(criterion.id);
        if (cs != score.criteria.end() && criterion.max) {
          title +=
              " (" + to_display(cs->second.points, app.display.lang) + "/" + to_display(cs->second.max, app.display.lang) + ")";
        }
        heading(3, title);
      }
      for (const Item& item : criterion.items) {
        item_block(item, *intake.dossier, score, by_item);
        unsure = unsure || (item.max && item.max->sure.certainty != Certainty::confirmed);
      }
    }
    if (unsure) {
      gap(12);
      muted(tr("office.unsure"));
    }
  }
  gap(16);
}

void own_words(const Dossier& d) {
  if (d.difficulties.empty() && d.proposals.empty()) return;
  {
    const Card in_card(theme.card, theme.line, 20);
    heading(2, tr("results.own_words"));
    fact(tr("results.difficulties"), d.difficulties);
    fact(tr("results.proposals"), d.proposals);
  }
  gap(16);
}

void evidence_list(const Dossier& d) {
  if (d.evidence.empty()) return;
  heading(2, tr("office.evidence_list", {{"count", std::to_string(d.evidence.size())}}));
  gap(4);
  std::size_t& most = office_view().file.evidence_shown;
  {
    const Region in_list(port::Role::list, "office.evidence", tr("ui.evidence_of_item"));
    const auto one = [](const Evidence& e) {
      if (evidence_to_read(e)) later([id = e.id] { work().file.open_evidence(id); });
    };
    for (std::size_t i = 0; i < d.evidence.size() && i < most; i += 2) {
      columns({1, 1}, 12, is_narrow());
      one(d.evidence[i]);
      next_column();
      if (i + 1 < d.evidence.size()) one(d.evidence[i + 1]);
      end_columns();
    }
  }
  if (d.evidence.size() > most &&
      button("office.evidence.more", tr("problems.more", {{"count", std::to_string(d.evidence.size() - most)}}),
             {.kind = ButtonStyle::Kind::quiet, .small = true}))
    most += evidence_listed;
}

void problems(const Intake& intake) {
  const App& app = view().app;
  if (intake.problems.empty()) return;
  {
    const Card in_card(theme.warn_soft, theme.line, 18);
    heading(2, tr("office.problems_heading", {{"count", std::to_string(count_of(intake.problems))}}));
    const Region in_list(port::Role::list, "office_file.problems", tr("office.problems_name"));
    for (const std::string& said : messages(intake.problems, app.display.lang, limits::problems_shown)) {
      text("• " + said, {.role = port::Role::listitem});
      gap(4);
    }
  }
  gap(16);
}

// The day it came, with what else is known of that.
void received_card(const std::string& name, const std::string& sha256) {
  const auto found = work().store.round.submissions.find(sha256);
  if (found == work().store.round.submissions.end()) return;
  const Submission& s = found->second;
  {
    const Card in_card(theme.card, theme.line, 20);
    columns({220, 1}, 16, is_narrow());
    office_date("office_file.received", tr("office.received"), received_day(s),
                [name](const std::string& to) { work().units.say_received(work().collection.hashes_of({name}), to); });
    next_column();
    muted(tr("office.received_seen", {{"at", shown_instant(s.received_at)}}));
    if (s.said) muted(tr("office.received_said", {{"by", s.said->by}, {"at", shown_instant(s.said->at)}}));
    if (!s.modified.empty()) muted(tr("office.received_modified", {{"at", shown_instant(s.modified)}}));
    if (!s.signed_on.empty()) muted(tr("office.received_signed", {{"on", shown_date(s.signed_on)}}));
    end_columns();
  }
  gap(16);
}

// Scored by another pack than the round's: it counts only after a person has seen what differs.
void pack_card(const Intake& intake, const std::string& sha256) {
  const auto found = work().store.round.submissions.find(sha256);
  if (found == work().store.round.submissions.end() || !intake.pack) return;
  const std::string instrument = found->second.instrument;
  const bool accepted = work().store.round.accepted_packs.contains(instrument);
  if (!accepted && standing(work().store.round, found->second) != Standing::other_instrument) return;
  if (accepted && instrument == work().store.round.instrument) return;
  {
    const Card in_card(theme.warn_soft, theme.line, 20);
    heading(2, tr(accepted ? "office.pack_accepted" : "office.other_pack"));
    text(intake.pack->title.in(view().app.display.lang) + " (" + intake.pack->name() + ")", {.bold = true});
    muted("SHA-256: " + instrument);
    const std::vector<Words> all = differences(work().store.pack, *intake.pack);
    constexpr std::size_t most = 20;
    for (std::size_t i = 0; i < all.size() && i < most; ++i) text("• " + all[i].in(view().app.display.lang), {.size = px::small});
    if (all.size() > most) muted(tr("office.more_problems", {{"count", std::to_string(all.size() - most)}}));
    gap(8);
    if (!instrument.empty() &&
        button("office_file.pack", tr(accepted ? "office.pack_refuse" : "office.pack_accept"), {.small = true}))
      later([accepted, instrument, pack = intake.pack->name()] {
        accepted ? work().units.refuse_pack(instrument) : work().units.accept_pack(instrument, pack);
      });
  }
  gap(16);
}

// To say this key is the unit's or office's is an act of the person, on paper: not one press by the way, and
// one press for one key.
void trust_card(const Check& check) {
  const bool unit = check.info.bundle_type == "dossier";
  const KeysOf known = work().trusted.of(check.info.bundle_type, check.info.external_identifier);
  {
    const Card in_card(theme.card, theme.line, 20);
    heading(2, tr("office.trust_heading"));
    text(tr(unit ? "office.compare_paper" : "assess.compare_office", {{"unit", check.info.source_organization}}));
    gap(8);
    for (const SignerFound& signer : check.signers) {
      const bool only = check.signers.size() == 1;
      if (!only) text(signer.fingerprint, {.size = px::small});
      const std::string label(tr(unit ? "office.trust" : "assess.trust_office"));
      const KeyAnswer said =
          key_question(only ? "office_file.trust" : "office_file.trust." + signer.key_id, signer.fingerprint, known, label,
                       only ? label : tr("units.confirm_name", {{"fingerprint", signer.fingerprint}}));
      if (said != KeyAnswer::none)
        later([print = signer.fingerprint, said] { work().file.trust_signer(print, said == KeyAnswer::instead); });
      if (!only) gap(8);
    }
  }
  gap(16);
}

}  // namespace

void office_file_screen() {
  OfficeWork& office = work();
  const OpenFile& opened = *office.file.opened;
  const Row* const row = office.collection.find(opened.name);
  const std::string name = opened.name;
  const Intake& intake = opened.intake;
  const Verdict verdict = intake.check.verdict;
  const bool done = opened.done;
  const bool readable = verdict != Verdict::rejected && intake.dossier && intake.pack && intake.score;
  const std::string back = work().steps.here == OfficeStep::units
                               ? tr("units.back_to_unit", {{"name", work().sampling.unit_name(office_view().units.unit)}})
                               : std::string(tr("office.back"));
  if (button("office_file.back", back, {.small = true})) return office.file.open("");
  gap(4);
  heading(1, readable && !intake.dossier->unit.name.empty() ? intake.dossier->unit.name : name);
  muted(tr("office.file_facts", {{"name", name}, {"size", size_text(row ? row->size : 0)}}));
  gap(10);
  if (row && row->superseded) callout("office_file.superseded", tr("office.superseded"), Tone::warn);
  if (readable && intake.dossier->returned) callout("office_file.answers", tr("assess.answers_return"), Tone::accent);
  if (!done) {
    status_text("office_file.checking", tr("office.checking"), theme.text);
    progress("office_file.progress", tr("office.checking"), opened.part);
    gap(8);
  }
  if (opened.failed) {
    callout("office_file.failed", message(*opened.failed, view().app.display.lang), Tone::bad);
    return;
  }
  if (!opened.read) return;
  verdict_callout(intake);
  gap(16);
  const bool whole = done && readable;
  const bool paper = done && !intake.check.info.bundle_type.empty() && intake.check.info.bundle_type != "dossier";
  if ((whole || paper) && verdict == Verdict::unknown_key) trust_card(intake.check);
  if (row && readable) {
    const std::string sha256 = row->sha256;
    pack_card(intake, sha256);
    received_card(name, sha256);
  }
  problems(intake);
  const bool sound = whole && verdict != Verdict::altered;
  {
    const Card in_card(theme.rail, theme.line, 18);
    heading(2, tr("office.go_on"));
    muted(tr(sound ? "office.go_on_text" : "office.go_on_not"));
    gap(8);
    switch (buttons({
        {"office_file.edit", tr("office.edit_here"), {.disabled = !sound, .small = true}},
        {"office_file.next", tr("office.next_year"), {.disabled = !sound, .small = true}},
        {"office_file.forget", tr("office.forget"), {.kind = ButtonStyle::Kind::danger, .small = true}},
    })) {
      case 0: later([] { work().file.edit_here(); }); break;
      case 1: later([] { work().file.begin_next_year(); }); break;
      case 2: later([name] { work().reader.forget(name); }); break;
      default: break;
    }
  }
  gap(16);
  if (readable) {
    if (verdict == Verdict::altered) callout("office_file.altered", tr("office.altered_record"), Tone::bad);
    unit_card(intake);
    const ByItem by_item = evidence_by_item(*intake.dossier);
    for (const Group& group : intake.pack->groups) group_card(group, intake, by_item);
    own_words(*intake.dossier);
    council_card(*intake.dossier, *intake.pack);
    evidence_list(*intake.dossier);
  }
}

}  // namespace thuoc::ui
