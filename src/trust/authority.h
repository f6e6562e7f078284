// May this signer say this? The one place that answers. That a bundle is intact says nothing about it.
//
// A dossier is believed to be a unit's where its key is known for that unit; a review, return, recognition,
// roll-up or round to be an office's where its key is known for that office, as an office. Nothing that
// stands in a document takes part in this.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "trust/trust.h"

namespace thuoc {

// As what the signer of a bundle of this type must be known.
Role role_for(std::string_view bundle_type);

struct Entitlement {
  bool known = false;
  bool has_other_key = false;               // another key is known for it
  std::vector<std::string> registered_for;  // what else this key is known for: codes of units and offices
};
// One pass: of a register of a hundred thousand lines callers with an index give those lines only that have
// this principal or this key.
Entitlement entitlement(const Signers& signers, Role role, std::string_view principal, const PublicKey& key);

// Code of the reason why the word of such a signer does not count yet; not for a known one.
const char* why_unknown(Role role, const Entitlement& found);

}  // namespace thuoc
