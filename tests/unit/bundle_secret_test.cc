// A key file is known by what it holds: whatever its name, its encoding, and what is around it.
#include <doctest/doctest.h>

#include <zlib.h>

#include "base/json.h"
#include "bundle/memory_source.h"
#include "bundle/secret.h"
#include "trust/trust.h"

using namespace thuoc;

namespace {

std::string key_file(std::string_view passphrase) {
  return *write_key_file(make_key(), passphrase, "Trường A", "2026-11-26T00:00:00Z");
}

std::string zip_of(std::string_view content) {
  std::string packed(compressBound(content.size()) + 64, '\0');
  z_stream z{};
  deflateInit2(&z, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
  z.avail_in = static_cast<uInt>(content.size());
  z.next_out = reinterpret_cast<Bytef*>(packed.data());
  z.avail_out = static_cast<uInt>(packed.size());
  deflate(&z, Z_FINISH);
  packed.resize(z.total_out);
  deflateEnd(&z);
  std::string local_header(30, '\0');
  local_header.replace(0, 4, "PK\x03\x04");
  local_header[8] = Z_DEFLATED;
  local_header[26] = 5;
  return local_header + "a.txt" + packed + "PK\x01\x02";
}

}  // namespace

TEST_CASE("secret: a key file is found as it is, renamed, in UTF-16, quoted, in a ZIP, beside other words") {
  for (const char* passphrase : {"", "một mật khẩu dài"}) {
    const std::string key = key_file(passphrase);
    CHECK(holds_secret_key(key));
    CHECK(holds_secret_key("\xEF\xBB\xBF" + key));
    CHECK(holds_secret_key("Kính gửi thầy, khóa đây:\n" + key + "\nCảm ơn"));
    CHECK(holds_secret_key(to_compact_text(Json{{"note", key}})));
    CHECK(holds_secret_key(to_compact_text(Json::parse(key))));
    std::string wide = "\xFF\xFE";
    for (const char c : key) (wide += c) += '\0';
    CHECK(holds_secret_key(wide));
    CHECK(holds_secret_key(zip_of(key)));
    // Broken at any letter, as mail programs do; between other dashes; at either end.
    for (std::size_t at = key.find("thuoc-key"), i = 1; i < 9; ++i)
      CHECK(holds_secret_key(std::string(key).insert(at + i, "\r\n ")));
    CHECK(holds_secret_key("---- thuoc-ke\n" + key + "\n-thuoc-"));
    CHECK(holds_secret_key("-" + key + "-"));
    const std::string zip = zip_of(key);
    CHECK(holds_secret_key(MemorySource(zip), 0, zip.size()));
  }
}

TEST_CASE("secret: what is no key is none, and a damaged ZIP does no harm") {
  CHECK_FALSE(holds_secret_key(""));
  for (const char* part : {"-", "thuoc-", "-key", "huoc-key plain", "thuoc-ke", "format:thuoc_key plain"})
    CHECK_FALSE(holds_secret_key(part));
  CHECK_FALSE(holds_secret_key("Tệp khóa có dòng \"format\": \"thuoc-key\"."));
  CHECK_FALSE(holds_secret_key(ssh_line(make_key().public_key(), "Trường A")));
  const std::string zip = zip_of(key_file(""));
  for (std::size_t n = 0; n < 60; ++n) holds_secret_key(std::string_view(zip).substr(0, n));
  std::string endless;
  for (int i = 0; i < 20'000; ++i) endless += "PK\x03\x04";
  CHECK_FALSE(holds_secret_key(endless));
}
