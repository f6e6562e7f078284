#include "app/dossiers.h"

#include "base/date.h"
#include "school/hand_in.h"

namespace thuoc {

Dossiers::Dossiers(const Knows& knows)
    : outside_(knows.outside),
      notices_(knows.notices),
      signings_(knows.signings),
      shelf_(knows.shelf),
      saving_(knows.saving),
      dossier_(knows.dossier),
      navigation_(knows.navigation) {}

void Dossiers::show(Record record, Screen screen) {
  signings_.forget(record.dossier.id);
  dossier_.open(std::move(record));
  dossier_.save_now();
  navigation_.go(screen);
}

void Dossiers::create(std::string_view pack_json, std::string_view school_year) {
  auto pack = load_pack(pack_json, "pack");
  if (!pack.pack) return notices_.tell(pack.problems);
  Record record;
  record.dossier.id = port::random_hex(16);
  record.dossier.school_year = school_year;
  record.dossier.pack = pack.pack->name();
  record.pack = std::move(*pack.pack);
  record.pack_json = pack_json;
  show(std::move(record), Screen::unit);
}

void Dossiers::begin_next_year(std::string_view id) {
  const Shelved* const found = shelf_.find(id);
  if (!found || !found->record) return;
  saving_.with_newest(id, [this](const Shelved& newest) {
    const Record& last = *newest.record;
    Record next;
    next.dossier = carry_over(last.dossier, port::random_hex(16), next_school_year(last.dossier.school_year),
                              last.exported ? last.exported->sha256 : "", false);
    next.pack = last.pack;
    next.pack_json = last.pack_json;
    show(std::move(next), Screen::unit);
    notices_.tell(Notice::Tone::good, "page.next_year_begun");
  });
}

void Dossiers::open(std::string_view record_id, bool steal) {
  const Shelved* const found = shelf_.find(record_id);
  if (!found || !found->record) return;
  outside_.ask("lock", {{"id", record_id}, {"steal", steal}}, [this, id = std::string(record_id)](const Json& data) {
    if (!data.value("held", true)) {
      locked_elsewhere = id;
      return;
    }
    locked_elsewhere.clear();
    saving_.hold(id);
    saving_.with_newest(id, [this, id](const Shelved& newest) {
      signings_.forget(id);
      dossier_.open(*newest.record);
      if (!saving_.unsaved.contains(id)) dossier_.current->saver.saved(dossier_.current->editor.revision());
      // It was looked at, not changed.
      if (Shelved* const shelved = shelf_.find(id)) shelved->record->updated_at = newest.record->updated_at;
      navigation_.go(Screen::unit);
      if (newest.history_mended) {
        notices_.tell(Notice::Tone::info, "page.history_mended", {{"count", std::to_string(newest.history_mended)}});
      }
    });
  });
}

void Dossiers::close() {
  dossier_.close();
  navigation_.go(Screen::start);
}

void Dossiers::adopt(Record record) {
  if (shelf_.find(record.dossier.id)) record.dossier.id = port::random_hex(16);
  show(std::move(record), Screen::unit);
}

void Dossiers::reopen(Record record) { show(std::move(record), Screen::hand_in); }

std::optional<Record> Dossiers::latest(std::string_view unit_code, std::string_view school_year) const {
  if (const auto& current = dossier_.current) {
    const Dossier& open = current->editor.dossier();
    if (open.unit.code == unit_code && open.school_year == school_year) return dossier_.record();
  }
  const Record* const latest = shelf_.latest(unit_code, school_year);
  return latest ? std::optional(*latest) : std::nullopt;
}

void Dossiers::lock_wanted(std::string_view id) {
  if (!dossier_.is_open(id)) return;
  // What is here is written first, then the lock is let go.
  close();
  notices_.tell(Notice::Tone::info, "page.taken_over");
}

void Dossiers::lock_lost(std::string_view id) {
  if (!dossier_.is_open(id)) return saving_.lost(id, std::nullopt);
  dossier_.lose();
  if (!saving_.failed(id)) notices_.tell(Notice::Tone::info, "page.taken_over");
  navigation_.screen = Screen::start;
}

void Dossiers::save_again() {
  const std::string open = dossier_.id();
  saving_.write_over(open);
  if (dossier_.is_dirty() || saving_.failed(open)) dossier_.save_now();
}

void Dossiers::save_draft_files() {
  for (const auto& [id, unsaved] : saving_.unsaved) {
    if (unsaved.saver.error() && !dossier_.is_open(id)) save_draft(unsaved.record.dossier);
  }
  if (dossier_.current) save_draft(dossier_.current->editor.dossier());
}

void Dossiers::save_draft(const Dossier& dossier) {
  outside_.ask(
      "save", {{"name", bundle_name(dossier) + "-ban-nhap.json"}, {"type", "application/json"}, {"text", to_json_text(dossier)}});
}

}  // namespace thuoc
