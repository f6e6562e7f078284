// The four files of one signer in signatures/: two forms of signature, two forms of the key.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bundle/bundle.h"

namespace thuoc {

struct SignatureFile {
  std::string name;  // "signatures/<key id>.sshsig"
  std::string content;
};

// In the order of their names. `unit_code` becomes the comment of the .pub line.
std::vector<SignatureFile> sign_set(const SecretKey& key, std::string_view signed_bytes, std::string_view unit_code);

// "<16 hex>" of a name sign_set could have given, "" for any other.
std::string signature_key_id(std::string_view name);

// All four must be in the one form sign_set gives them, name the same key, and both signatures
// must hold. Returns the key. Code bundle.signature_broken with the file that is at fault.
Result<PublicKey> verify_set(const std::vector<SignatureFile>& files, std::string_view signed_bytes, std::string_view unit_code);

}  // namespace thuoc
