#include <doctest/doctest.h>

#include <algorithm>

#include "support.h"
#include "trust/encode.h"
#include "trust/trust.h"

using namespace thuoc;
using namespace thuoc::test;

namespace {

// The blob inside the armour, and armour around a blob.
std::string blob_of(const std::string& armoured) {
  std::string base64 = armoured.substr(30, armoured.size() - 30 - 28);
  std::erase(base64, '\n');
  return from_base64(base64).value();
}

std::string armour(const std::string& blob) {
  const std::string base64 = to_base64(blob);
  std::string out = "-----BEGIN SSH SIGNATURE-----\n";
  for (std::size_t at = 0; at < base64.size(); at += 70) out += base64.substr(at, 70) + "\n";
  return out + "-----END SSH SIGNATURE-----\n";
}

struct Parts {
  std::uint32_t version = 1;
  std::string key, space = "thuoc-bundle", reserved, hash = "sha512", signature;
};

std::string build(const Parts& parts) {
  std::string key, signature, blob = "SSHSIG";
  put_wire(key, "ssh-ed25519");
  put_wire(key, parts.key);
  put_wire(signature, "ssh-ed25519");
  put_wire(signature, parts.signature);
  put_wire(blob, parts.version);
  for (const std::string& part : {key, parts.space, parts.reserved, parts.hash, signature}) put_wire(blob, part);
  return armour(blob);
}

std::string code(const std::string& armoured) {
  const auto sig = parse_sshsig(armoured);
  return sig ? "" : sig.error().code;
}

}  // namespace

TEST_CASE("sshsig: there and back") {
  const SecretKey key = key_number(1);
  const std::string armoured = make_sshsig(key, "signed bytes");
  CHECK(armoured == make_sshsig(key, "signed bytes"));
  const auto sig = parse_sshsig(armoured);
  REQUIRE(sig.has_value());
  CHECK(sig->key == key.public_key());
  CHECK(sig->hash == "sha512");
  CHECK(verify_sshsig(*sig, "signed bytes"));
  CHECK_FALSE(verify_sshsig(*sig, "signed byteS"));
  // It is no signature of the bytes themselves: the two forms cannot be exchanged.
  CHECK_FALSE(verify_signature(key.public_key(), "signed bytes", sig->signature));
  SshSig other = *sig;
  other.hash = "sha256";
  CHECK_FALSE(verify_sshsig(other, "signed bytes"));
}

TEST_CASE("sshsig: made by ssh-keygen -Y sign, with either hash") {
  const auto key = parse_ssh_line("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIIuu0KCub2eNR1qwUt2vSN3UZjHoKmCpbawADcn9XOy");
  for (const std::string& text : {std::string("-----BEGIN SSH SIGNATURE-----\n"
                                              "U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAggi67QoK5vZ41HWrBS3a9I3dRmM\n"
                                              "egqYKltrAANyf1c7IAAAAMdGh1b2MtYnVuZGxlAAAAAAAAAAZzaGE1MTIAAABTAAAAC3Nz\n"
                                              "aC1lZDI1NTE5AAAAQHYC8rqt6fObfeZCh4yKn8i4h7igR39l3a3S94du8j5yrt7swyaknp\n"
                                              "qhMcrLtM3NYJNy7Gcyuuhp1PKW3T17pAA=\n"
                                              "-----END SSH SIGNATURE-----\n"),
                                  std::string("-----BEGIN SSH SIGNATURE-----\n"
                                              "U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAggi67QoK5vZ41HWrBS3a9I3dRmM\n"
                                              "egqYKltrAANyf1c7IAAAAMdGh1b2MtYnVuZGxlAAAAAAAAAAZzaGEyNTYAAABTAAAAC3Nz\n"
                                              "aC1lZDI1NTE5AAAAQIhDSSbGChBlIu+sDDKsLdLVD9hauMEFwAG8VhoaNfddBxtMxFpX88\n"
                                              "Zk/r+E+xWTEpgj15KlWuMHfm7lREHU7AM=\n"
                                              "-----END SSH SIGNATURE-----\n")}) {
    const auto sig = parse_sshsig(text);
    REQUIRE(sig.has_value());
    CHECK(sig->key == key);
    CHECK(verify_sshsig(*sig, "signed bytes"));
    CHECK_FALSE(verify_sshsig(*sig, "signed bytes\n"));
  }
}

TEST_CASE("sshsig: every field that may be wrong") {
  const Parts good{1, std::string(32, 'k'), "thuoc-bundle", "", "sha512", std::string(64, 's')};
  CHECK(code(build(good)) == "");
  const auto changed = [&](auto change) {
    Parts parts = good;
    change(parts);
    return code(build(parts));
  };
  CHECK(changed([](Parts& p) { p.version = 2; }) == "sshsig.not_sshsig");
  CHECK(changed([](Parts& p) { p.key = "short"; }) == "sshsig.not_ed25519");
  CHECK(changed([](Parts& p) { p.space = "file"; }) == "sshsig.wrong_namespace");
  CHECK(changed([](Parts& p) { p.space = ""; }) == "sshsig.wrong_namespace");
  CHECK(changed([](Parts& p) { p.reserved = "x"; }) == "sshsig.not_sshsig");
  CHECK(changed([](Parts& p) { p.hash = "md5"; }) == "sshsig.not_sshsig");
  CHECK(changed([](Parts& p) { p.hash = "sha256"; }) == "");
  CHECK(changed([](Parts& p) { p.signature += "s"; }) == "sshsig.not_sshsig");
  CHECK(code(armour(blob_of(build(good)) + "x")) == "sshsig.not_sshsig");
  CHECK(code(armour("")) == "sshsig.not_armoured");
}

TEST_CASE("sshsig: one writing only") {
  const std::string good = make_sshsig(key_number(1), "x");
  REQUIRE(code(good) == "");
  CHECK(code(" " + good) == "sshsig.not_armoured");
  CHECK(code(good + "\n") == "sshsig.not_armoured");
  std::string crlf = good;
  for (std::size_t at = 0; (at = crlf.find('\n', at)) != crlf.npos; at += 2) crlf.replace(at, 1, "\r\n");
  CHECK(code(crlf) == "sshsig.not_armoured");
  std::string rebroken = good;  // the same base64, broken elsewhere
  rebroken.erase(rebroken.find('\n', 30), 1);
  CHECK(code(rebroken) == "sshsig.not_armoured");
  std::string short_line = good;
  short_line.insert(40, "\n");
  CHECK(code(short_line) == "sshsig.not_armoured");
}

TEST_CASE("sshsig: cut anywhere, or any letter changed, it does not pass") {
  const std::string good = make_sshsig(key_number(1), "x");
  for (std::size_t cut = 0; cut < good.size(); ++cut) CHECK_FALSE(parse_sshsig(good.substr(0, cut)));
  const std::string blob = blob_of(good);
  for (std::size_t at = 0; at < blob.size(); ++at) {
    std::string changed = blob;
    changed[at] ^= 1;
    const auto sig = parse_sshsig(armour(changed));
    CHECK_FALSE((sig && verify_sshsig(*sig, "x")));
  }
}
