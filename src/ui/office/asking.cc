// What comes in and is believed only when a person says so: an office's paper of a key we do not know, and keys.
#include <array>
#include <set>

#include "paper/format.h"
#include "ui/office/office_view.h"

namespace thuoc::ui {

KeyAnswer key_question(std::string_view id, const std::string& print, const KeysOf& known, std::string_view label,
                       std::string_view name) {
  const std::string base(id);
  if (known.empty())
    return button(base, name, {.kind = ButtonStyle::Kind::primary, .fill = is_narrow(), .small = true, .shown = label})
               ? KeyAnswer::take
               : KeyAnswer::none;
  for (const auto& [key, how] : known)
    callout(base + ".other." + key,
            tr("assess.keys_has_other", {{"fingerprint", fingerprint_of(key)}, {"how", how_confirmed(how)}}), Tone::bad);
  gap(6);
  const bool instead =
      button(base + ".instead", tr("assess.key_instead_name", {{"fingerprint", print}}),
             {.kind = ButtonStyle::Kind::primary, .fill = is_narrow(), .small = true, .shown = tr("assess.key_instead")});
  gap(6);
  const bool beside = button(base + ".beside", tr("assess.key_beside_name", {{"fingerprint", print}}),
                             {.fill = is_narrow(), .small = true, .shown = tr("assess.key_beside")});
  return instead ? KeyAnswer::instead : beside ? KeyAnswer::take : KeyAnswer::none;
}

std::string fingerprint_of(const std::string& line) {
  const auto key = parse_ssh_line(line);
  return key ? fingerprint(*key) : line;
}

std::string how_confirmed(const ConfirmedKey& how) {
  if (how.on.empty() && !how.from.empty()) return tr("assess.key_imported", {{"from", how.from}, {"on", shown_date(how.taken)}});
  if (how.on.empty()) return std::string(tr("units.key_undated"));
  if (how.by.empty()) return tr("units.key_on_unnamed", {{"on", shown_date(how.on)}});
  return tr("units.key_on", {{"on", shown_date(how.on)}, {"by", how.by}});
}

void office_asked_screen() {
  OfficeWork& office = work();
  const AskedOffice& one = office.inbox.asked.front();
  constexpr std::size_t most_shown = 20;
  heading(1, tr("assess.asked_heading"));
  text(tr("assess.asked_text", {{"name", one.files.front().name}, {"office", one.name}, {"code", one.code}}));
  if (one.files.size() > 1) {
    gap(6);
    muted(tr("assess.asked_files", {{"count", std::to_string(one.files.size())}}));
    {
      const Region in_list(port::Role::list, "asked.files",
                           tr("assess.asked_files", {{"count", std::to_string(one.files.size())}}));
      for (std::size_t i = 0; i < one.files.size() && i < most_shown; ++i)
        text("• " + one.files[i].name, {.size = px::small, .role = port::Role::listitem});
    }
    if (one.files.size() > most_shown) muted(tr("assess.and_more", {{"count", std::to_string(one.files.size() - most_shown)}}));
  }
  gap(8);
  callout("asked.why", message(one.why, view().app.display.lang), Tone::warn);
  gap(8);
  text(tr("assess.compare_office", {{"unit", one.name}}));
  std::set<std::string> types;
  for (const AskedOffice::File& file : one.files)
    if (types.insert(file.type).second) text(tr("assess.asked_" + file.type), {.color = theme.muted});
  gap(12);
  const KeysOf known = office.trusted.of("review", one.code);
  for (const SignerFound& signer : one.signers) {
    {
      const Card in_card(theme.card, theme.line, 16);
      muted(tr("hand_in.fingerprint"));
      text(signer.fingerprint, {.bold = true});
      gap(6);
      const KeyAnswer said = key_question("asked.confirm." + signer.key_id, signer.fingerprint, known, tr("assess.trust_office"),
                                          tr("assess.confirm_office", {{"fingerprint", signer.fingerprint}}));
      if (said != KeyAnswer::none) {
        later([code = one.code, name = one.name, key = key_line(signer.key), said] {
          work().keys.confirm_office(code, name, key, said == KeyAnswer::instead);
        });
      }
    }
    gap(8);
  }
  if (button("asked.drop", tr("assess.asked_drop"), {.small = true})) later([] { work().inbox.drop_asked(); });
  if (office.inbox.asked.size() > 1) {
    gap(8);
    muted(tr("assess.asked_more", {{"count", std::to_string(office.inbox.asked.size() - 1)}}));
  }
}

void office_unopened_screen() {
  OfficeWork& office = work();
  const Paper& paper = *office.inbox.unopened;
  heading(1, tr("assess.round_heading"));
  text(tr(
      "assess.asked_text",
      {{"name", paper.name}, {"office", paper.check.info.source_organization}, {"code", paper.check.info.external_identifier}}));
  gap(8);
  callout("round.why", message(paper.check.reason, view().app.display.lang), Tone::warn);
  gap(8);
  for (const SignerFound& signer : paper.check.signers) muted(tr("assess.merge_signer", {{"fingerprint", signer.fingerprint}}));
  text(tr("assess.round_text"));
  gap(12);
  const int pressed = buttons({{"round.open", tr("assess.round_open"), {.kind = ButtonStyle::Kind::primary}},
                               {"round.drop", tr("assess.round_drop"), {}}});
  if (pressed == 0) later([] { work().inbox.open_round(); });
  if (pressed == 1) later([] { work().inbox.drop_round(); });
}

void office_offer_screen() {
  OfficeWork& office = work();
  const KeyOffer& offer = *office.keys.offer;
  constexpr std::size_t most_shown = 100;  // as many as a person may look at; the others keep what they have
  heading(1, tr("assess.keys_heading"));
  text(tr("assess.keys_text", {{"name", offer.from},
                               {"fresh", std::to_string(offer.fresh.size())},
                               {"same", std::to_string(offer.same)},
                               {"conflicts", std::to_string(offer.conflicts.size())}}));
  gap(8);
  callout("offer.what", tr("assess.keys_what"), Tone::warn);
  gap(12);
  for (std::size_t i = 0; i < offer.conflicts.size() && i < most_shown; ++i) {
    const KeyOffer::Key& key = offer.conflicts[i];
    const auto parsed = parse_ssh_line(key.key);
    const std::string id = "offer." + std::to_string(i), print = parsed ? fingerprint(*parsed) : "";
    {
      const Card in_card(theme.card, theme.bad, 16);
      heading(2, key.code + (key.name.empty() ? "" : " · " + key.name));
      text(tr("assess.keys_other", {{"fingerprint", print}}));
      const std::array<std::string, 2> options = {std::string(tr("assess.keys_keep")), std::string(tr("assess.keys_instead"))};
      if (const int to =
              radios(id, tr("assess.take", {{"place", key.code}}), options, key.instead ? 1 : 0, {.label_hidden = true});
          to >= 0)
        later([i, to] { work().keys.choose(i, to == 1); });
    }
    gap(8);
  }
  if (offer.conflicts.size() > most_shown)
    muted(tr("assess.keys_more", {{"count", std::to_string(offer.conflicts.size() - most_shown)}}));
  gap(8);
  const int pressed = buttons({{"offer.accept", tr("assess.keys_accept"), {.kind = ButtonStyle::Kind::primary}},
                               {"offer.drop", tr("assess.keys_drop"), {}}});
  if (pressed == 0) later([] { work().keys.accept(); });
  if (pressed == 1) later([] { work().keys.drop(); });
}

}  // namespace thuoc::ui
