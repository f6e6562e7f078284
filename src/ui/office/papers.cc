// What every screen that signs has: who signs, the key, the button; and two people's work side by side.
#include <algorithm>
#include <array>

#include "base/date.h"
#include "base/strict.h"
#include "paper/format.h"
#include "ui/office/office_view.h"

namespace thuoc::ui {

namespace {

void office_fields() {
  OfficeWork& office = work();
  struct Row {
    std::string_view key;
    std::string Office::* part;
  };
  constexpr std::array rows = {Row{"assess.office_name", &Office::name}, Row{"assess.office_code", &Office::code},
                               Row{"assess.office_addressed", &Office::addressed}, Row{"assess.office_place", &Office::place}};
  for (std::size_t i = 0; i < rows.size(); i += 2) {
    columns({1, 1}, 16, is_narrow());
    for (std::size_t k = i; k < i + 2; ++k) {
      if (k > i) next_column();
      const Row row = rows[k];
      office_words(row.key, tr(row.key), office.store.round.head.office.*row.part,
                   [&](const std::string& value) { office.store.record([&](Round& r) { r.head.office.*row.part = value; }); },
                   {.help = k == 1 ? tr("assess.office_code_help") : std::string_view(), .required = k < 2});
    }
    end_columns();
  }
}

void signer() {
  App& app = view().app;
  OfficeView& v = office_view();
  const Office& who = work().store.round.head.office;
  if (v.edit_office || who.code.empty() || who.name.empty()) {
    v.edit_office = true;
    text(tr("assess.office_text"), {.color = theme.muted});
    gap(8);
    office_fields();
    if (button("assess.office_done", tr("assess.office_done"), {.disabled = who.code.empty() || who.name.empty(), .small = true}))
      v.edit_office = false;
  } else {
    text(who.name, {.bold = true});
    muted(tr("assess.office_is", {{"code", who.code}}));
    if (button("assess.office_edit", tr("assess.office_edit"), {.kind = ButtonStyle::Kind::quiet, .small = true}))
      v.edit_office = true;
  }
  gap(8);
  if (const Key* key = app.keys.in_use()) {
    muted(tr("hand_in.fingerprint"));
    text(key->fingerprint, {.size = px::small});
  } else {
    text(tr("assess.no_key"));
    gap(8);
    const int pressed = buttons({{"assess.key_new", tr("hand_in.key_new"), {.small = true}},
                                 {"assess.key_restore", tr("hand_in.key_restore"), {.small = true}}});
    if (pressed == 0) view().dialog = View::Dialog::key_new;
    if (pressed == 1) app.keys.pick_file();
  }
}

}  // namespace

void office_words(std::string_view id, std::string_view label, const std::string& value,
                  const std::function<void(const std::string&)>& set, FieldStyle style) {
  office_field(id, label, value, too_long, set, style);
}

void office_field(std::string_view id, std::string_view label, const std::string& value,
                  const std::function<std::optional<Error>(std::string_view)>& wrong,
                  const std::function<void(const std::string&)>& set, FieldStyle style) {
  typed_field({.id = id, .label = label, .value = value, .wrong = wrong, .set = set, .left = [] { work().store.seal(); }}, style);
}

void office_date(std::string_view id, std::string_view label, const std::string& iso,
                 const std::function<void(const std::string&)>& set, FieldStyle style) {
  style.placeholder = tr("ui.date_placeholder");
  office_field(
      id, label, shown_date(iso), wrong_by(parse_typed_date),
      [&](const std::string& text) { set(text.empty() ? "" : to_iso(*parse_typed_date(text))); }, style);
}

void sign_card(std::string_view id, std::string_view type, std::string_view label, std::string_view why,
               const std::function<void(std::string_view)>& sign) {
  App& app = view().app;
  const std::string base(id);
  {
    const Card in_card(theme.card, theme.border, 20);
    heading(2, tr("assess.sign_heading"));
    signer();
    gap(12);
    const Office& who = work().store.round.head.office;
    if (why.empty() && (who.code.empty() || who.name.empty())) why = tr("assess.why_office");
    if (why.empty() && !app.keys.in_use()) why = tr("assess.why_key");
    const auto draft = std::ranges::find_if(view().drafts, is_of_office);
    const std::string half_typed =
        draft == view().drafts.end() ? std::string() : tr("assess.why_draft", {{"text", shortened(draft->second)}});
    if (why.empty()) why = half_typed;
    if (sign_panel({id, office_signs, type, label, why, tr("assess.sign_what")})) with_passphrase(sign);
    const Signing* const signing = work().papers.signing();
    if (signing && signing->type == type && !signing->ticket && !signing->failed && !signing->sha256.empty()) {
      gap(8);
      callout(base + ".done", tr("assess.signed", {{"name", signing->name}}), Tone::good);
      gap(6);
      text(tr("assess.next_" + std::string(type)));
      gap(4);
      muted(tr("hand_in.sha256"));
      text(signing->sha256, {.size = px::small});
      if (button(base + ".again", tr("hand_in.again"), {.small = true})) app.signings.save_again(office_signs);
    }
  }
  gap(16);
}

void office_share_card() {
  heading(2, tr("assess.share_heading"));
  text(tr("assess.share_text"), {.color = theme.muted});
  gap(8);
  sign_card("assess.round", "round", tr("assess.sign_round"), "", [](std::string_view pass) { work().papers.sign_round(pass); });
}

namespace {

// Offices whose word counts here, each key with a way to take that back.
void known_offices() {
  const auto& offices = work().store.round.offices;
  if (offices.empty()) return;
  constexpr std::size_t most_shown = 200;
  gap(12);
  heading(3, tr("assess.offices_heading", {{"count", std::to_string(offices.size())}}));
  muted(tr("assess.offices_text"));
  gap(8);
  std::string of, key;
  std::size_t shown = 0;
  {
    const Region in_list(port::Role::list, "offices.list",
                         tr("assess.offices_heading", {{"count", std::to_string(offices.size())}}));
    for (const auto& [code, office] : offices) {
      if (shown++ == most_shown) break;
      const Region in_item(port::Role::listitem, "offices.one." + code);
      text(office.name + " · " + code, {.bold = true});
      for (const auto& [line, how] : office.keys) {
        const std::string print = fingerprint_of(line);
        text(print, {.size = px::small});
        text(how_confirmed(how), {.size = px::small, .color = how.is_compared() ? theme.good : theme.warn});
        gap(4);
        if (button("offices.withdraw." + code + "." + line,
                   tr("assess.office_withdraw_name", {{"office", office.name}, {"fingerprint", print}}),
                   {.kind = ButtonStyle::Kind::danger, .small = true, .shown = tr("assess.office_withdraw")}))
          of = code, key = line;
        gap(8);
      }
    }
  }
  if (offices.size() > most_shown) muted(tr("assess.and_more", {{"count", std::to_string(offices.size() - most_shown)}}));
  if (!key.empty()) work().keys.withdraw_office(of, key);
}

}  // namespace

void office_signers_card() {
  OfficeWork& office = work();
  {
    const Card in_card(theme.rail, theme.line, 16);
    text(tr("office.signers", {{"count", std::to_string(office.trusted.signers().list.size())}}), {.bold = true});
    muted(tr("office.signers_text"));
    gap(8);
    switch (buttons(
        {{"office.signers_in", tr("office.signers_in"), {.small = true}},
         {"office.signers_out", tr("office.signers_out"), {.disabled = office.trusted.signers().list.empty(), .small = true}}})) {
      case 0: office.keys.pick(); break;
      case 1: office.keys.save(); break;
      default: break;
    }
    known_offices();
  }
  gap(12);
}

std::optional<std::string> choose_level(std::string_view id, std::string_view label, std::string_view none,
                                        std::string_view now) {
  const auto& levels = work().store.pack.unit_levels;
  std::vector<port::Option> options = {{"", std::string(none)}};
  for (const Pack::UnitLevel& level : levels) options.push_back({level.id, level.title.in(view().app.display.lang)});
  const int to = select(id, label, options, now);
  return to < 0 ? std::nullopt : std::optional(options[static_cast<std::size_t>(to)].value);
}

std::string unit_level_words(std::string_view level) {
  const Pack& pack = work().store.pack;
  const auto found = std::ranges::find(pack.unit_levels, level, &Pack::UnitLevel::id);
  return found == pack.unit_levels.end() ? std::string(level) : found->title.in(view().app.display.lang);
}

Cell results_cell(std::string_view whose, const std::vector<GroupResult>& results) {
  const std::string words = results_words(results);
  return {in_cards() && !words.empty() ? std::string(tr(whose)) + ":\n" + words : words};
}

std::string results_words(const std::vector<GroupResult>& results) {
  const Pack& pack = work().store.pack;
  std::string out;
  for (const GroupResult& r : results) {
    const Group* group = find_group(pack, r.group);
    if (!group) continue;
    out += (out.empty() ? "" : "\n") + tr("assess.group_result", {{"group", group->number.empty() ? group->id : group->number},
                                                                  {"points", to_display(r.points, view().app.display.lang)},
                                                                  {"level", level_name(*group, r.level)}});
  }
  return out;
}

// --- Two people's work ----------------------------------------------------------------------------

namespace {

const Pack& merge_pack() {
  const OfficeWork& office = work();
  if (const auto* review = std::get_if<MergedReview>(&office.inbox.merging->merged)) {
    if (const Intake* file = office.bundles.file_of(review->review.subject.bundle)) return *file->pack;
  }
  return office.store.pack;
}

// "/items/1.3.1/assessed" → the item's title; anything else by its words.
std::string place_words(const std::string& pointer) {
  std::vector<std::string> parts;
  for (Json::json_pointer rest(pointer); !rest.empty(); rest = rest.parent_pointer()) parts.insert(parts.begin(), rest.back());
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    std::string part = parts[i];
    // An item's title says where it is; what is decided about it stands below.
    if (part == "items" || part == "assessed") continue;
    if (const Item* item = merge_pack().item(part)) {
      part = numbered(item->number, item->title);
    } else if (const std::string key = "assess.field_" + part; tr(key) != key) {
      part = tr(key);
    } else if (i && (parts[i - 1] == "submissions" || parts[i - 1] == "reviews" || parts[i - 1] == "returns")) {
      const auto& all = work().store.round.submissions;
      if (const auto found = all.find(part); found != all.end()) part = found->second.unit_name;
    }
    out += (out.empty() ? "" : " · ") + part;
  }
  return out;
}

std::string value_words(const Json& value) {
  if (value.is_null()) return std::string(tr("assess.value_none"));
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return std::string(tr(value.get<bool>() ? "ui.yes" : "ui.no"));
  if (!value.is_object()) return value.dump();
  // What was found comes first, then why, by whom and when.
  constexpr std::array order = {"state", "points", "yes", "reason", "note", "words", "deadline", "by", "at"};
  std::vector<std::string> keys;
  for (const char* key : order)
    if (value.contains(key)) keys.emplace_back(key);
  for (const auto& [key, part] : value.items())
    if (std::ranges::find(keys, key) == keys.end()) keys.push_back(key);
  std::string out;
  for (const std::string& key : keys) {
    const Json& part = value[key];
    std::string said;
    if (key == "state" && part.is_string()) said = tr("assess.state_" + part.get<std::string>());
    else if (key == "points" && part.is_string())
      said = to_display(parse_points(part.get<std::string>()).value_or(Points{}), view().app.display.lang) + " " +
             std::string(tr("assess.points_unit"));
    else if (key == "at" && part.is_string()) said = shown_instant(part.get<std::string>());
    else said = value_words(part);
    if (const std::string name = "assess.field_" + key; key != "state" && key != "points" && tr(name) != name)
      said = std::string(tr(name)) + ": " + said;
    if (!said.empty()) out += (out.empty() ? "" : "\n") + said;
  }
  return out.empty() ? std::string(tr("assess.value_none")) : out;
}

}  // namespace

void office_merge_screen() {
  OfficeWork& office = work();
  Merging& merging = *office.inbox.merging;
  heading(1, tr("assess.merge_heading"));
  const std::string count = std::to_string(merging.conflicts().size());
  if (const auto* whole = std::get_if<MergedRound>(&merging.merged)) {
    text(tr("assess.merge_text_round", {{"name", merging.name}, {"count", count}, {"taken", std::to_string(whole->taken)}}),
         {.color = theme.muted});
    muted(tr("assess.merge_signer", {{"fingerprint", merging.fingerprint}}));
    if (!merging.signer_known) {
      gap(8);
      callout("merge.unknown", tr("assess.merge_unknown", {{"count", std::to_string(merging.new_keys)}}), Tone::warn);
    } else if (merging.new_keys > 0) {
      muted(tr("assess.merge_keys", {{"count", std::to_string(merging.new_keys)}}));
    }
    if (merging.other_keys > 0)
      callout("merge.other_keys", tr("assess.merge_other_keys", {{"count", std::to_string(merging.other_keys)}}), Tone::bad);
  } else {
    text(tr("assess.merge_text", {{"name", merging.name}, {"count", count}}), {.color = theme.muted});
  }
  gap(14);
  {
    const Region in_list(port::Role::list, "merge.list", tr("assess.merge_heading"));
    for (std::size_t i = 0; i < merging.conflicts().size(); ++i) {
      const Conflict& c = merging.conflicts()[i];
      const std::string id = "merge." + std::to_string(i), place = place_words(c.pointer);
      {
        const Region in_item(port::Role::listitem, id + ".item");
        const Card in_card(theme.card, theme.line, 16);
        heading(2, place);
        muted(tr("assess.preselected", {{"rule", std::string(tr(c.rule))}}));
        columns({1, 1}, 16, is_narrow());
        {
          const Card in_inner_card(c.theirs_chosen ? theme.card : theme.accent_soft, c.theirs_chosen ? theme.line : theme.accent,
                                   12);
          text(tr("assess.mine"), {.bold = true});
          text(value_words(c.mine));
        }
        next_column();
        {
          const Card in_inner_card(c.theirs_chosen ? theme.accent_soft : theme.card, c.theirs_chosen ? theme.accent : theme.line,
                                   12);
          text(tr("assess.theirs"), {.bold = true});
          text(value_words(c.theirs));
        }
        end_columns();
        gap(8);
        const std::array<std::string, 2> options = {std::string(tr("assess.take_mine")), std::string(tr("assess.take_theirs"))};
        if (const int to =
                radios(id, tr("assess.take", {{"place", place}}), options, c.theirs_chosen ? 1 : 0, {.label_hidden = true});
            to >= 0)
          later([i, to] { work().inbox.choose(i, to == 1); });
      }
      gap(12);
    }
  }
  const int pressed = buttons({{"merge.accept", tr("assess.merge_accept"), {.kind = ButtonStyle::Kind::primary}},
                               {"merge.drop", tr("assess.merge_drop"), {}}});
  if (pressed == 0) later([] { work().inbox.accept_merge(); });
  if (pressed == 1) later([] { work().inbox.drop_merge(); });
}

}  // namespace thuoc::ui
