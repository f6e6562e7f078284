// thuoc pack
#include <cstdio>

#include "app/hand_in.h"
#include "app/intake.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "bundle/codec.h"
#include "cli/commands.h"
#include "cli/evidence.h"
#include "cli/files.h"
#include "cli/key.h"
#include "cli/options.h"
#include "cli/packs.h"

namespace thuoc::cli {
namespace {

Status copy_file(const std::string& path, FileWriter& out, Sha256& hash) {
  const auto source = FileSource::open(path);
  if (!source) return std::unexpected(source.error());
  Entry whole;
  whole.size = whole.packed_size = source->size();
  Status written;
  const Status read = for_each_slice(*source, whole, [&](std::span<const std::byte> slice) {
    hash.update(slice);
    written = out.write({reinterpret_cast<const char*>(slice.data()), slice.size()});
    return written.has_value();
  });
  if (!written) return written;
  if (!read) return fail("cli.file_cannot_open", {path, "", read.error().place.offset});
  return {};
}

// All that stands in the way, not only the first.
std::vector<Error> blocking(const Dossier& dossier, const Pack& rubric) {
  std::vector<Error> out;
  for (Finding& finding : readiness(dossier, rubric, score(rubric, dossier.answers)))
    if (finding.blocking) out.push_back(std::move(finding.what));
  return out;
}

// Writes the pieces and returns the SHA-256 of the whole.
Result<std::string> write_pieces(const WrittenBundle& bundle, const Located& evidence,
                                 FileWriter& out) {
  Sha256 hash;
  for (const Piece& piece : bundle.pieces) {
    Status done;
    if (const auto* text = std::get_if<std::string>(&piece.content)) {
      hash.update(*text);
      done = out.write(*text);
    } else {
      done = copy_file(evidence.paths.at(std::get<StoredFile>(piece.content).sha256), out, hash);
    }
    if (!done) return std::unexpected(done.error());
  }
  if (const Status done = out.finish(); !done) return std::unexpected(done.error());
  return hash.hex();
}

// What was written is opened again like a stranger's file, and must be `valid`.
Status read_back(const FileWriter& written, const std::string& unit, const SecretKey& key,
                 const std::string& name) {
  const auto source = FileSource::open(written.temporary());
  if (!source) return std::unexpected(source.error());
  Signers own;
  own.list.push_back({unit, key.public_key(), ""});
  const Intake intake = take_in_all(*source, own, name);
  if (intake.check.verdict == Verdict::valid && intake.check.container == Container::canonical)
    return {};
  return std::unexpected(intake.check.reason);
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
  const Located evidence = locate_evidence(dossier, file, options.value("--evidence"));
  if (!evidence.problems.empty()) return complain(evidence.problems, lang);
  const auto key = open_key(options.value("--key"));
  if (!key) return complain(key.error(), lang);
  if (rubric->pack.name() != dossier.pack)
    return complain(Error{"cli.other_rubric", {file, "/pack", std::nullopt},
                          {{"name", dossier.pack}, {"given", rubric->pack.name()}}}, lang);

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
  const auto sha256 = write_pieces(*bundle, evidence, *out);
  if (!sha256) return complain(sha256.error(), lang);
  if (const Status good = read_back(*out, dossier.unit.code, *key, out_file); !good) {
    complain(good.error(), lang);
    return complain(Error{"cli.not_saved", {out_file, "", std::nullopt}, {}}, lang);
  }
  if (const Status done = out->publish(FileWriter::Existing::replace); !done)
    return complain(done.error(), lang);
  std::printf("%s\n", text(lang, "cli.saved",
                           {{"file", out_file},
                            {"bytes", std::to_string(bundle->size)},
                            {"sha256", *sha256},
                            {"fingerprint", fingerprint(key->public_key())}})
                          .c_str());
  return 0;
}

}  // namespace thuoc::cli
