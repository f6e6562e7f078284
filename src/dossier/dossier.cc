#include "dossier/dossier.h"

#include <algorithm>
#include <utility>

#include "base/limits.h"

namespace thuoc {

const Evidence* Dossier::find_evidence(std::string_view evidence_id) const {
  const auto found = std::ranges::find(evidence, evidence_id, &Evidence::id);
  return found == evidence.end() ? nullptr : &*found;
}

std::vector<const Evidence*> Dossier::evidence_of(std::string_view item_id) const {
  std::vector<const Evidence*> found;
  for (const Evidence& e : evidence) {
    if (std::ranges::find(e.items, item_id) != e.items.end()) found.push_back(&e);
  }
  return found;
}

Dossier carry_over(const Dossier& last, std::string new_id, std::string school_year, std::string previous_sha256,
                   bool keep_answers) {
  Dossier next;
  next.id = std::move(new_id);
  next.school_year = std::move(school_year);
  next.previous = std::move(previous_sha256);
  next.pack = last.pack;
  next.unit = last.unit;
  // The people usually stay; the decision that appointed them is a paper of last year.
  next.council.members = last.council.members;
  next.figures = last.figures;
  next.difficulties = last.difficulties;
  next.proposals = last.proposals;
  if (keep_answers) {
    for (const auto& [item, answer] : last.answers) {
      Answer start = answer;
      // What claims points must be said anew each year, or last year's result hands itself in.
      start.yes.reset();
      start.points.reset();
      if (start != Answer{}) next.answers.emplace(item, std::move(start));
    }
  }
  return next;
}

namespace {

constexpr std::size_t hash_digits = 16;

bool is_ascii_alnum(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// An item id comes out of a file that anybody may have written: only what cannot leave its folder
// becomes part of a path.
bool is_safe_handle(std::string_view id) {
  return !id.empty() && id.size() <= limits::handle_bytes && id.front() != '.' && id.back() != '.' &&
         std::ranges::all_of(id, [](char c) { return is_ascii_alnum(c) || c == '.' || c == '-' || c == '_'; });
}

// Lower case, or ".JPG" and ".jpg" of the same bytes would meet in one folder on Windows.
std::string extension_of(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return "bin";
  std::string ending(name.substr(dot + 1));
  if (ending.empty() || ending.size() > limits::extension_bytes || !std::ranges::all_of(ending, is_ascii_alnum)) { return "bin"; }
  for (char& c : ending) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return ending;
}

}  // namespace

std::string evidence_path(const Evidence& evidence) {
  const bool attached = !evidence.items.empty() && is_safe_handle(evidence.items.front());
  const EvidenceFile file = evidence.file.value_or(EvidenceFile{});
  return "data/evidence/" + (attached ? evidence.items.front() : std::string("chung")) + "/" +
         file.sha256.substr(0, hash_digits) + "." + extension_of(file.name);
}

std::map<std::string, std::string> evidence_paths(const Dossier& dossier) {
  std::map<std::string, std::string> paths;
  for (const Evidence& evidence : dossier.evidence) {
    if (evidence.file && !evidence.file->sha256.empty()) { paths.try_emplace(evidence.file->sha256, evidence_path(evidence)); }
  }
  return paths;
}

}  // namespace thuoc
