// thuoc rubric check, thuoc score
#include <cstdio>

#include "base/error_json.h"
#include "base/limits.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/options.h"
#include "cli/packs.h"
#include "intake/intake.h"

namespace thuoc::cli {
int rubric_check(const Words& words, Lang lang) {
  const Options options = parse_options(words, {});
  if (options.bad) return wrong_usage("cli.bad_option", *options.bad, lang);
  if (options.rest.empty()) return wrong_usage("cli.missing_file", "PACK.json", lang);
  int status = 0;
  for (const std::string& file : options.rest) {
    const auto json = read_text(file, limits::json_bytes);
    const std::vector<Error> problems = json ? load_pack(*json, file).problems : std::vector{json.error()};
    for (const Error& problem : problems) {
      print_line(stdout, describe(problem, lang));
      status = 1;
    }
  }
  return status;
}

int score_dossier(const Words& words, Lang lang) {
  const Options options = parse_options(words, {"--rubric"});
  if (options.bad) return wrong_usage("cli.bad_option", *options.bad, lang);
  if (options.rest.size() != 1) return wrong_usage("cli.missing_file", "DOSSIER.json", lang);
  const std::string& file = options.rest[0];

  Json out{{"groups", Json::array()}, {"problems", Json::array()}};
  const auto put_problems = [&](const std::vector<Error>& problems) {
    for (const Error& problem : problems) {
      Json json = to_json(problem);
      json["message"] = message(problem, lang);
      out["problems"].push_back(std::move(json));
    }
  };
  const auto finish = [&](int status) {
    print_json(to_text(out));
    return status;
  };
  const auto json = read_text(file, limits::json_bytes);
  if (!json) {
    put_problems({json.error()});
    return finish(1);
  }
  const LoadedDossier loaded = load_dossier(*json, file);
  put_problems(loaded.problems);
  if (!loaded.dossier || !loaded.problems.empty()) return finish(1);
  const auto found = find_pack(loaded.dossier->pack, options.value("--rubric"));
  if (!found) {
    put_problems(found.error());
    return finish(1);
  }
  const Score scored = score(found->pack, loaded.dossier->answers);
  for (const GroupScore& group : scored.groups)
    out["groups"].push_back({{"id", group.id},
                             {"points", to_json_text(group.points)},
                             {"max", to_json_text(group.max)},
                             {"level", group.level},
                             {"unanswered", group.unanswered}});
  put_problems(scored.problems);
  return finish(0);
}

}  // namespace thuoc::cli
