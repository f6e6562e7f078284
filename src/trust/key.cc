// Keys, plain signatures, and the forms in which OpenSSH and OpenSSL write a public key.
#include <sodium.h>

#include <algorithm>
#include <cstdlib>

#include "base/sha256.h"
#include "base/utf8.h"
#include "trust/encode.h"
#include "trust/trust.h"

namespace thuoc {
namespace {

constexpr std::string_view pem_head = "-----BEGIN PUBLIC KEY-----\n";
constexpr std::string_view pem_foot = "-----END PUBLIC KEY-----\n";
// SubjectPublicKeyInfo of an Ed25519 key up to the key itself (RFC 8410 §4).
constexpr std::string_view spki_head("\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00", 12);

// The bytes OpenSSH hashes and shows.
std::string key_blob(const PublicKey& key) {
  std::string blob;
  put_wire(blob, key_type);
  put_wire(blob, as_text(key));
  return blob;
}

PublicKey to_key(std::string_view bytes) {
  PublicKey key;
  std::copy_n(reinterpret_cast<const std::byte*>(bytes.data()), key.size(), key.begin());
  return key;
}

}  // namespace

PublicKey SecretKey::public_key() const { return to_key(as_text(bytes).substr(32)); }

SecretKey::~SecretKey() { sodium_memzero(bytes.data(), bytes.size()); }

SecretKey make_key() {
  if (sodium_init() < 0) std::abort();  // no source of randomness: a guessable key is worse
  std::array<std::byte, 32> seed;
  randombytes_buf(seed.data(), seed.size());
  SecretKey key = key_from_seed(seed);
  sodium_memzero(seed.data(), seed.size());
  return key;
}

SecretKey key_from_seed(std::span<const std::byte, 32> seed) {
  SecretKey key;
  PublicKey ignored;  // also the second half of the secret key
  crypto_sign_seed_keypair(out_uchar(ignored), out_uchar(key.bytes), as_uchar(seed));
  return key;
}

Signature sign(const SecretKey& key, std::string_view bytes) {
  Signature signature;
  crypto_sign_detached(out_uchar(signature), nullptr, as_uchar(bytes), bytes.size(), as_uchar(key.bytes));
  return signature;
}

bool verify_signature(const PublicKey& key, std::string_view bytes, const Signature& signature) {
  return crypto_sign_verify_detached(as_uchar(signature), as_uchar(bytes), bytes.size(), as_uchar(key)) == 0;
}

std::string fingerprint(const PublicKey& key) {
  Sha256 hash;
  hash.update(key_blob(key));
  std::string base64 = to_base64(as_text(hash.digest()));
  base64.erase(base64.find('='));
  return "SHA256:" + base64;
}

// The first half of the same digest that the fingerprint shows.
std::string key_id(const PublicKey& key) { return sha256_hex(key_blob(key)).substr(0, 16); }

std::string ssh_line(const PublicKey& key, std::string_view comment) {
  std::string line = std::string(key_type) + " " + to_base64(key_blob(key));
  const std::string clean = clean_text(comment, false);
  if (!clean.empty()) line += " " + clean;
  return line + "\n";
}

std::string pem(const PublicKey& key) {
  const std::string spki = std::string(spki_head) + std::string(as_text(key));
  return std::string(pem_head) + to_base64(spki) + "\n" + std::string(pem_foot);
}

std::string key_line(const PublicKey& key) {
  std::string line = ssh_line(key, "");
  while (line.ends_with('\n') || line.ends_with(' ')) line.pop_back();
  return line;
}

Result<PublicKey> parse_ssh_line(std::string_view line) {
  const auto refuse = [](const char* code) { return fail(code); };
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.find('\n') != line.npos) return refuse("key.not_a_public_key");
  const std::size_t type_end = line.find(' ');
  if (type_end == line.npos) return refuse("key.not_a_public_key");
  if (line.substr(0, type_end) != key_type) return refuse("key.not_ed25519");
  const std::string_view rest = line.substr(type_end + 1);
  const auto blob = from_base64(rest.substr(0, rest.find(' ')));
  if (!blob) return refuse("key.not_a_public_key");
  std::string_view wire = *blob;
  const auto type = take_wire_text(wire);
  const auto key = take_wire_text(wire);
  if (type != key_type || !key || key->size() != 32 || !wire.empty()) return refuse("key.not_a_public_key");
  return to_key(*key);
}

Result<PublicKey> parse_pem(std::string_view pem_text) {
  if (pem_text.starts_with(pem_head) && pem_text.ends_with(pem_foot) && pem_text.size() > pem_head.size() + pem_foot.size()) {
    pem_text.remove_prefix(pem_head.size());
    pem_text.remove_suffix(pem_foot.size() + 1);  // and the line end before it
    const auto spki = from_base64(pem_text);
    if (spki && spki->size() == spki_head.size() + 32 && spki->starts_with(spki_head))
      return to_key(std::string_view(*spki).substr(spki_head.size()));
  }
  return fail("key.not_pem");
}

}  // namespace thuoc
