// thuoc sample
#include <cstdio>

#include "base/limits.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/options.h"
#include "cli/packs.h"
#include "round/register.h"
#include "round/sample.h"

namespace thuoc::cli {

int sample(const Words& words, Lang lang) {
  const Options options = parse_options(words, {"--seed", "--percent", "--rubric"});
  if (options.bad) return wrong_usage("cli.bad_option", *options.bad, lang);
  if (options.rest.size() != 1) return wrong_usage("cli.missing_file", "LIST.csv", lang);
  if (!options.has("--seed")) return wrong_usage("cli.missing_file", "--seed SEED", lang);
  const std::string& file = options.rest[0];
  const auto percent = options.has("--percent") ? parse_points(options.value("--percent")) : whole_points(30);
  if (!percent) return complain(percent.error(), lang);
  const auto rubric = find_pack("qd4725-gdpt@1", options.value("--rubric"));
  if (!rubric) return complain(rubric.error(), lang);
  const auto text = read_text(file, limits::list_bytes);
  if (!text) return complain(text.error(), lang);
  const ParsedRegister parsed = parse_register(*text, rubric->pack, file);
  complain(parsed.problems, lang);
  // A draw from part of a list is not the draw that people think was made.
  if (parsed.left_out > 0) return 1;

  std::vector<SampleUnit> units;
  for (const auto& [code, unit] : parsed.units) units.push_back({code, unit.level});
  const auto drawn = draw(std::move(units), options.value("--seed"), *percent, "");
  if (!drawn) return complain(drawn.error(), lang);
  for (const auto& [name, stratum] : drawn->strata)
    for (const std::string& code : stratum.drawn)
      std::printf("%s\t%s\t%s\n", with_hidden_shown(name, false).c_str(), ticket(drawn->seed, code).c_str(),
                  with_hidden_shown(code, false).c_str());
  return 0;
}

}  // namespace thuoc::cli
