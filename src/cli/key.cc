// thuoc key new, and what every command that needs a key does to get it
#include "cli/key.h"

#include <chrono>
#include <cstdio>
#include <iostream>

#include "base/date.h"
#include "base/limits.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/options.h"

namespace thuoc::cli {

std::string today() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return to_iso(date_in_vietnam(std::chrono::duration_cast<std::chrono::milliseconds>(now).count()));
}

std::string passphrase_from_stdin() {
  std::string line;
  std::getline(std::cin, line);
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

Result<SecretKey> open_key(const std::string& path) {
  const auto in_file = [&](Error error) {
    error.place.file = path;
    return std::unexpected(std::move(error));
  };
  const auto json = read_text(path, limits::key_file_bytes);
  if (!json) return std::unexpected(json.error());
  const auto shown = read_key_file(*json);
  if (!shown) return in_file(shown.error());
  auto key = unlock(*json, shown->locked ? passphrase_from_stdin() : "");
  if (!key) return in_file(key.error());
  return key;
}

int key_new(const Words& words, Lang lang) {
  const Options options = parse_options(words, {"-o"}, {"--passphrase-stdin"});
  if (options.bad) return wrong_usage("cli.bad_option", *options.bad, lang);
  if (!options.rest.empty()) return wrong_usage("cli.bad_option", options.rest[0], lang);
  if (!options.has("-o")) return wrong_usage("cli.missing_file", "-o KEY.json", lang);

  std::string passphrase;
  if (options.has("--passphrase-stdin")) {
    passphrase = passphrase_from_stdin();
    if (passphrase.empty()) return complain(Error{"cli.empty_passphrase", {}, {}}, lang);
  }
  const SecretKey key = make_key();
  const auto json = write_key_file(key, passphrase, "", today());
  if (!json) return complain(json.error(), lang);
  auto file = FileWriter::create(options.value("-o"));
  if (!file) return complain(file.error(), lang);
  // A key is never written over: what was signed with the old one could not be continued.
  for (const Status& step : {file->write(*json), file->finish(), file->publish(FileWriter::Existing::keep)})
    if (!step) return complain(step.error(), lang);
  std::printf("%s\n", fingerprint(key.public_key()).c_str());
  return 0;
}

}  // namespace thuoc::cli
