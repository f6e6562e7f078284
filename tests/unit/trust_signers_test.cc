#include <doctest/doctest.h>

#include "base/lang.h"
#include "support.h"
#include "trust/trust.h"

using namespace thuoc;
using namespace thuoc::test;

namespace {

std::string key_text(int n) {
  std::string line = ssh_line(key_number(n).public_key(), "");
  line.pop_back();
  return line;
}

// The code of the only problem of a one-line register; "" where it is read.
std::string problem(const std::string& line) {
  const LoadedSigners loaded = parse_allowed_signers(line, "danh-ba");
  CHECK(loaded.problems.size() + loaded.signers.list.size() >= 1);
  return loaded.problems.empty() ? "" : loaded.problems[0].code;
}

}  // namespace

TEST_CASE("signers: there and back") {
  Signers register_;
  register_.list = {
      {"79012345", key_number(1).public_key(), "Trường THCS Ánh Dương, 01/04/2026"},
      {"mã có dấu, phẩy * ? ! # \"nháy\" $(rm) `x` ~ %41", key_number(2).public_key(), ""},
      {"79012345", key_number(3).public_key(), "khóa mới"},
  };
  const std::string text = write_allowed_signers(register_);
  const LoadedSigners back = parse_allowed_signers(text, "danh-ba");
  CHECK(back.problems.empty());
  REQUIRE(back.signers.list.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(back.signers.list[i].principal == register_.list[i].principal);
    CHECK(back.signers.list[i].key == register_.list[i].key);
    CHECK(back.signers.list[i].comment == register_.list[i].comment);
  }
  CHECK(write_allowed_signers(back.signers) == text);
}

TEST_CASE("signers: looking up") {
  Signers register_;
  register_.list = {
      {"A", key_number(1).public_key(), ""}, {"B", key_number(1).public_key(), ""}, {"A", key_number(2).public_key(), ""}};
  CHECK(register_.find("A", key_number(1).public_key()) == &register_.list[0]);
  CHECK(register_.find("B", key_number(2).public_key()) == nullptr);
  CHECK(register_.find("a", key_number(1).public_key()) == nullptr);
  CHECK(register_.of_key(key_number(1).public_key()).size() == 2);
  CHECK(register_.of_principal("A").size() == 2);
  CHECK(register_.of_principal("C").empty());
}

TEST_CASE("signers: only characters without a meaning stay as they are") {
  CHECK(encode_principal("79-01.2_3@x") == "79-01.2_3@x");
  CHECK(encode_principal("a b,c*d?e!f#g\"h%i/j~k$l`m'n") == "a%20b%2Cc%2Ad%3Fe%21f%23g%22h%25i%2Fj%7Ek%24l%60m%27n");
  CHECK(encode_principal("ế") == "%E1%BA%BF");
}

TEST_CASE("signers: files as other people write them") {
  const std::string text =
      "\xEF\xBB\xBF# danh bạ của Sở\r\n"
      "\r\n"
      "  79000001 " +
      key_text(1) +
      " Trường A\r\n"
      "79000002,79000003\t" +
      key_text(2) +
      "\r\n"
      "79000004 namespaces=\"file,thuoc-bundle\" " +
      key_text(3) +
      " hai  từ\n"
      "79000005 NAMESPACES=\"thuoc-bundle\" " +
      key_text(4) +
      "\n"
      "79000001 " +
      key_text(1) +
      " lặp lại\n"
      "79000006 " +
      key_text(5);
  const LoadedSigners loaded = parse_allowed_signers(text, "f");
  CHECK(loaded.problems.empty());
  REQUIRE(loaded.signers.list.size() == 6);
  CHECK(loaded.signers.list[0].principal == "79000001");
  CHECK(loaded.signers.list[0].comment == "Trường A");
  CHECK(loaded.signers.list[2].principal == "79000003");
  CHECK(loaded.signers.list[2].key == key_number(2).public_key());
  CHECK(loaded.signers.list[3].comment == "hai  từ");
}

TEST_CASE("signers: a bad line is named and skipped, the others stand") {
  CHECK(problem("79") == "signers.bad_line");
  CHECK(problem("79 xyz") == "signers.bad_line");
  CHECK(problem("79 ssh-ed25519") == "signers.bad_key");
  CHECK(problem("79 ssh-ed25519 AAAA") == "signers.bad_key");
  CHECK(problem("79 ssh-rsa AAAA") == "signers.not_ed25519");
  CHECK(problem("79 ecdsa-sha2-nistp256 AAAA") == "signers.not_ed25519");
  CHECK(problem("* " + key_text(1)) == "signers.pattern");
  CHECK(problem("79* " + key_text(1)) == "signers.pattern");
  CHECK(problem("!79,80 " + key_text(1)) == "signers.pattern");
  CHECK(problem("\"a b\" " + key_text(1)) == "signers.bad_principal");
  CHECK(problem("79%2 " + key_text(1)) == "signers.bad_principal");
  CHECK(problem("79%zz " + key_text(1)) == "signers.bad_principal");
  CHECK(problem("79%0A " + key_text(1)) == "signers.bad_principal");
  CHECK(problem("79%FF " + key_text(1)) == "signers.bad_principal");
  CHECK(problem("79, " + key_text(1)) == "signers.bad_principal");
  CHECK(problem("79 cert-authority " + key_text(1)) == "signers.authority");
  CHECK(problem("79 namespaces=\"file\" " + key_text(1)) == "signers.other_namespace");
  CHECK(problem("79 namespaces=\"*\" " + key_text(1)) == "signers.other_namespace");
  CHECK(problem("79 namespaces=file " + key_text(1)) == "signers.bad_option");
  CHECK(problem("79 valid-before=\"20200101\" " + key_text(1)) == "signers.validity");
  CHECK(problem("79 namespaces=\"thuoc-bundle\",valid-after=\"20200101\" " + key_text(1)) == "signers.validity");
  CHECK(problem("79 touch-required " + key_text(1)) == "signers.bad_option");

  const LoadedSigners loaded = parse_allowed_signers("A " + key_text(1) + "\nrubbish\nB " + key_text(2) + "\n", "danh-ba");
  CHECK(loaded.signers.list.size() == 2);
  REQUIRE(loaded.problems.size() == 1);
  CHECK(loaded.problems[0].place.file == "danh-ba");
  CHECK(loaded.problems[0].place.offset == key_text(1).size() + 3);
  CHECK(message(loaded.problems[0], Lang::vi).find("Dòng 2 ") == 0);
}

TEST_CASE("signers: any bytes at all are survived") {
  std::string noise;
  std::uint32_t state = 1;
  for (int i = 0; i < 20'000; ++i) {
    state = state * 1664525 + 1013904223;
    noise += static_cast<char>(state >> 24);
  }
  CHECK(parse_allowed_signers(noise, "f").signers.list.empty());
  const std::string good = "79 namespaces=\"thuoc-bundle\" " + key_text(1) + " x\n";
  for (std::size_t cut = 0; cut < good.size(); ++cut) parse_allowed_signers(good.substr(0, cut), "f");
}
