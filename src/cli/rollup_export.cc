// thuoc rollup, thuoc export
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>

#include "base/limits.h"
#include "cli/collect.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/key.h"
#include "cli/open_bundle.h"
#include "cli/options.h"
#include "cli/signers.h"
#include "rollup/csv.h"
#include "rollup/flat.h"
#include "rollup/workbook.h"
#include "round/register.h"

namespace thuoc::cli {
namespace {

// Files as they are named, and all that lie under folders that are named.
Result<std::vector<std::string>> files_of(const std::vector<std::string>& words) {
  std::vector<std::string> out;
  for (const std::string& word : words) {
    std::error_code ignored;
    if (!std::filesystem::is_directory(word, ignored)) {
      out.push_back(word);
      continue;
    }
    const auto found = files_under(word);
    if (!found) return std::unexpected(found.error());
    for (const FoundFile& file : *found) out.push_back(file.path);
  }
  return out;
}

Status save(const std::string& path, std::string_view bytes) {
  auto file = FileWriter::create(path);
  if (!file) return std::unexpected(file.error());
  for (const auto& step : {file->write(bytes), file->finish()})
    if (!step) return step;
  return file->publish(FileWriter::Existing::replace);
}

struct Added {
  Rollup rollup;
  Collected from;
  bool clash = false;  // two schools under one code: neither is counted
};

// What both commands begin with. Nothing is printed but what is not counted, on stderr.
std::expected<Added, int> add_up(const Options& options, Lang lang) {
  const auto signers = read_signers(options, lang);
  if (!signers) return std::unexpected((complain(signers.error(), lang), 2));
  const auto files = files_of(options.rest);
  if (!files) return std::unexpected((complain(files.error(), lang), 2));
  const auto external = options.has("--external") ? files_of({options.value("--external")}) : std::vector<std::string>{};
  if (!external) return std::unexpected((complain(external.error(), lang), 2));
  Added out;
  out.from = collect(*files, *external, *signers, options.has("--any-office"));
  if (!out.from.refused.empty()) {
    for (const NotCounted& one : out.from.refused) complain(one.why, lang);
    return std::unexpected(1);
  }
  Counting counting;
  counting.office.code = options.value("--office");
  counting.office.name = options.value("--name");
  if (options.has("--each")) counting.multi_level = MultiLevel::each;
  if (options.has("--register")) {
    const auto text = read_text(options.value("--register"), limits::list_bytes);
    if (!text) return std::unexpected(complain(text.error(), lang));
    const ParsedRegister listed = parse_register(*text, out.from.pack, options.value("--register"));
    complain(listed.problems, lang);
    counting.expected.emplace();
    for (const auto& [code, unit] : listed.units) counting.expected->push_back({code, unit.name, unit.level});
  }
  counting.decision = out.from.pack.decision;
  counting.instrument = out.from.instrument;
  if (options.has("--accept-pack")) {
    const std::string all = options.value("--accept-pack");
    for (std::size_t at = 0, end; at <= all.size(); at = end + 1) {
      end = std::min(all.find(',', at), all.size());
      counting.accepted.insert(all.substr(at, end - at));
    }
  }
  std::map<std::string, std::string> instruments;  // by bundle: what is to be accepted, should it be
  for (UnitResult& unit : out.from.results) {
    instruments[unit.bundle] = unit.instrument;
    // An accepted pack may have the other's name and other bands.
    if (unit.instrument != counting.instrument && counting.accepted.contains(unit.instrument))
      unit.pack += " · " + unit.instrument.substr(0, 8);
  }
  out.rollup = roll_up(std::move(out.from.results), out.from.parts, counting, phu_luc_2());
  for (const NotCounted& one : out.from.not_counted) print_line(stderr, one.file + ": " + describe(one.why, lang));
  for (const LeftOut& left : out.rollup.left_out)
    print_line(stderr, left.code + " " + left.bundle + ": " + std::string(left_out_text(left.why, lang)));
  for (const LeftOut& left : out.rollup.left_out) {
    if (left.why == "code-clash") out.clash = true;
    const auto other = left.why == "other-instrument" ? instruments.find(left.bundle) : instruments.end();
    if (other != instruments.end()) print_line(stderr, "  --accept-pack " + other->second);
  }
  return out;
}

void print(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

int write_workbook(const Added& added, const std::string& path, Lang lang) {
  const auto bytes = write_xlsx(added.rollup, added.from.pack, phu_luc_2(), today(), lang);
  const Status done = bytes ? save(path, *bytes) : std::unexpected(bytes.error());
  return done ? 0 : complain(done.error(), lang);
}

int sign(const Added& added, const Options& options, Lang lang) {
  const auto key = open_key(options.value("--key"));
  if (!key) return complain(key.error(), lang);
  const auto bundle = write_rollup(added.rollup, added.from.pack_json, added.from.pack, phu_luc_2(), *key, today());
  if (!bundle) return complain(bundle.error(), lang);
  std::string bytes;
  for (const Piece& piece : bundle->pieces) bytes += std::get<std::string>(piece.content);
  // What others will be shown is read back as they will read it, before it takes its name.
  auto file = FileWriter::create(options.value("-o"));
  if (!file) return complain(file.error(), lang);
  for (const auto& step : {file->write(bytes), file->finish()})
    if (!step) return complain(step.error(), lang);
  Signers own;
  own.list.push_back({added.rollup.office.code, key->public_key(), "", Role::office});
  const Collected again = collect({file->temporary()}, {}, own);
  if (again.parts.size() != 1) {
    for (const auto* problems : {&again.refused, &again.not_counted})
      for (const NotCounted& one : *problems) complain(one.why, lang);
    return complain(Error{"cli.not_saved", {options.value("-o"), "", {}}, {}}, lang);
  }
  if (const Status done = file->publish(FileWriter::Existing::replace); !done) return complain(done.error(), lang);
  print_line(stderr, text(lang, "cli.saved",
                          {{"file", options.value("-o")},
                           {"bytes", std::to_string(bytes.size())},
                           {"fingerprint", fingerprint(key->public_key())}}));
  return 0;
}

// Which one of these ways out was asked for; none where it is not exactly one.
std::string the_one(const Options& options, std::initializer_list<const char*> ways) {
  std::string out;
  for (const char* way : ways) {
    if (!options.has(way)) continue;
    if (!out.empty()) return "";
    out = way;
  }
  return out;
}

}  // namespace

namespace {

int roll_up_words(const Words& words, Lang lang, bool& clash) {
  const Options options = parse_options(
      words, {"--signers", "--external", "--register", "--office", "--name", "--xlsx", "-o", "--key", "--accept-pack"},
      {"--json", "--csv", "--each", "--any-office"});
  if (options.bad) return wrong_usage("cli.bad_option", *options.bad, lang);
  if (options.rest.empty()) return wrong_usage("cli.missing_file", "DIR | BUNDLE...", lang);
  const std::string way = the_one(options, {"--json", "--csv", "--xlsx", "-o"});
  if (way.empty()) return wrong_usage("cli.one_of", "--json, --csv, --xlsx, -o", lang);
  if (options.has("--key") != (way == "-o")) return wrong_usage("cli.missing_file", "-o BUNDLE --key KEY.json", lang);
  if (way == "-o" && !options.has("--office")) return wrong_usage("cli.missing_file", "--office CODE", lang);
  const auto added = add_up(options, lang);
  if (!added) return added.error();
  clash = added->clash;
  if (way == "--xlsx") return write_workbook(*added, options.value(way), lang);
  if (way == "-o") return sign(*added, options, lang);
  const Pack& pack = added->from.pack;
  if (way == "--json") {
    print_json(to_json_text(added->rollup, pack, phu_luc_2()));
    return 0;
  }
  print(csv_head(table_columns(pack)));
  for (const Side side : {Side::self, Side::external})
    for (const Json& row : table_rows(make_table(added->rollup, pack, phu_luc_2(), side)))
      print(csv_row(row, table_columns(pack)));
  return 0;
}

int export_words(const Words& words, Lang lang, bool& clash) {
  const Options options = parse_options(words, {"--signers", "--external", "--register", "--xlsx", "--accept-pack"},
                                        {"--csv", "--ndjson", "--items", "--any-office"});
  if (options.bad) return wrong_usage("cli.bad_option", *options.bad, lang);
  if (options.rest.empty()) return wrong_usage("cli.missing_file", "DIR | BUNDLE...", lang);
  const std::string way = the_one(options, {"--csv", "--ndjson", "--xlsx"});
  if (way.empty()) return wrong_usage("cli.one_of", "--csv, --ndjson, --xlsx", lang);
  const auto added = add_up(options, lang);
  if (!added) return added.error();
  clash = added->clash;
  if (way == "--xlsx") return write_workbook(*added, options.value(way), lang);
  const Pack& pack = added->from.pack;
  const std::vector<std::string> columns = options.has("--items") ? item_columns() : unit_columns(pack);
  if (way == "--csv") print(csv_head(columns));
  for (const UnitResult& unit : added->rollup.units) {
    const std::vector<Json> rows = options.has("--items") ? item_rows(unit, pack) : std::vector{unit_row(unit, pack)};
    for (const Json& row : rows) {
      if (way == "--csv") print(csv_row(shown_row(row), columns));
      else print_json(to_compact_text(row) + "\n");
    }
  }
  return 0;
}

// What is written is written, but nobody is to overlook a clash.
int clash_told(int (*command)(const Words&, Lang, bool&), const Words& words, Lang lang) {
  bool clash = false;
  const int status = command(words, lang, clash);
  return status == 0 && clash ? 1 : status;
}

}  // namespace

int roll_up_command(const Words& words, Lang lang) { return clash_told(roll_up_words, words, lang); }

int export_command(const Words& words, Lang lang) { return clash_told(export_words, words, lang); }

}  // namespace thuoc::cli
