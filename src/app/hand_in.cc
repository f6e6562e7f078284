#include "app/hand_in.h"

#include <cctype>
#include <cstdio>

#include "base/date.h"
#include "base/sha256.h"
#include "school/hand_in.h"

namespace thuoc {

namespace {

// RFC 6068: everything but unreserved characters is percent-encoded, lines end in CRLF.
std::string mail_part(std::string_view text) {
  std::string out;
  char hex[4];
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\n') {
      out += "%0D%0A";
    } else if ((byte < 128 && std::isalnum(byte)) || c == '-' || c == '.' || c == '_' || c == '~') {
      out += c;
    } else {
      std::snprintf(hex, sizeof hex, "%%%02X", byte);
      out += hex;
    }
  }
  return out;
}

}  // namespace

HandIn::HandIn(const Knows& knows)
    : outside_(knows.outside),
      display_(knows.display),
      notices_(knows.notices),
      keys_(knows.keys),
      signings_(knows.signings),
      saving_(knows.saving),
      dossier_(knows.dossier) {}

void HandIn::export_bundle(std::string_view passphrase) {
  const Key* const key = keys_.in_use();
  if (!dossier_.current || !key) return;
  const std::string id = dossier_.id();
  if (signings_.is_writing(id)) return;
  dossier_.save_now();
  const std::string dossier = to_json_text(dossier_.record().dossier);
  signings_.begin(
      id, "dossier", "write_bundle",
      {{"dossier", dossier}, {"pack", dossier_.current->pack_json}, {"owner", dossier_.current->editor.dossier().unit.name}},
      passphrase,
      [this, id, content = sha256_hex(dossier), used = key->fingerprint](const Signing& written) {
        signings_.save_again(id);
        notices_.tell(Notice::Tone::good, "page.exported", {{"name", written.name}});
        book(id, {to_iso_instant(port::now_ms()), written.name, written.sha256, used, written.size, content});
      },
      [this, id](const Error& error) {
        // On the screen of the dossier it stands beside the button.
        if (!dossier_.is_open(id)) return notices_.tell(error);
        notices_.announce(message(error, display_.lang), true);
      });
}

void HandIn::book(const std::string& id, const Exported& exported) {
  if (dossier_.is_open(id)) {
    dossier_.current->exported = exported;
    return dossier_.save_now();
  }
  // Closed meanwhile: booked to the dossier it is of, unless another tab has that now.
  outside_.ask("lock", {{"id", id}, {"steal", false}}, [this, id, exported](const Json& locked) {
    if (!locked.value("held", true)) return;
    saving_.with_newest(id, [this, id, exported](const Shelved& newest) {
      Record record = *newest.record;
      record.exported = exported;
      saving_.store(record);
      saving_.let_go(id);
    });
  });
}

const Signing* HandIn::signing() const { return dossier_.current ? signings_.of(dossier_.id()) : nullptr; }

std::string HandIn::mail_url() const {
  if (!dossier_.current || !dossier_.current->exported) return {};
  const Dossier& d = dossier_.current->editor.dossier();
  std::string levels;
  for (const GroupScore& group : dossier_.current->editor.score().groups) {
    const Group* of = nullptr;
    for (const Group& g : dossier_.current->editor.pack().groups) {
      if (g.id == group.id) of = &g;
    }
    levels += text(display_.lang, "page.mail_level",
                   {{"group", of ? of->title.in(display_.lang) : group.id},
                    {"points", to_display(group.points, display_.lang)},
                    {"max", to_display(group.max, display_.lang)},
                    {"level", std::to_string(group.level)}}) +
              "\n";
  }
  const Args args = {{"unit", d.unit.name},
                     {"code", d.unit.code},
                     {"year", d.school_year},
                     {"receiver", d.unit.receiver},
                     {"head", d.unit.head.name},
                     {"file", dossier_.current->exported->name},
                     {"sha256", dossier_.current->exported->sha256},
                     {"fingerprint", dossier_.current->exported->fingerprint},
                     {"levels", levels}};
  return "mailto:" + d.unit.receiver_email + "?subject=" + mail_part(text(display_.lang, "page.mail_subject", args)) +
         "&body=" + mail_part(text(display_.lang, "page.mail_body", args));
}

}  // namespace thuoc
