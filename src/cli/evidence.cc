#include "cli/evidence.h"

#include <optional>

#include "base/limits.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "bundle/codec.h"
#include "cli/files.h"

namespace thuoc::cli {
namespace {

struct Digest {
  std::string sha256;
  std::uint64_t size = 0;
  std::uint32_t crc32 = 0;
};

Result<Digest> digest_of(const std::string& path) {
  const auto source = FileSource::open(path);
  if (!source) return std::unexpected(source.error());
  Entry whole;  // a file is one stored entry from its first byte to its last
  whole.size = whole.packed_size = source->size();
  Sha256 hash;
  Digest out{"", source->size(), 0};
  const Status read = for_each_slice(*source, whole, [&](std::span<const std::byte> slice) {
    hash.update(slice);
    out.crc32 = crc32_of(slice, out.crc32);
    return true;
  });
  if (!read) return fail("cli.file_cannot_open", {path, "", read.error().place.offset});
  out.sha256 = hash.hex();
  return out;
}

class Finder {
 public:
  Finder(std::vector<FoundFile> files, bool believe) : files_(std::move(files)), believe_(believe), digests_(files_.size()) {}

  struct Found {
    const FoundFile* file = nullptr;
    Digest digest;
    bool name_seen = false;  // a file of that name is there, with other content
  };

  Found find(const EvidenceFile& wanted) {
    const std::string name = compose_vietnamese(wanted.name);
    Found out;
    for (std::size_t i = 0; i < files_.size(); ++i) {
      const bool same_name = files_[i].name == name;
      if (!same_name && (wanted.sha256.empty() || files_[i].size != wanted.size)) continue;
      if (believe_ && same_name && !wanted.sha256.empty() && files_[i].size == wanted.size)
        return {&files_[i], {wanted.sha256, wanted.size, wanted.crc32}, true};
      const Digest* digest = digest_at(i);
      if (!digest) continue;
      if (wanted.sha256.empty() || digest->sha256 == wanted.sha256) return {&files_[i], *digest, same_name};
      out.name_seen |= same_name;
    }
    return out;
  }

 private:
  // A file is read once, however many pieces of evidence it may be.
  const Digest* digest_at(std::size_t i) {
    if (!digests_[i])
      if (auto digest = digest_of(files_[i].path)) digests_[i] = std::move(*digest);
    return digests_[i] ? &*digests_[i] : nullptr;
  }

  std::vector<FoundFile> files_;
  bool believe_;
  std::vector<std::optional<Digest>> digests_;
};

}  // namespace

Located locate_evidence(Dossier& dossier, const std::string& dossier_file, const std::string& folder, bool believe) {
  Located out;
  std::optional<Finder> finder;
  for (std::size_t i = 0; i < dossier.evidence.size(); ++i) {
    if (!dossier.evidence[i].file) continue;
    EvidenceFile& wanted = *dossier.evidence[i].file;
    const auto problem = [&](const char* code) {
      out.problems.push_back({code,
                              {dossier_file, "/evidence/" + std::to_string(i) + "/file", std::nullopt},
                              {{"name", wanted.name}, {"folder", folder}, {"sha256", wanted.sha256}}});
    };
    if (folder.empty()) {
      problem("cli.evidence_no_folder");
      return out;
    }
    if (!finder) {
      auto files = files_under(folder);
      if (!files) {
        out.problems.push_back(files.error());
        return out;
      }
      finder.emplace(std::move(*files), believe);
    }
    const Finder::Found found = finder->find(wanted);
    if (!found.file) {
      problem(found.name_seen ? "cli.evidence_other_content" : "cli.evidence_not_found");
      continue;
    }
    wanted.sha256 = found.digest.sha256;
    wanted.size = found.digest.size;
    wanted.crc32 = found.digest.crc32;
    out.paths[wanted.sha256] = found.file->path;
  }
  return out;
}

}  // namespace thuoc::cli
