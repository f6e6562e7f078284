// The file a secret key is kept in. docs/format.md documents it.
#include <sodium.h>

#include <algorithm>
#include <cstdlib>

#include "base/json.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "trust/encode.h"
#include "trust/trust.h"

namespace thuoc {
namespace {

constexpr int version = 1;
constexpr std::string_view kdf = "argon2id13";
constexpr std::uint64_t memory = 64ull << 20;
constexpr std::uint64_t passes = 3;

using Seed = std::array<std::byte, 32>;

struct Box {  // the seed, locked
  std::string salt, nonce, sealed;
  std::uint64_t ops = 0, mem = 0;
};

struct Parsed {
  KeyFile shown;
  std::string plain;  // the seed, where it is not locked
  Box box;
};

struct Wiped {  // a buffer that is zeroed however the function is left
  std::array<std::byte, 32> bytes{};
  ~Wiped() { sodium_memzero(bytes.data(), bytes.size()); }
};

// The same words typed on macOS (decomposed) and on Windows (composed) must open the same file.
std::string normal_form(std::string_view passphrase) {
  return is_utf8(passphrase) ? compose_vietnamese(passphrase) : std::string(passphrase);
}

bool stretch(std::string_view passphrase, const Box& box, Wiped& key) {
  std::string normal = normal_form(passphrase);
  const int result = crypto_pwhash(out_uchar(key.bytes), key.bytes.size(), normal.data(), normal.size(), as_uchar(box.salt),
                                   box.ops, static_cast<std::size_t>(box.mem), crypto_pwhash_ALG_ARGON2ID13);
  sodium_memzero(normal.data(), normal.size());
  return result == 0;
}

std::string random_bytes(std::size_t size) {
  if (sodium_init() < 0) std::abort();  // as in make_key
  std::string out(size, '\0');
  randombytes_buf(out.data(), out.size());
  return out;
}

// Base64 of exactly `size` bytes, or a problem.
std::string fixed(Fields& fields, std::string_view key, std::size_t size, std::vector<Error>& problems) {
  const auto bytes = from_base64(fields.text(key));
  if (bytes && bytes->size() == size) return *bytes;
  problems.push_back({"key.not_a_key_file", {"", fields.at(key), std::nullopt}, {}});
  return std::string(size, '\0');
}

Result<Parsed> parse(std::string_view json) {
  if (json.size() > limits::key_file_bytes) return fail("key.not_a_key_file");
  const auto value = parse_json(json, "");
  if (!value) return std::unexpected(value.error());
  if (!value->is_object()) return fail("key.not_a_key_file");
  std::vector<Error> problems;
  Fields fields(*value, "", "", problems);
  if (fields.text_or("format", "") != "thuoc-key") return fail("key.not_a_key_file");
  const std::int64_t given = fields.integer("version");
  if (given > version) return fail("key.newer_version", {"", "/version", {}});
  if (given != version) return fail("key.not_a_key_file", {"", "/version", {}});

  Parsed out;
  const auto public_key = parse_ssh_line(fields.text("public"));
  if (!public_key) problems.push_back({public_key.error().code, {"", "/public", std::nullopt}, {}});
  out.shown.public_key = public_key.value_or(PublicKey{});
  out.shown.owner = fields.text_or("owner", "");
  out.shown.created = fields.text_or("created", "");
  if (const Json* object = fields.object("secret")) {
    Fields secret(*object, "/secret", "", problems);
    out.shown.locked = !secret.has("plain");
    if (out.shown.locked) {
      if (secret.text("kdf") != kdf) problems.push_back({"key.not_a_key_file", {"", "/secret/kdf", std::nullopt}, {}});
      out.box.salt = fixed(secret, "salt", crypto_pwhash_SALTBYTES, problems);
      out.box.nonce = fixed(secret, "nonce", crypto_secretbox_NONCEBYTES, problems);
      out.box.sealed = fixed(secret, "box", 32 + crypto_secretbox_MACBYTES, problems);
      const std::int64_t ops = secret.integer("ops"), mem = secret.integer("mem");
      if (ops < 1 || mem < static_cast<std::int64_t>(crypto_pwhash_MEMLIMIT_MIN) ||
          static_cast<std::uint64_t>(ops) > limits::key_passes || static_cast<std::uint64_t>(mem) > limits::key_memory)
        problems.push_back({"key.too_demanding", {"", "/secret", std::nullopt}, {}});
      out.box.ops = static_cast<std::uint64_t>(ops);
      out.box.mem = static_cast<std::uint64_t>(mem);
    } else {
      out.plain = fixed(secret, "plain", 32, problems);
    }
    secret.done();
  }
  fields.done();
  if (!problems.empty()) return std::unexpected(problems.front());
  return out;
}

}  // namespace

Result<std::string> write_key_file(const SecretKey& key, std::string_view passphrase, std::string_view owner,
                                   std::string_view created_iso) {
  const std::string_view seed = as_text(key.bytes).substr(0, 32);
  Json secret;
  if (passphrase.empty()) {
    secret["plain"] = to_base64(seed);
  } else {
    Box box{random_bytes(crypto_pwhash_SALTBYTES), random_bytes(crypto_secretbox_NONCEBYTES),
            std::string(seed.size() + crypto_secretbox_MACBYTES, '\0'), passes, memory};
    Wiped stretched;
    if (!stretch(passphrase, box, stretched)) return fail("key.no_memory");
    crypto_secretbox_easy(reinterpret_cast<unsigned char*>(box.sealed.data()), as_uchar(seed), seed.size(), as_uchar(box.nonce),
                          as_uchar(stretched.bytes));
    secret = {{"kdf", kdf},     {"salt", to_base64(box.salt)},   {"ops", box.ops},
              {"mem", box.mem}, {"nonce", to_base64(box.nonce)}, {"box", to_base64(box.sealed)}};
  }
  std::string line = ssh_line(key.public_key(), "");
  line.pop_back();
  return to_text(Json{{"format", "thuoc-key"},
                      {"version", version},
                      {"public", line},
                      {"owner", cut_at(owner, limits::key_owner_bytes)},
                      {"created", created_iso},
                      {"secret", secret}});
}

Result<KeyFile> read_key_file(std::string_view json) {
  auto parsed = parse(json);
  if (!parsed) return std::unexpected(parsed.error());
  sodium_memzero(parsed->plain.data(), parsed->plain.size());
  return std::move(parsed->shown);
}

Result<SecretKey> unlock(std::string_view json, std::string_view passphrase) {
  auto parsed = parse(json);
  if (!parsed) return std::unexpected(parsed.error());
  Wiped seed;
  if (!parsed->shown.locked) {
    std::copy_n(reinterpret_cast<const std::byte*>(parsed->plain.data()), 32, seed.bytes.begin());
    sodium_memzero(parsed->plain.data(), parsed->plain.size());
  } else {
    if (passphrase.empty()) return fail("key.needs_passphrase");
    Wiped stretched;
    if (!stretch(passphrase, parsed->box, stretched)) return fail("key.no_memory");
    if (crypto_secretbox_open_easy(out_uchar(seed.bytes), as_uchar(parsed->box.sealed), parsed->box.sealed.size(),
                                   as_uchar(parsed->box.nonce), as_uchar(stretched.bytes)) != 0)
      return fail("key.wrong_passphrase");
  }
  SecretKey key = key_from_seed(seed.bytes);
  // The public half is what papers and registers show: it must be the one that signs.
  if (key.public_key() != parsed->shown.public_key) return fail("key.damaged", {"", "/public", {}});
  return key;
}

}  // namespace thuoc
