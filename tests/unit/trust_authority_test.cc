#include <doctest/doctest.h>

#include "support.h"
#include "trust/authority.h"

using namespace thuoc;
using namespace thuoc::test;

TEST_CASE("authority: a key has a say only as what it is known as") {
  const auto key = [](int n) { return key_from_seed(std::array<std::byte, 32>{std::byte(n)}).public_key(); };
  Signers known;
  known.list = {
      {"MH-1", key(1), ""}, {"XA-1", key(2), "", Role::office}, {"XA-2", key(2), "", Role::office}, {"XA-9", key(3), ""}};
  const struct {
    const char *type, *who;
    int key;
    const char* why;  // null: it counts
  } table[] = {
      {"dossier", "MH-1", 1, nullptr},
      {"dossier", "MH-1", 4, "bundle.unit_has_other_key"},
      {"dossier", "MH-2", 1, "bundle.key_of_other_unit"},
      {"dossier", "MH-2", 4, "bundle.unknown_key"},
      {"dossier", "XA-1", 2, "bundle.key_of_other_unit"},  // an office signs no dossier
      {"review", "XA-1", 2, nullptr},
      {"rollup", "XA-2", 2, nullptr},
      {"return", "XA-1", 4, "intake.office_has_other_key"},
      {"review", "MH-1", 1, "intake.key_of_other"},  // a school reviews itself
      {"recognition", "XA-1", 1, "intake.office_has_other_key"},
      {"round", "XA-9", 3, "intake.key_of_other"},  // known as a unit of that code
      {"round", "XA-3", 4, "intake.unknown_office"},
  };
  for (const auto& row : table) {
    CAPTURE(row.type);
    CAPTURE(row.who);
    CAPTURE(row.key);
    const Role role = role_for(row.type);
    const Entitlement found = entitlement(known, role, row.who, key(row.key));
    CHECK(found.known == (row.why == nullptr));
    if (row.why) CHECK(std::string(why_unknown(role, found)) == row.why);
    if (row.why) CHECK(text(Lang::vi, row.why) != row.why);
  }
}

TEST_CASE("authority: an office's line in allowed_signers is told from a unit's, whatever the codes") {
  Signers signers;
  const PublicKey key = key_from_seed(std::array<std::byte, 32>{std::byte{7}}).public_key();
  signers.list = {{"office:XA", key, "a"}, {"XA", key, "b", Role::office}, {"XA", key, "c"}};
  const std::string text = write_allowed_signers(signers);
  CHECK(text.starts_with("office%3AXA "));
  CHECK(text.find("\noffice:XA ") != text.npos);
  const LoadedSigners back = parse_allowed_signers(text, "x");
  REQUIRE(back.signers.list.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(back.signers.list[i].role == signers.list[i].role);
    CHECK(back.signers.list[i].principal == signers.list[i].principal);
  }
  CHECK(parse_allowed_signers("office: " + ssh_line(key, ""), "x").problems.size() == 1);
}
