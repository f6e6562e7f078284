// Keys, fingerprints, signatures, and the register of known signers.
//
// One Ed25519 key, shown in the forms of OpenSSH and OpenSSL so that stock tools can check:
//   ssh-keygen -Y verify -n thuoc-bundle …      openssl pkeyutl -verify -rawin …
// This is integrity and continuity, not a legal "chữ ký số".
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace thuoc {

inline constexpr std::string_view signature_namespace = "thuoc-bundle";

using PublicKey = std::array<std::byte, 32>;
using Signature = std::array<std::byte, 64>;

struct SecretKey {  // wiped on destruction
  std::array<std::byte, 64> bytes{};
  PublicKey public_key() const;
  SecretKey() = default;
  SecretKey(const SecretKey&) = default;
  SecretKey& operator=(const SecretKey&) = default;
  ~SecretKey();
};

SecretKey make_key();                                          // from the system's random
SecretKey key_from_seed(std::span<const std::byte, 32> seed);  // tests

Signature sign(const SecretKey& key, std::string_view bytes);
bool verify_signature(const PublicKey& key, std::string_view bytes, const Signature& signature);

// Forms.
std::string fingerprint(const PublicKey& key);                         // "SHA256:…", as ssh-keygen -l prints it
std::string key_id(const PublicKey& key);                              // 16 hex: names the signature files
std::string ssh_line(const PublicKey& key, std::string_view comment);  // "ssh-ed25519 AAAA… comment\n"
std::string pem(const PublicKey& key);                                 // SubjectPublicKeyInfo
std::string key_line(const PublicKey& key);  // the same without comment and line end: how registers and rounds name a key
Result<PublicKey> parse_ssh_line(std::string_view line);  // codes key.*
Result<PublicKey> parse_pem(std::string_view pem_text);

// SSHSIG armour (PROTOCOL.sshsig), namespace above, hash sha512.
std::string make_sshsig(const SecretKey& key, std::string_view bytes);
struct SshSig {
  PublicKey key;
  Signature signature;
  std::string hash;  // "sha512" or "sha256"
};
Result<SshSig> parse_sshsig(std::string_view armoured);  // codes sshsig.*
bool verify_sshsig(const SshSig& sig, std::string_view bytes);

// The key file: {"format":"thuoc-key","version":1,"public":"ssh-ed25519 …","owner","created",
// "secret":{"plain":b64} | {"kdf":"argon2id13","salt","ops","mem","nonce","box"}}.
// An empty passphrase writes the plain form. Owner and created are public. Code key.no_memory:
// Argon2id takes 64 MB, which an old machine may refuse.
Result<std::string> write_key_file(const SecretKey& key, std::string_view passphrase, std::string_view owner,
                                   std::string_view created_iso);
struct KeyFile {
  PublicKey public_key{};
  std::string owner, created;
  bool locked = false;  // needs a passphrase
};
Result<KeyFile> read_key_file(std::string_view json);                          // codes key.*
Result<SecretKey> unlock(std::string_view json, std::string_view passphrase);  // key.wrong_passphrase

// What a key is known as: a unit signs its dossier, an office what it says about others'.
enum class Role { unit, office };

// The register, in OpenSSH's allowed_signers form. Principals are unit codes; characters OpenSSH
// gives a meaning (space, comma, *, ?, !, quotes, #) are percent-encoded. An office's stands behind
// "office:", which no unit's code can be taken for: there ':' is percent-encoded.
struct Signer {
  std::string principal;  // code of the unit or office, decoded
  PublicKey key{};
  std::string comment;  // its name, date confirmed
  Role role = Role::unit;
};
struct Signers {
  std::vector<Signer> list;
  const Signer* find(std::string_view principal, const PublicKey& key) const;
  std::vector<const Signer*> of_key(const PublicKey& key) const;
  std::vector<const Signer*> of_principal(std::string_view principal) const;
};
struct LoadedSigners {
  Signers signers;
  std::vector<Error> problems;  // a bad line is reported by its number and skipped; others stand
};
LoadedSigners parse_allowed_signers(std::string_view text, std::string_view file);
std::string write_allowed_signers(const Signers& signers);
std::string encode_principal(std::string_view unit_code);

}  // namespace thuoc
