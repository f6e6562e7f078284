#include "app/intake.h"

#include <algorithm>
#include <map>
#include <set>

#include "app/hand_in.h"
#include "app/record.h"

namespace thuoc {

namespace {

void reject(Intake& intake, Error reason) {
  intake.check.verdict = Verdict::rejected;
  intake.check.reason = std::move(reason);
}

// The bag says in its signed tag files whose it is; the record says it again. A key that is known
// for one unit must not vouch for another's record.
std::optional<Error> identity_problem(const Intake& intake, std::string_view file) {
  const BagInfo& info = intake.check.info;
  const Dossier& d = *intake.dossier;
  auto differs = [&](std::string_view pointer, std::string_view outside, std::string_view inside) {
    return Error{"intake.identity_differs",
                 {std::string(file) + "/data/dossier.json", std::string(pointer), {}},
                 {{"outside", std::string(outside)}, {"inside", std::string(inside)}}};
  };
  if (info.external_identifier != d.unit.code) return differs("/unit/code", info.external_identifier, d.unit.code);
  if (info.school_year != d.school_year) return differs("/school_year", info.school_year, d.school_year);
  if (info.rubric != d.pack) return differs("/pack", info.rubric, d.pack);
  if (intake.pack && intake.pack->name() != d.pack) return differs("/pack", intake.pack->name(), d.pack);
  return std::nullopt;
}

// Evidence the record names and the bag has not, and the other way round.
void compare_evidence(Intake& intake, std::string_view file) {
  const Check& check = intake.check;
  std::map<std::string, const Entry*> there;
  const std::string folder = check.top + "/data/evidence/";
  for (const Entry& entry : check.entries) {
    if (entry.name.starts_with(folder)) there[entry.name] = &entry;
  }
  std::map<std::string, std::string> hashes;
  for (const Check::Pending& pending : check.pending) {
    hashes[check.entries[pending.entry].name] = pending.sha256;
  }
  std::set<std::string> named;
  for (const Evidence& e : intake.dossier->evidence) {
    if (!e.file) continue;
    const std::string path = check.top + "/" + evidence_path(e);
    named.insert(path);
    const auto found = there.find(path);
    const auto hash = hashes.find(path);
    if (found == there.end() || found->second->size != e.file->size ||
        (hash != hashes.end() && hash->second != e.file->sha256)) {
      intake.problems.push_back({"intake.evidence_missing",
                                 {std::string(file), child("/evidence", e.id), {}},
                                 {{"name", e.file->name}}});
    }
  }
  for (const auto& [path, entry] : there) {
    if (named.contains(path)) continue;
    intake.problems.push_back({"intake.evidence_unlisted", {path, "", entry->header_offset}, {{"name", path}}});
  }
}

// A table of the same name as ours with other maxima must be seen: it moves every level.
void compare_rubric(Intake& intake, std::string_view file) {
  const std::string_view ours = builtin_pack(intake.pack->name());
  if (ours.empty() || ours == intake.check.rubric_json) return;
  const auto original = load_pack(ours, "rubric.json");
  std::string what;
  if (original.pack) {
    for (const Group& group : original.pack->groups) {
      for (const Criterion& criterion : group.criteria) {
        for (const Item& item : criterion.items) {
          const Item* theirs = intake.pack->item(item.id);
          const bool same = theirs && theirs->max.has_value() == item.max.has_value() &&
                            (!item.max || theirs->max->value == item.max->value);
          if (!same) what += (what.empty() ? "" : ", ") + item.id;
        }
      }
    }
  }
  intake.problems.push_back({what.empty() ? "intake.rubric_differs" : "intake.maxima_differ",
                             {std::string(file) + "/data/rubric.json", "", {}},
                             {{"pack", intake.pack->name()}, {"items", what}}});
}

int completeness_of(const Score& score) {
  int total = 0, unanswered = 0;
  for (const GroupScore& group : score.groups) {
    total += group.total;
    unanswered += group.unanswered;
  }
  return total > 0 ? (total - unanswered) * 100 / total : 0;
}

}  // namespace

Intake take_in(const Source& source, const Signers& signers, std::string_view file) {
  Intake intake;
  intake.check = inspect(source, signers);
  Check& check = intake.check;
  if (check.reason.place.file.empty()) check.reason.place.file = file;
  if (check.dossier_json.empty()) return intake;

  LoadedDossier dossier = load_dossier(check.dossier_json, std::string(file) + "/data/dossier.json");
  LoadedPack pack = load_pack(check.rubric_json, std::string(file) + "/data/rubric.json");
  const bool was_sound = check.verdict == Verdict::valid || check.verdict == Verdict::unknown_key;
  if (!dossier.dossier || !pack.pack) {
    const Error reason = !dossier.dossier ? dossier.problems.front() : pack.problems.front();
    for (auto* problems : {&dossier.problems, &pack.problems}) {
      for (Error& problem : *problems) intake.problems.push_back(std::move(problem));
    }
    if (was_sound) reject(intake, reason);
    return intake;
  }
  intake.dossier = std::move(*dossier.dossier);
  intake.pack = std::move(*pack.pack);
  intake.score = score(*intake.pack, intake.dossier->answers);
  intake.completeness = completeness_of(*intake.score);
  for (const Error& problem : intake.score->problems) intake.problems.push_back(problem);
  if (const auto problem = identity_problem(intake, file); problem && was_sound) {
    reject(intake, *problem);
    return intake;
  }
  compare_evidence(intake, file);
  compare_rubric(intake, file);
  for (const GroupScore& group : intake.score->groups) {
    for (const std::string& item : group.missing_mandatory) {
      const Item* const condition = intake.pack->item(item);
      intake.problems.push_back({"intake.mandatory_missing",
                                 {std::string(file), child("/answers", item), {}},
                                 {{"title", condition ? condition->title.vi : item}}});
    }
  }
  return intake;
}

bool check_rest(Intake& intake, const Source& source,
                const std::function<bool(std::uint64_t, std::uint64_t)>& progress) {
  Check& check = intake.check;
  std::uint64_t done = 0, total = 0;
  for (const Check::Pending& pending : check.pending) total += check.entries[pending.entry].size;
  for (const Check::Pending& pending : check.pending) {
    if (progress && !progress(done, total)) return false;
    if (const Status status = check_payload(source, check, pending); !status) {
      // The first finding names the verdict; a check that had one already keeps its reason.
      if (!conclude(check, status.error())) intake.problems.push_back(status.error());
    }
    done += check.entries[pending.entry].size;
  }
  check.pending.clear();
  if (progress) progress(total, total);
  return true;
}

Intake take_in_all(const Source& source, const Signers& signers, std::string_view file) {
  Intake intake = take_in(source, signers, file);
  check_rest(intake, source, {});
  return intake;
}

namespace {

// Packs of up to this many groups have columns of their own; the rest is in the bundle.
constexpr std::size_t group_columns = 4;

}  // namespace

const std::vector<std::string>& intake_columns() {
  static const std::vector<std::string> columns = [] {
    std::vector<std::string> names = {"file", "verdict", "container", "reason", "offset", "unit_code",
                                      "unit_name", "unit_level", "school_year", "rubric"};
    for (std::size_t i = 1; i <= group_columns; ++i) {
      const std::string group = "group" + std::to_string(i);
      names.insert(names.end(), {group + "_points", group + "_max", group + "_level"});
    }
    names.insert(names.end(), {"unanswered", "completeness", "signer_fingerprint", "signer_known",
                               "evidence_files", "bytes", "problems"});
    return names;
  }();
  return columns;
}

Json to_row(const Intake& intake, std::string_view file) {
  const Check& check = intake.check;
  Json row = Json::object();
  for (const std::string& column : intake_columns()) row[column] = nullptr;
  row["file"] = file;
  row["verdict"] = to_text(check.verdict);
  row["container"] = check.verdict == Verdict::rejected ? Json() : Json(to_text(check.container));
  row["reason"] = message(check.reason, Lang::vi);
  if (check.reason.place.offset) row["offset"] = *check.reason.place.offset;
  row["unit_code"] = check.info.external_identifier;
  row["unit_name"] = check.info.source_organization;
  row["school_year"] = check.info.school_year;
  row["rubric"] = check.info.rubric;
  row["problems"] = intake.problems.size();
  if (!check.signers.empty()) {
    row["signer_fingerprint"] = check.signers.front().fingerprint;
    row["signer_known"] = check.signers.front().known;
  }
  if (!check.entries.empty()) {
    std::uint64_t bytes = 0;
    for (const Entry& entry : check.entries) bytes += entry.size;
    row["bytes"] = bytes;
  }
  if (!intake.dossier || !intake.score) return row;
  row["unit_level"] = intake.dossier->unit.level;
  row["evidence_files"] = std::ranges::count_if(
      intake.dossier->evidence, [](const Evidence& e) { return e.file.has_value(); });
  row["completeness"] = intake.completeness;
  int unanswered = 0;
  for (std::size_t i = 0; i < intake.score->groups.size(); ++i) {
    const GroupScore& group = intake.score->groups[i];
    unanswered += group.unanswered;
    if (i >= group_columns) continue;
    const std::string name = "group" + std::to_string(i + 1);
    row[name + "_points"] = to_json_text(group.points);
    row[name + "_max"] = to_json_text(group.max);
    row[name + "_level"] = group.level;
  }
  row["unanswered"] = unanswered;
  return row;
}

}  // namespace thuoc
