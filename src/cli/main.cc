// thuoc: the core without a page. The contract of its commands is its usage text (cli.usage).
#include <cstdio>
#include <cstdlib>
#include <string>

#include "base/json.h"
#include "base/text_rows.h"
#include "base/utf8.h"
#include "base/version.h"
#include "cli/commands.h"

namespace thuoc::cli {

void print_line(std::FILE* to, std::string_view line) { std::fprintf(to, "%s\n", with_hidden_shown(line, false).c_str()); }

Json shown_row(Json row) {
  for (Json& cell : row)
    if (cell.is_string()) cell = with_hidden_shown(cell.get_ref<const std::string&>(), true);
  return row;
}

void print_json(std::string_view json) {
  std::string out;
  for (std::size_t at = 0; at < json.size();) {
    std::size_t end = at + 1;
    while (end < json.size() && (static_cast<unsigned char>(json[end]) & 0xC0) == 0x80) ++end;
    const std::string_view letter = json.substr(at, end - at);
    at = end;
    // nlohmann's own ASCII form of the one letter, pairs of surrogates among them.
    if ((letter.size() > 1 || letter == "\x7F") && has_hidden(letter)) {
      const std::string quoted = Json(letter).dump(-1, ' ', true, Json::error_handler_t::replace);
      out.append(quoted, 1, quoted.size() - 2);
    } else {
      out += letter;
    }
  }
  std::fwrite(out.data(), 1, out.size(), stdout);
}

int complain(const Error& error, Lang lang) {
  print_line(stderr, describe(error, lang));
  return 1;
}

int complain(const std::vector<Error>& errors, Lang lang) {
  for (const Error& error : errors) complain(error, lang);
  return 1;
}

int wrong_usage(const std::string& code, const std::string& word, Lang lang) {
  const std::string what = text(lang, code, Args{{"word", word}});
  print_line(stderr, "thuoc: " + what);
  std::fprintf(stderr, "\n%s", std::string(text(lang, "cli.usage")).c_str());
  return 2;
}

}  // namespace thuoc::cli

int main(int argc, char** argv) {
  using namespace thuoc;
  using namespace thuoc::cli;
  add_all_texts();
  const char* asked = std::getenv("THUOC_LANG");
  const Lang lang = asked && std::string(asked) == "en" ? Lang::en : Lang::vi;
  const cli::Words words(argv + 1, argv + argc);
  const auto rest = [&](std::size_t from) { return cli::Words(words.begin() + static_cast<long>(from), words.end()); };
  if (words.empty()) return wrong_usage("cli.no_command", "", lang);
  const std::string& first = words[0];
  const std::string second = words.size() > 1 ? words[1] : "";
  if (first == "--help" || first == "-h" || first == "help") {
    std::fputs(std::string(text(lang, "cli.usage")).c_str(), stdout);
    return 0;
  }
  if (first == "--version") {
    print_line(stdout, "thuoc " + std::string(version()));
    return 0;
  }
  if (first == "rubric" && second == "check") return rubric_check(rest(2), lang);
  if (first == "score") return score_dossier(rest(1), lang);
  if (first == "key" && second == "new") return key_new(rest(2), lang);
  if (first == "pack") return pack(rest(1), lang);
  if (first == "verify") return verify(rest(1), lang);
  if (first == "triage") return triage(rest(1), lang);
  if (first == "rollup") return roll_up_command(rest(1), lang);
  if (first == "export") return export_command(rest(1), lang);
  if (first == "signers") return list_signers(rest(1), lang);
  if (first == "sample") return sample(rest(1), lang);
  if (first == "generate") return generate(rest(1), lang);
  return wrong_usage("cli.unknown_command", first, lang);
}
