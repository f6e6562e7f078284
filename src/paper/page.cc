#include "paper/page.h"

#include "paper/summary_style.h"

namespace thuoc {

std::string html_page(std::string_view title, const Html& body) {
  Html out;
  out << "<!DOCTYPE html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\">\n"
         // Nothing of a stranger's text may run or fetch, whatever slipped past escaping.
         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
         "style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'; form-action 'none'\">\n"
         "<meta name=\"referrer\" content=\"no-referrer\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
      << title << "</title>\n<style>" << summary_style << "</style>\n</head>\n<body>\n<main>\n"
      << body << "</main>\n</body>\n</html>\n";
  return std::move(out).take();
}

}  // namespace thuoc
