#include "paper/plain_page.h"

#include <doctest/doctest.h>

#include <string>

#include "paper/page.h"

using namespace thuoc;

TEST_CASE("plain page: what ours are made of, also of a stranger's words") {
  Html body;
  body << "<p class=\"words\">" << std::string("<script>alert(1)</script> onclick=\"x\" javascript:") << "</p><a href=\""
       << std::string("https://a.vn/\"x")
       << "\" rel=\"noopener noreferrer\">a</a><a href=\"evidence/1/a.svg\">b</a><a href=\"#mc1\">c</a>";
  CHECK(is_plain_page(html_page("</title><script>", body)));
  for (const char* plain :
       {"", "chỉ là chữ > &lt; 3", "<p>a<br>b</p>", "<!DOCTYPE html>\n<html lang=\"vi\"></html>", "<td colspan=\"2\" >x</td>",
        "<style>.a{color:red}</style>", "<a href=\"mailto:a@b.vn\">x</a>", "<a href=\"../KIEM-TRA.txt\">x</a>"}) {
    CAPTURE(plain);
    CHECK(is_plain_page(plain));
  }
}

TEST_CASE("plain page: what can act, fetch or ask is not") {
  for (const char* active : {"<script>x()</script>",
                             "<SCRIPT src=x>",
                             "<p onclick=\"x()\">",
                             "<p ONCLICK=\"x()\">",
                             "<p/onclick=\"x()\">",
                             "<p\tonclick=\"x()\">",
                             "<p class=\"a\"onclick=\"x()\">",
                             "<p class='a' onclick='x()'>",
                             "<p class=a onclick=x()>",
                             "<img src=\"https://x\">",
                             "<img src=x onerror=x()>",
                             "<iframe src=\"//x\"></iframe>",
                             "<object data=\"x\">",
                             "<embed src=\"x\">",
                             "<link rel=\"stylesheet\" href=\"https://x\">",
                             "<base href=\"https://x/\">",
                             "<form action=\"https://x\"><input></form>",
                             "<svg onload=\"x()\">",
                             "<math><mtext>",
                             "<video src=\"x\">",
                             "<meta http-equiv=\"refresh\" content=\"0;url=https://x\">",
                             "<meta HTTP-EQUIV=\"Refresh\" content=\"0\">",
                             "<a href=\"javascript:x()\">",
                             "<a href=\"&#106;avascript:x()\">",
                             "<a href=\" javascript:x()\">",
                             "<a href=\"data:text/html,x\">",
                             "<a href=\"//x.example\">",
                             "<a href=\"file:///etc/passwd\">",
                             "<a href=\"x.html\">",
                             "<p style=\"background:url(//x)\">",
                             "<style>@import 'https://x';</style>",
                             "<style>a{background:url(https://x)}</style>",
                             "<style>a{background:u\\72l(//x)}</style>",
                             "<style>a{}",
                             "<!-- <p> -->",
                             "<!--[if IE]><script>x()</script><![endif]-->",
                             "<?xml version=\"1.0\"?>",
                             "<![CDATA[x]]>",
                             "<p",
                             "<p class=\"a",
                             "<",
                             "a < b",
                             "</p class=\"a\">",
                             "<template><script>",
                             "<details ontoggle=\"x()\" open>",
                             "<marquee>",
                             "<body background=\"//x\">",
                             "<html manifest=\"//x\">",
                             "<noscript><p></noscript>",
                             "<table background=\"//x\">",
                             "<a href=\"#\" ping=\"//x\">",
                             "<style><!--</style>x--></style><script>"}) {
    CAPTURE(active);
    CHECK_FALSE(is_plain_page(active));
  }
}
