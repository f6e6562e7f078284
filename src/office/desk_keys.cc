// Keys: files are judged by those of the round; lists of them come and go as allowed_signers.
#include "intake/lists.h"
#include "office/desk.h"
#include "trust/authority.h"

namespace thuoc {

bool OfficeDesk::judge_key(Row& row) const {
  const bool sound = row.is_read() && !row.type.empty() && (row.verdict == Verdict::valid || row.verdict == Verdict::unknown_key);
  if (!sound || row.signer.empty()) return false;
  const Role role = role_for(row.type);
  const auto judge = [&](const std::string& line) {
    Signers near;
    for (const std::string& by : {row.unit_code, line}) {
      const auto [from, to] = signers_by_.equal_range(by);
      for (auto at = from; at != to; ++at) near.list.push_back(signers_.list[at->second]);
    }
    const auto key = parse_ssh_line(line);
    return key ? entitlement(near, role, row.unit_code, *key) : Entitlement();
  };
  Entitlement found = judge(row.signer);
  for (std::string& other : row.more_signers) {
    if (found.known) break;
    Entitlement next = judge(other);
    if (!next.known) continue;
    found = std::move(next);
    std::swap(row.signer, other);
    if (const auto key = parse_ssh_line(row.signer)) row.fingerprint = fingerprint(*key);
  }
  const Verdict verdict = found.known ? Verdict::valid : Verdict::unknown_key;
  const bool other = found.has_other_key && !found.known;
  const std::string reason = !found.known                            ? why_unknown(role, found)
                             : row.container == Container::canonical ? "bundle.valid"
                                                                     : "bundle.valid_repacked";
  if (row.verdict == verdict && row.signer_known == found.known && row.other_key == other && row.why.code == reason) return false;
  row.verdict = verdict;
  row.signer_known = found.known;
  row.other_key = other;
  std::string others;
  for (const std::string& one : found.registered_for) others += (others.empty() ? "" : ", ") + one;
  row.why = {reason, row.why.place, {{"unit", row.unit_code}, {"fingerprint", row.fingerprint}, {"others", others}}};
  return true;
}

void OfficeDesk::notice_own_key() {
  const std::string own = app_.key() ? work.round.head.office.code + " " + app_.key()->public_line : "";
  if (own != own_) judge_keys();
}

// Of a sound file only the keys decide between "valid" and "unknown key": its bytes need not be here.
void OfficeDesk::judge_keys() {
  ++keys_revision_;
  own_ = app_.key() ? work.round.head.office.code + " " + app_.key()->public_line : "";
  signers_ = work.signers();
  signers_text_ = write_allowed_signers(signers_);
  signers_by_.clear();
  for (std::size_t i = 0; i < signers_.list.size(); ++i) {
    signers_by_.emplace(signers_.list[i].principal, i);
    signers_by_.emplace(key_line(signers_.list[i].key), i);
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!judge_key(rows[i])) continue;
    changed(i);
    if (rows[i].stage == Row::Stage::done && (rows[i].is_dossier() || rows[i].verdict == Verdict::valid)) came(rows[i]);
  }
  if (unsettled_) settle();
}

void OfficeDesk::pick_signers() {
  app_.ask("pick", {{"purpose", "signers"}, {"accept", ""}, {"multiple", false}, {"folder", false}, {"camera", false}});
}

void OfficeDesk::save_signers() {
  app_.ask("save", {{"name", "allowed_signers"}, {"type", "text/plain"}, {"text", signers_text_}});
}

void OfficeDesk::read_keys(Row row, bool wanted) {
  struct Reading {
    Row row;
    KeyOffer offer;
    std::uint64_t keys;  // what it is compared with
  };
  const auto reading = std::make_shared<Reading>(Reading{std::move(row), {}, keys_revision_});
  reading->offer = offer_of(work.round, {}, reading->row.name);
  const auto like_any_other = [this, reading] {
    take_bundle(reading->row);
    show_list();
  };
  app_.ask(
      "read_keys", {{"blob", reading->row.blob}, {"name", reading->row.name}},
      [this, reading, wanted, like_any_other](const Json& answer) {
        if (answer.value("count", std::size_t{0}) == 0) {
          if (wanted) return app_.tell(about_file("office.no_keys", reading->row.name));
          return like_any_other();
        }
        // Keys were taken or withdrawn meanwhile: what would change is another thing now.
        if (reading->keys != keys_revision_) return read_keys(reading->row, wanted);
        app_.tell(problems_of_list(answer));
        work.offer_keys(std::move(reading->offer));
      },
      [this, reading, wanted, like_any_other](Error error) {
        error.place.file = reading->row.name;
        if (wanted || error.code.starts_with("job.")) app_.tell(error);
        if (!wanted) like_any_other();
      },
      [this, reading](const Json& piece) {
        for (KeyOffer::Key& key : keys_of_piece(piece)) thuoc::add(reading->offer, work.round, std::move(key));
      });
}

}  // namespace thuoc
