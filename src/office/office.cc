#include "office/office.h"

#include "base/strict.h"

namespace thuoc {

OfficeWork::OfficeWork(App& app) : app_(app) {
  app.office.part = this;
  store.begin();
}

// Each takes what is its own.
void OfficeWork::stored(const std::string& id, const std::string& json, std::size_t more) {
  adding_up.stored(id, json);
  recognitions.stored(id, json);
  saving.stored(id, json);
  collection.stored(id, json, more);
}

void OfficeWork::start(const Json& data) {
  saving.start();
  collection.start();
  // Until November 2026 the keys were kept beside the round, in a setting. They go into it once.
  if (data.contains("settings") && data["settings"].is_object() && data["settings"].contains("signers") &&
      data["settings"]["signers"].is_string()) {
    const auto kept = parse_json(data["settings"]["signers"].get_ref<const std::string&>(), "signers");
    if (kept && kept->is_object() && !is_true(*kept, "in_round")) {
      const std::string text = text_of(*kept, "text");
      store.record([&](Round& r) { adopt_signers(r, parse_allowed_signers(text, "allowed_signers").signers, ""); });
      saving.save_now();
      if (!saving.kept_error) app_.outside.store_setting("signers", {{"text", text}, {"in_round", true}});
    }
  }
  inbox.start();
}

void OfficeWork::save_now() {
  saving.save_now();
  collection.settle_if_changed();
}

void OfficeWork::undo() {
  if (store.undo()) inbox.judge_again();
}

void OfficeWork::redo() {
  if (store.redo()) inbox.judge_again();
}

}  // namespace thuoc
