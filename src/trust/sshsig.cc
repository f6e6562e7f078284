// SSHSIG armour: openssh's PROTOCOL.sshsig.
#include <sodium.h>

#include <algorithm>
#include <vector>

#include "base/sha256.h"
#include "trust/encode.h"
#include "trust/trust.h"

namespace thuoc {
namespace {

constexpr std::string_view magic = "SSHSIG";
constexpr std::string_view head = "-----BEGIN SSH SIGNATURE-----\n";
constexpr std::string_view foot = "-----END SSH SIGNATURE-----\n";
constexpr std::size_t line_width = 70;  // as ssh-keygen breaks them

std::string sha512(std::string_view bytes) {
  std::string digest(crypto_hash_sha512_BYTES, '\0');
  crypto_hash_sha512(reinterpret_cast<unsigned char*>(digest.data()), as_uchar(bytes), bytes.size());
  return digest;
}

// What is really signed: the magic keeps it from being mistaken for any other SSH message.
std::string signed_data(std::string_view hash, std::string_view bytes) {
  std::string data(magic);
  put_wire(data, signature_namespace);
  put_wire(data, "");  // reserved
  put_wire(data, hash);
  Sha256 sha256;
  sha256.update(bytes);
  put_wire(data, hash == "sha512" ? sha512(bytes) : std::string(as_text(sha256.digest())));
  return data;
}

std::string two(std::string_view first, std::string_view second) {
  std::string out;
  put_wire(out, first);
  put_wire(out, second);
  return out;
}

// "ssh-ed25519" and 32 or 64 bytes, nothing after them.
std::optional<std::string_view> take_typed(std::string_view& rest, std::size_t size) {
  auto outer = take_wire_text(rest);
  if (!outer) return std::nullopt;
  const auto type = take_wire_text(*outer);
  const auto value = take_wire_text(*outer);
  if (type != key_type || !value || value->size() != size || !outer->empty()) return std::nullopt;
  return value;
}

template <typename Array>
Array to_array(std::string_view bytes) {
  Array out;
  std::copy_n(reinterpret_cast<const std::byte*>(bytes.data()), out.size(), out.begin());
  return out;
}

}  // namespace

std::string make_sshsig(const SecretKey& key, std::string_view bytes) {
  const PublicKey public_key = key.public_key();
  const Signature signature = sign(key, signed_data("sha512", bytes));
  std::string blob(magic);
  put_wire(blob, 1u);  // version
  put_wire(blob, two(key_type, as_text(public_key)));
  put_wire(blob, signature_namespace);
  put_wire(blob, "");
  put_wire(blob, "sha512");
  put_wire(blob, two(key_type, as_text(signature)));
  const std::string base64 = to_base64(blob);
  std::string out(head);
  for (std::size_t at = 0; at < base64.size(); at += line_width) out += base64.substr(at, line_width) + "\n";
  out += foot;
  return out;
}

Result<SshSig> parse_sshsig(std::string_view armoured) {
  if (!armoured.starts_with(head) || !armoured.ends_with(foot) || armoured.size() <= head.size() + foot.size())
    return fail("sshsig.not_armoured");
  armoured.remove_prefix(head.size());
  armoured.remove_suffix(foot.size());
  std::string base64;
  while (!armoured.empty()) {
    const std::size_t end = armoured.find('\n');
    // Full lines, then a last one: no second way to write the same signature.
    const std::size_t length = end == armoured.npos ? 0 : end;
    const bool last = length + 1 == armoured.size();
    if (length == 0 || length > line_width || (length < line_width && !last)) return fail("sshsig.not_armoured");
    base64 += armoured.substr(0, length);
    armoured.remove_prefix(length + 1);
  }
  const auto blob = from_base64(base64);
  if (!blob) return fail("sshsig.not_armoured");

  std::string_view rest = *blob;
  if (!rest.starts_with(magic)) return fail("sshsig.not_sshsig");
  rest.remove_prefix(magic.size());
  const auto form = take_wire_number(rest);
  if (form != 1u) return fail("sshsig.not_sshsig");
  const auto key = take_typed(rest, 32);
  if (!key) return fail("sshsig.not_ed25519");
  const auto name = take_wire_text(rest);
  if (!name || *name != signature_namespace)
    return fail("sshsig.wrong_namespace", {}, {{"expected", std::string(signature_namespace)}});
  const auto reserved = take_wire_text(rest);
  const auto hash = take_wire_text(rest);
  if (!reserved || !reserved->empty() || !hash || (*hash != "sha512" && *hash != "sha256")) return fail("sshsig.not_sshsig");
  const auto signature = take_typed(rest, 64);
  if (!signature || !rest.empty()) return fail("sshsig.not_sshsig");
  return SshSig{to_array<PublicKey>(*key), to_array<Signature>(*signature), std::string(*hash)};
}

bool verify_sshsig(const SshSig& sig, std::string_view bytes) {
  return verify_signature(sig.key, signed_data(sig.hash, bytes), sig.signature);
}

}  // namespace thuoc
