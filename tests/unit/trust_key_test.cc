#include <doctest/doctest.h>

#include "base/utf8.h"
#include "support.h"
#include "trust/trust.h"

using namespace thuoc;
using namespace thuoc::test;

namespace {

// Made by ssh-keygen -t ed25519 -C abc; the rest is what ssh-keygen -l and sha256sum say of it.
constexpr std::string_view openssh_line =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIIuu0KCub2eNR1qwUt2vSN3UZjHoKmCpbawADcn9XOy abc\n";
constexpr std::string_view openssh_fingerprint = "SHA256:IGRwaOTUQN8gCGpeZfw3y2JmVb8jFZCpLJmmMyfOSSA";
constexpr std::string_view openssh_id = "20647068e4d440df";

std::string code_of(const auto& result) { return result ? "" : result.error().code; }

}  // namespace

TEST_CASE("key: new keys differ, sign, and verify") {
  const SecretKey a = make_key(), b = make_key();
  CHECK(a.bytes != b.bytes);
  const Signature signature = sign(a, "hồ sơ");
  CHECK(verify_signature(a.public_key(), "hồ sơ", signature));
  CHECK_FALSE(verify_signature(a.public_key(), "hồ sơ ", signature));
  CHECK_FALSE(verify_signature(b.public_key(), "hồ sơ", signature));
  Signature changed = signature;
  changed[63] ^= std::byte{1};
  CHECK_FALSE(verify_signature(a.public_key(), "hồ sơ", changed));
}

TEST_CASE("key: the form of OpenSSH, there and back") {
  const PublicKey key = key_number(1).public_key();
  const std::string line = ssh_line(key, "79012345");
  CHECK(line.starts_with("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI"));
  CHECK(line.ends_with(" 79012345\n"));
  CHECK(parse_ssh_line(line) == key);
  CHECK(parse_ssh_line(ssh_line(key, "")) == key);
  CHECK(parse_ssh_line(line.substr(0, line.size() - 1) + "\r\n") == key);
  const auto theirs = parse_ssh_line(openssh_line);
  REQUIRE(theirs.has_value());
  CHECK(ssh_line(*theirs, "abc") == openssh_line);
}

TEST_CASE("key: a comment can never begin a second line") {
  const std::string line = ssh_line(key_number(1).public_key(), "a\nssh-ed25519 evil\r\n");
  CHECK(line.find('\n') == line.size() - 1);
  CHECK(line.ends_with(" a ssh-ed25519 evil\n"));
}

TEST_CASE("key: fingerprint as OpenSSH shows it, id from the same digest") {
  const auto key = parse_ssh_line(openssh_line);
  REQUIRE(key.has_value());
  CHECK(fingerprint(*key) == openssh_fingerprint);
  CHECK(key_id(*key) == openssh_id);
  CHECK(fingerprint(key_number(1).public_key()) != openssh_fingerprint);
}

TEST_CASE("key: PEM, there and back") {
  // A key of Wycheproof's and the PEM printed beside it there.
  CHECK(pem(to_array<PublicKey>(from_hex("7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa"))) ==
        "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAfU0Of2FTpptiQrUiq77mhf2kQg+INLEIw72uNp71Sfo=\n"
        "-----END PUBLIC KEY-----\n");
  const PublicKey key = key_number(3).public_key();
  const std::string text = pem(key);
  CHECK(text.starts_with("-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA"));
  CHECK(text.ends_with("=\n-----END PUBLIC KEY-----\n"));
  CHECK(parse_pem(text) == key);
  for (const std::string& bad : {std::string(), text.substr(1), text + "\n", text.substr(0, text.size() - 1),
                                 std::string("-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n"),
                                 std::string("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n")})
    CHECK(code_of(parse_pem(bad)) == "key.not_pem");
}

TEST_CASE("key: lines that are no key of ours") {
  const std::string good = ssh_line(key_number(1).public_key(), "x");
  CHECK(code_of(parse_ssh_line("")) == "key.not_a_public_key");
  CHECK(code_of(parse_ssh_line("ssh-ed25519")) == "key.not_a_public_key");
  CHECK(code_of(parse_ssh_line("ssh-ed25519 ")) == "key.not_a_public_key");
  CHECK(code_of(parse_ssh_line("ssh-rsa AAAA x")) == "key.not_ed25519");
  CHECK(code_of(parse_ssh_line("ssh-ed25519 AAAA x")) == "key.not_a_public_key");
  CHECK(code_of(parse_ssh_line(good + good)) == "key.not_a_public_key");
  for (std::size_t cut = 0; cut < 80; ++cut) CHECK_FALSE(parse_ssh_line(good.substr(0, cut)).has_value());
}

TEST_CASE("key file: plain") {
  const SecretKey key = key_number(4);
  const auto file = write_key_file(key, "", "Trường THCS Ánh Dương", "2026-04-01");
  REQUIRE(file.has_value());
  const auto shown = read_key_file(*file);
  REQUIRE(shown.has_value());
  CHECK(shown->public_key == key.public_key());
  CHECK(shown->owner == "Trường THCS Ánh Dương");
  CHECK(shown->created == "2026-04-01");
  CHECK_FALSE(shown->locked);
  CHECK(unlock(*file, "")->bytes == key.bytes);
  CHECK(unlock(*file, "ignored")->bytes == key.bytes);
}

TEST_CASE("key file: locked by a passphrase") {
  const SecretKey key = key_number(5);
  const auto file = write_key_file(key, "mật khẩu của trường", "", "2026-04-01");
  REQUIRE(file.has_value());
  CHECK(read_key_file(*file)->locked);
  CHECK(file->find("\"plain\"") == std::string::npos);
  CHECK(unlock(*file, "mật khẩu của trường")->bytes == key.bytes);
  CHECK(code_of(unlock(*file, "mat khau cua truong")) == "key.wrong_passphrase");
  CHECK(code_of(unlock(*file, "")) == "key.needs_passphrase");
  // The same words as macOS types them: letters and marks apart.
  const std::string decomposed = "ma\u0323\u0302t kha\u0302\u0309u cu\u0309a tru\u031Bo\u031B\u0300ng";
  REQUIRE(decomposed != "mật khẩu của trường");
  CHECK(unlock(*file, decomposed)->bytes == key.bytes);
  CHECK(*write_key_file(key, "x", "", "") != *write_key_file(key, "x", "", ""));  // fresh salt
}

namespace {

std::string with(std::string text, std::string_view old, std::string_view now) {
  const std::size_t at = text.find(old);
  REQUIRE(at != text.npos);
  return text.replace(at, old.size(), now);
}

}  // namespace

TEST_CASE("key file: what is refused") {
  const std::string plain = *write_key_file(key_number(6), "", "A", "2026-04-01");
  const std::string locked = *write_key_file(key_number(6), "x", "A", "2026-04-01");
  const std::string other = *write_key_file(key_number(7), "", "A", "2026-04-01");
  const auto code = [](const std::string& json) { return code_of(unlock(json, "x")); };

  CHECK(code("") == "json.syntax");
  CHECK(code("[]") == "key.not_a_key_file");
  CHECK(code("{}") == "key.not_a_key_file");
  CHECK(code(std::string(100'000, ' ')) == "key.not_a_key_file");
  CHECK(code(with(plain, "thuoc-key", "other")) == "key.not_a_key_file");
  CHECK(code(with(plain, "\"version\": 1", "\"version\": 2")) == "key.newer_version");
  CHECK(code(with(plain, "\"version\": 1", "\"version\": 0")) == "key.not_a_key_file");
  CHECK(code(with(plain, "\"owner\"", "\"ovner\"")) == "json.unknown_key");
  CHECK(code(with(plain, "ssh-ed25519 ", "ssh-rsa ")) == "key.not_ed25519");
  // A public half that is not the secret's.
  const auto line = [](const std::string& json) {
    const std::size_t at = json.find("ssh-ed25519");
    return json.substr(at, json.find('"', at) - at);
  };
  CHECK(code(with(plain, line(plain), line(other))) == "key.damaged");
  CHECK(code(with(locked, line(locked), line(other))) == "key.damaged");
  // What it may ask of this machine.
  CHECK(code(with(locked, "67108864", "4294967296")) == "key.too_demanding");
  CHECK(code(with(locked, "67108864", "1")) == "key.too_demanding");
  CHECK(code(with(locked, "67108864", "-67108864")) == "key.too_demanding");
  CHECK(code(with(locked, "\"ops\": 3", "\"ops\": 1000000")) == "key.too_demanding");
  CHECK(code(with(locked, "\"ops\": 3", "\"ops\": 0")) == "key.too_demanding");
  CHECK(code(with(locked, "\"ops\": 3", "\"ops\": 2")) == "key.wrong_passphrase");
  CHECK(code(with(locked, "argon2id13", "argon2i")) == "key.not_a_key_file");
  CHECK(code(with(locked, "\"salt\": \"", "\"salt\": \"AAAA")) == "key.not_a_key_file");
}

TEST_CASE("key file: cut at any byte it is refused, not half read") {
  const std::string plain = *write_key_file(key_number(8), "", "A", "2026-04-01");
  for (std::size_t cut = 0; cut + 2 < plain.size(); ++cut) CHECK_FALSE(unlock(plain.substr(0, cut), "").has_value());
}
