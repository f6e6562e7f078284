#include "bundle/signature_set.h"

#include <algorithm>
#include <array>

#include "bundle/bag.h"

namespace thuoc {
namespace {

constexpr std::array<std::string_view, 4> endings{".ed25519", ".pub", ".pub.pem", ".sshsig"};

std::string public_line(const PublicKey& key, std::string_view unit_code) { return ssh_line(key, encode_principal(unit_code)); }

}  // namespace

std::vector<SignatureFile> sign_set(const SecretKey& key, std::string_view signed_bytes, std::string_view unit_code) {
  const PublicKey public_key = key.public_key();
  const Signature raw = sign(key, signed_bytes);
  const std::string stem = std::string(bag::signature_folder) + key_id(public_key);
  return {
      {stem + ".ed25519", {reinterpret_cast<const char*>(raw.data()), raw.size()}},
      {stem + ".pub", public_line(public_key, unit_code)},
      {stem + ".pub.pem", pem(public_key)},
      {stem + ".sshsig", make_sshsig(key, signed_bytes)},
  };
}

std::string signature_key_id(std::string_view name) {
  constexpr std::size_t id_size = 16;
  if (!name.starts_with(bag::signature_folder)) return "";
  name.remove_prefix(bag::signature_folder.size());
  const std::string_view id = name.substr(0, id_size);
  const bool is_hex = id.find_first_not_of("0123456789abcdef") == id.npos;
  if (id.size() != id_size || !is_hex || std::find(endings.begin(), endings.end(), name.substr(id_size)) == endings.end())
    return "";
  return std::string(id);
}

Result<PublicKey> verify_set(const std::vector<SignatureFile>& files, std::string_view signed_bytes, std::string_view unit_code) {
  const auto broken = [](std::string_view name) {
    return fail("bundle.signature_broken", {std::string(name), "", std::nullopt}, {{"name", std::string(name)}});
  };
  const auto find = [&](std::string_view ending) -> const SignatureFile* {
    for (const SignatureFile& file : files)
      if (file.name.size() == bag::signature_folder.size() + 16 + ending.size() && file.name.ends_with(ending)) return &file;
    return nullptr;
  };
  const SignatureFile *raw = find(".ed25519"), *line = find(".pub"), *key_pem = find(".pub.pem"), *armoured = find(".sshsig");
  if (!raw || !line || !key_pem || !armoured) return broken(bag::signature_folder);

  const auto key = parse_ssh_line(line->content);
  // The whole text, comment and all, must follow from what is signed: else it could be changed
  // with nobody the wiser.
  if (!key || line->content != public_line(*key, unit_code) || signature_key_id(line->name) != key_id(*key))
    return broken(line->name);
  if (key_pem->content != pem(*key)) return broken(key_pem->name);

  Signature signature;
  if (raw->content.size() != signature.size()) return broken(raw->name);
  std::copy_n(reinterpret_cast<const std::byte*>(raw->content.data()), signature.size(), signature.begin());
  if (!verify_signature(*key, signed_bytes, signature)) return broken(raw->name);

  const auto ssh = parse_sshsig(armoured->content);
  if (!ssh || ssh->key != *key || !verify_sshsig(*ssh, signed_bytes)) return broken(armoured->name);
  return *key;
}

}  // namespace thuoc
