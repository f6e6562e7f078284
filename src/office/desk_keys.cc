// Keys: files are judged by those of the round; lists of them come and go as allowed_signers.
#include "office/desk.h"

namespace thuoc {

bool OfficeDesk::judge_key(Row& row) const {
  if (!row.is_sound() || row.signer_line.empty()) return false;
  const auto keys = work.round.keys.find(row.unit_code);
  const bool any = keys != work.round.keys.end() && !keys->second.empty();
  const bool known = any && keys->second.contains(row.signer_line), other = any && !known;
  const Verdict verdict = known ? Verdict::valid : Verdict::unknown_key;
  if (row.verdict == verdict && row.signer_known == known && row.other_key == other) return false;
  row.verdict = verdict;
  row.signer_known = known;
  row.other_key = other;
  row.reason.code = !known                                   ? other ? "bundle.unit_has_other_key" : "bundle.unknown_key"
                    : row.container == Container::canonical ? "bundle.valid"
                                                            : "bundle.valid_repacked";
  return true;
}

// Of a sound file only the keys decide between "valid" and "unknown key": its bytes need not be here.
void OfficeDesk::judge_keys() {
  signers_ = signers_of(work.round);
  signers_text_ = write_allowed_signers(signers_);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!judge_key(rows[i])) continue;
    changed(i);
    if (rows[i].stage == Row::Stage::done) came(rows[i]);
  }
  if (unsettled_) settle();
}

void OfficeDesk::pick_signers() {
  app_.ask("pick", {{"purpose", "signers"},
               {"accept", ""},
               {"multiple", false},
               {"folder", false},
               {"camera", false}});
}

void OfficeDesk::save_signers() {
  app_.ask("save", {{"name", "allowed_signers"},
               {"type", "text/plain"},
               {"text", signers_text_}});
}

void OfficeDesk::import_signers(std::string_view text, std::string_view name) {
  LoadedSigners loaded = parse_allowed_signers(text, name);
  app_.tell(loaded.problems);
  const std::size_t added = work.take_signers(loaded.signers);
  app_.tell(Notice::Tone::good, "page.signers_imported", {{"count", std::to_string(added)}});
}

}  // namespace thuoc
