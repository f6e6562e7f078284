#include "office/trusted_keys.h"

#include "trust/authority.h"

namespace thuoc {

KeysOf TrustedKeys::of(std::string_view bundle_type, std::string_view code) const {
  if (role_for(bundle_type) == Role::office) {
    const auto office = store_.round.offices.find(std::string(code));
    return office == store_.round.offices.end() ? KeysOf() : office->second.keys;
  }
  const auto unit = store_.round.keys.find(std::string(code));
  return unit == store_.round.keys.end() ? KeysOf() : unit->second;
}

bool TrustedKeys::is_office_key(std::string_view code, std::string_view key) const {
  const auto office = store_.round.offices.find(std::string(code));
  if (office != store_.round.offices.end() && office->second.keys.contains(std::string(key))) return true;
  return !key.empty() && code == store_.round.head.office.code && key == own_line();
}

std::optional<PublicKey> TrustedKeys::own_key() const {
  if (!app_.keys.in_use()) return std::nullopt;
  const auto own = parse_ssh_line(app_.keys.in_use()->public_line);
  return own ? std::optional(*own) : std::nullopt;
}

std::string TrustedKeys::own_line() const {
  const auto own = own_key();
  return own ? key_line(*own) : "";
}

bool TrustedKeys::judge(Row& row) const {
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

void TrustedKeys::refresh() {
  ++revision_;
  own_ = own_now();
  signers_ = signers_of(store_.round);
  const Office& office = store_.round.head.office;
  const auto own = own_key();
  if (own && !office.code.empty() && !entitlement(signers_, Role::office, office.code, *own).known)
    signers_.list.push_back({office.code, *own, office.name, Role::office});
  text_ = write_allowed_signers(signers_);
  signers_by_.clear();
  for (std::size_t i = 0; i < signers_.list.size(); ++i) {
    signers_by_.emplace(signers_.list[i].principal, i);
    signers_by_.emplace(key_line(signers_.list[i].key), i);
  }
}

std::string TrustedKeys::own_now() const {
  return app_.keys.in_use() ? store_.round.head.office.code + " " + app_.keys.in_use()->public_line : "";
}

}  // namespace thuoc
