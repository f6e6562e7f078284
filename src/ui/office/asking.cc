// What comes in and is believed only when a person says so: an office's paper of a key we do not know, and keys.
#include <array>

#include "paper/format.h"
#include "ui/office/office_view.h"

namespace thuoc::ui {

void office_asked_screen() {
  RoundWork& office = work();
  const Paper& paper = *office.asked;  // a roll-up is megabytes: not copied each frame
  const BagInfo& info = paper.check.info;
  heading(1, tr("assess.asked_heading"));
  text(tr("assess.asked_text", {{"name", paper.name}, {"office", info.source_organization}, {"code", info.external_identifier}}));
  gap(8);
  callout("asked.why", message(paper.check.reason, view().app.lang), Tone::warn);
  gap(8);
  text(tr("assess.asked_" + info.bundle_type), {.color = theme.muted});
  gap(12);
  std::string key;
  for (const SignerFound& signer : paper.check.signers) {
    begin_card(theme.card, theme.line, 16);
    muted(tr("hand_in.fingerprint"));
    text(signer.fingerprint, {.bold = true});
    gap(6);
    if (button("asked.confirm." + signer.key_id, tr("assess.confirm_office", {{"fingerprint", signer.fingerprint}}), {.kind = ButtonStyle::Kind::primary, .small = true, .shown = tr("assess.trust_office")}))
      key = key_line(signer.key);
    end_card();
    gap(8);
  }
  const bool drop = button("asked.drop", tr("assess.asked_drop"), {.small = true});
  if (!key.empty()) office.confirm_office_key(info.external_identifier, info.source_organization, key);
  else if (drop) office.drop_asked();
}

void office_offer_screen() {
  RoundWork& office = work();
  const KeyOffer& offer = *office.offer;
  constexpr std::size_t most_shown = 100;  // as many as a person may look at; the others keep what they have
  heading(1, tr("assess.keys_heading"));
  text(tr("assess.keys_text", {{"name", offer.from}, {"fresh", std::to_string(offer.fresh.size())}, {"same", std::to_string(offer.same)},
                               {"conflicts", std::to_string(offer.conflicts.size())}}));
  gap(8);
  callout("offer.what", tr("assess.keys_what"), Tone::warn);
  gap(12);
  int asked = -1;
  bool instead = false;
  for (std::size_t i = 0; i < offer.conflicts.size() && i < most_shown; ++i) {
    const KeyOffer::Key& key = offer.conflicts[i];
    const auto parsed = parse_ssh_line(key.key);
    const std::string id = "offer." + std::to_string(i), print = parsed ? fingerprint(*parsed) : "";
    begin_card(theme.card, theme.bad, 16);
    heading(2, key.code + (key.name.empty() ? "" : " · " + key.name));
    text(tr("assess.keys_other", {{"fingerprint", print}}));
    const std::array<std::string, 2> options = {std::string(tr("assess.keys_keep")), std::string(tr("assess.keys_instead"))};
    if (const int to = radios(id, tr("assess.take", {{"place", key.code}}), options, key.instead ? 1 : 0, {.label_hidden = true}); to >= 0) {
      asked = static_cast<int>(i);
      instead = to == 1;
    }
    end_card();
    gap(8);
  }
  if (offer.conflicts.size() > most_shown) muted(tr("assess.keys_more", {{"count", std::to_string(offer.conflicts.size() - most_shown)}}));
  gap(8);
  const int pressed = buttons({{"offer.accept", tr("assess.keys_accept"), {.kind = ButtonStyle::Kind::primary}}, {"offer.drop", tr("assess.keys_drop"), {}}});
  if (asked >= 0) office.choose_key(static_cast<std::size_t>(asked), instead);
  if (pressed == 0) office.accept_keys();
  if (pressed == 1) office.drop_keys();
}

}  // namespace thuoc::ui
