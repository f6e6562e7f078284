// Signing, of a school's dossier and of an office's paper alike.
#include "ui/view.h"

namespace thuoc::ui {

bool sign_panel(const SignPanel& panel) {
  App& app = view().app;
  const std::string base(panel.id);
  const Signing* signing = app.signings.of(panel.whose);
  const bool writing = signing && signing->ticket;
  if (signing && signing->type != panel.type) signing = nullptr;
  if (signing && signing->failed) callout(base + ".failed", message(*signing->failed, app.display.lang), Tone::bad);
  if (signing && writing) {
    const std::string percent = std::to_string(static_cast<int>(signing->done * 100));
    status_text(base + ".writing", tr("hand_in.writing"), theme.text);
    progress(base + ".progress", tr("hand_in.writing_percent", {{"percent", percent}}), signing->done);
    gap(4);
    if (button(base + ".cancel", tr("ui.cancel"), {.small = true})) app.signings.cancel(panel.whose);
    return false;
  }
  const bool ready = panel.why.empty() && !writing;
  const bool pressed =
      button(base + ".sign", panel.label,
             {.kind = ButtonStyle::Kind::primary, .disabled = !ready, .fill = is_narrow(), .description = panel.why});
  muted(ready ? panel.what : panel.why);
  return pressed;
}

void with_passphrase(std::function<void(std::string_view)> sign) {
  View& v = view();
  if (!v.app.keys.in_use()) return;
  if (!v.app.keys.in_use()->locked) return sign("");
  v.passphrase.clear();
  v.sign_with = std::move(sign);
  v.dialog = View::Dialog::passphrase;
}

}  // namespace thuoc::ui
