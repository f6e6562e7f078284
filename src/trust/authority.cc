#include "trust/authority.h"

namespace thuoc {

Role role_for(std::string_view bundle_type) { return bundle_type == "dossier" ? Role::unit : Role::office; }

Entitlement entitlement(const Signers& signers, Role role, std::string_view principal, const PublicKey& key) {
  Entitlement out;
  for (const Signer& signer : signers.list) {
    const bool same_key = signer.key == key, same_one = signer.role == role && signer.principal == principal;
    if (same_key && same_one) out.known = true;
    else if (same_key) out.registered_for.push_back(signer.principal);
    else if (same_one) out.has_other_key = true;
  }
  return out;
}

const char* why_unknown(Role role, const Entitlement& found) {
  if (role == Role::office)
    return found.has_other_key             ? "intake.office_has_other_key"
           : !found.registered_for.empty() ? "intake.key_of_other"
                                           : "intake.unknown_office";
  return found.has_other_key             ? "bundle.unit_has_other_key"
         : !found.registered_for.empty() ? "bundle.key_of_other_unit"
                                         : "bundle.unknown_key";
}

}  // namespace thuoc
