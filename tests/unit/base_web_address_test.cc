#include "base/web_address.h"

#include <string>

#include <doctest/doctest.h>

using namespace thuoc;

TEST_CASE("web address: http and https, leading where they seem to") {
  for (const char* good : {"http://a", "https://a.vn/x?y=1&z", "HTTPS://A.VN", "https://trường.vn/", "https://Đông-Đô.vn",
                           "https://xn--trng-gpz.vn", "https://a.vn:8443/", "http://[::1]/", "https://a.vn/@tác-giả",
                           "https://a.vn/tài-liệu/(1).pdf#trang=2", "https://a.vn?to=x@y.vn", "https://a.vn/👩\u200D🏫"}) {
    CAPTURE(good);
    CHECK(is_web_address(good));
  }
  for (const char* bad : {"", "http://", "https:///", "javascript:alert(1)", "JaVaScRiPt:alert(1)", " https://a", "https://a b",
                          "https://a\n", "java\tscript:alert(1)", "//a.vn", "a.vn", "data:text/html,x", "file:///etc/passwd",
                          "ftp://a", "https:/a", "blob:https://a.vn/1", "view-source:https://a.vn",
                          // another host than it seems
                          "https://moet.gov.vn@evil.example", "https://moet.gov.vn:80@evil.example/",
                          "https://moet.gov.vn\\@evil.example", "https://moet.gov.vn%2F@evil.example", "https://moet%2egov.vn",
                          "https://m\u043Eet.gov.vn",  // Cyrillic o
                          "https://moet\u3002gov.vn", "https://moet\uFF0Egov.vn", "https://moet.gov.vn\u2044x.example",
                          "https://mo\u0338et.gov.vn",  // a loose mark
                          // letters one does not see
                          "https://moet.gov.vn/\u202Efdp.exe", "https://moet\u200B.gov.vn", "https://moet.gov.vn/\u2066x",
                          "https://a.vn/\u00ADx", "https://a.vn/\u00A0b", "https://a.vn/\xFF"}) {
    CAPTURE(bad);
    CHECK_FALSE(is_web_address(bad));
  }
}
