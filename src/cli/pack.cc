// thuoc pack
#include <algorithm>
#include <cstdio>
#include <thread>

#include "base/limits.h"
#include "bundle/secret.h"
#include "cli/commands.h"
#include "cli/evidence.h"
#include "cli/files.h"
#include "cli/key.h"
#include "cli/open_bundle.h"
#include "cli/options.h"
#include "cli/packs.h"
#include "school/hand_in.h"

namespace thuoc::cli {
namespace {

Status copy_file(const std::string& path, FileWriter& out) {
  const auto source = FileSource::open(path);
  if (!source) return std::unexpected(source.error());
  std::vector<std::byte> slice(1 << 20);
  for (std::uint64_t at = 0; at < source->size(); at += slice.size()) {
    const auto part = std::span(slice).first(std::min<std::uint64_t>(slice.size(), source->size() - at));
    if (!source->read(at, part)) return fail("cli.file_cannot_open", {path, "", at});
    const Status put = out.write({reinterpret_cast<const char*>(part.data()), part.size()});
    if (!put) return put;
  }
  return {};
}

// All that stands in the way, not only the first.
std::vector<Error> blocking(const Dossier& dossier, const Pack& rubric) {
  std::vector<Error> out;
  for (Finding& finding : readiness(dossier, rubric, score(rubric, dossier.answers)))
    if (finding.blocking) out.push_back(std::move(finding.what));
  return out;
}

Status write_pieces(const WrittenBundle& bundle, const Located& evidence, FileWriter& out) {
  for (const Piece& piece : bundle.pieces) {
    const auto* text = std::get_if<std::string>(&piece.content);
    const Status done = text ? out.write(*text) : copy_file(evidence.paths.at(std::get<StoredFile>(piece.content).sha256), out);
    if (!done) return done;
  }
  return {};
}

// What was written is opened again like a stranger's file, and must be `valid`.
Status read_back(const FileWriter& written, const std::string& unit, const SecretKey& key) {
  Signers own;
  own.list.push_back({unit, key.public_key(), ""});
  const Check check = open_bundle_fast(written.temporary(), own).check;
  const auto source = FileSource::open(written.temporary());
  if (!source) return std::unexpected(source.error());
  if (const std::string name = file_with_secret_key(*source, check); !name.empty())
    return fail("bundle.secret_key", {name, "", {}}, {{"name", name}});
  if (check.verdict == Verdict::valid && check.container == Container::canonical) return {};
  return std::unexpected(check.reason);
}

struct Outcome {
  Status stored, good;
};

// On its way to the disk while it is read back: the disk takes as long as the check.
Outcome finish_and_read_back(FileWriter& out, const std::string& unit, const SecretKey& key) {
  Outcome outcome;
  std::thread disk([&] { outcome.stored = out.finish(); });
  outcome.good = read_back(out, unit, key);
  disk.join();
  return outcome;
}

}  // namespace

int pack(const Words& words, Lang lang) {
  const Options options = parse_options(words, {"--evidence", "--key", "-o", "--rubric"});
  if (options.bad) return wrong_usage("cli.bad_option", *options.bad, lang);
  if (options.rest.size() != 1) return wrong_usage("cli.missing_file", "DOSSIER.json", lang);
  if (!options.has("--key")) return wrong_usage("cli.missing_file", "--key KEY.json", lang);
  if (!options.has("-o")) return wrong_usage("cli.missing_file", "-o OUT.zip", lang);
  const std::string& file = options.rest[0];
  const std::string out_file = options.value("-o");

  const auto json = read_text(file, limits::json_bytes);
  if (!json) return complain(json.error(), lang);
  LoadedDossier loaded = load_dossier(*json, file);
  if (!loaded.dossier || !loaded.problems.empty()) return complain(loaded.problems, lang);
  Dossier& dossier = *loaded.dossier;
  const auto rubric = find_pack(dossier.pack, options.value("--rubric"));
  if (!rubric) return complain(rubric.error(), lang);
  const Located evidence = locate_evidence(dossier, file, options.value("--evidence"), true);
  if (!evidence.problems.empty()) return complain(evidence.problems, lang);
  const auto key = open_key(options.value("--key"));
  if (!key) return complain(key.error(), lang);
  if (rubric->pack.name() != dossier.pack)
    return complain(
        Error{"cli.other_rubric", {file, "/pack", std::nullopt}, {{"name", dossier.pack}, {"given", rubric->pack.name()}}}, lang);

  std::vector<Error> problems = blocking(dossier, rubric->pack);
  auto bundle = hand_in(dossier, rubric->json, *key, today());
  if (problems.empty() && !bundle) problems.push_back(bundle.error());
  if (!problems.empty()) {
    for (Error& problem : problems)
      if (problem.place.file.empty()) problem.place.file = file;
    return complain(problems, lang);
  }
  auto out = FileWriter::create(out_file);
  if (!out) return complain(out.error(), lang);
  if (const Status done = write_pieces(*bundle, evidence, *out); !done) return complain(done.error(), lang);
  const auto [stored, good] = finish_and_read_back(*out, dossier.unit.code, *key);
  if (!stored) return complain(stored.error(), lang);
  if (!good) {
    // Most likely a file that only looked like the attached one: say which.
    const Located closer = locate_evidence(dossier, file, options.value("--evidence"), false);
    if (!closer.problems.empty()) return complain(closer.problems, lang);
    complain(good.error(), lang);
    return complain(Error{"cli.not_saved", {out_file, "", std::nullopt}, {}}, lang);
  }
  if (const Status done = out->publish(FileWriter::Existing::replace); !done) return complain(done.error(), lang);
  print_line(
      stdout,
      text(lang, "cli.saved",
           {{"file", out_file}, {"bytes", std::to_string(bundle->size)}, {"fingerprint", fingerprint(key->public_key())}}));
  return 0;
}

}  // namespace thuoc::cli
