#include "intake/intake.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <set>

#include "base/limits.h"
#include "base/sha256.h"
#include "base/strict.h"
#include "base/utf8.h"
#include "bundle/file_kind.h"
#include "bundle/how_to_check.h"
#include "bundle/office.h"
#include "bundle/secret.h"
#include "bundle/zip_directory.h"
#include "intake/pack_difference.h"
#include "paper/plain_page.h"
#include "paper/summary.h"
#include "rubric/builtin_packs.h"
#include "school/hand_in.h"

namespace thuoc {

namespace {

struct KnownPack {
  std::string_view json;
  Pack pack;
  std::string sha256;
};

// Read once: offices take in thousands of bundles that all carry the same pack.
const std::vector<KnownPack>& known_packs() {
  static const std::vector<KnownPack> all = [] {
    std::vector<KnownPack> packs;
    for (const BuiltinPack& builtin : builtin_packs()) {
      if (auto loaded = load_pack(builtin.json, builtin.file); loaded.pack) {
        packs.push_back({builtin.json, std::move(*loaded.pack), sha256_hex(builtin.json)});
      }
    }
    return packs;
  }();
  return all;
}

// An office's own edition is in every one of its bundles too: told by its bytes, it is read once.
LoadedPack load_or_known(const std::string& json, const std::string& file) {
  const auto known = std::ranges::find(known_packs(), std::string_view(json), &KnownPack::json);
  if (known != known_packs().end()) return {known->pack, {}};
  constexpr std::size_t remembered = 16;
  static std::mutex lock;
  static std::map<std::string, Pack, std::less<>> others;
  {
    const std::lock_guard hold(lock);
    if (const auto other = others.find(json); other != others.end()) return {other->second, {}};
  }
  LoadedPack loaded = load_pack(json, file);
  if (loaded.pack && loaded.problems.empty()) {
    const std::lock_guard hold(lock);
    if (others.size() < remembered) others.emplace(json, *loaded.pack);
  }
  return loaded;
}

bool is_sound(const Check& check) { return check.verdict == Verdict::valid || check.verdict == Verdict::unknown_key; }

// What makes a well-signed bag no hand-in at all. A bag that is altered or rejected already keeps
// its reason, which comes first.
void reject(Intake& intake, Error reason) {
  if (!is_sound(intake.check)) return;
  intake.check.verdict = Verdict::rejected;
  intake.check.reason = shortened(std::move(reason));
}

class Reader {
 public:
  Reader(Intake& intake, std::string_view file) : intake_(intake), check_(intake.check), file_(file) {}

  void read() {
    if (!read_documents()) return;
    intake_.instrument = instrument_of(check_.rubric_json, *intake_.pack);
    intake_.score = score(scored_by(intake_), intake_.dossier->answers);
    intake_.completeness = completeness();
    if (const auto contradiction = identity_problem()) reject(intake_, *contradiction);
    for (Error problem : intake_.score->problems) {
      problem.place.file = dossier_file();
      add_problem(intake_.problems, std::move(problem));
    }
    missing_mandatory();
    compare_evidence();
    compare_rubric();
  }

 private:
  std::string dossier_file() const { return file_ + "/data/dossier.json"; }
  std::string rubric_file() const { return file_ + "/data/rubric.json"; }

  void remark(std::string code, Place place, Args args) {
    add_problem(intake_.problems, {std::move(code), std::move(place), std::move(args)});
  }

  bool read_documents() {
    const std::string& type = check_.info.bundle_type;
    // Two codes that look the same are two units, or one unit twice.
    if (const std::string& code = check_.info.external_identifier; has_hidden(code)) {
      reject(intake_, {"intake.hidden_in_code", {file_, "", {}}, {{"code", with_hidden_shown(code, false)}}});
      return false;
    }
    if (!type.empty() && !is_bundle_type(type)) {
      reject(intake_, {"intake.other_type", {file_, "", {}}, {{"type", type}}});
      return false;
    }
    if (type != "dossier" && !type.empty()) {
      read_office_document();
      return false;
    }
    for (const auto& [json, name] :
         {std::pair{&check_.document_json, "data/dossier.json"}, {&check_.rubric_json, "data/rubric.json"}}) {
      if (!json->empty()) continue;
      reject(intake_, {"intake.document_missing", {file_, "", {}}, {{"name", name}}});
      return false;
    }
    LoadedDossier dossier = load_dossier(check_.document_json, dossier_file());
    LoadedPack pack = load_or_known(check_.rubric_json, rubric_file());
    for (auto* problems : {&dossier.problems, &pack.problems}) {
      if (!problems->empty()) reject(intake_, problems->front());
      add_problems(intake_.problems, std::move(*problems));
    }
    intake_.dossier = std::move(dossier.dossier);
    intake_.pack = std::move(pack.pack);
    return intake_.dossier && intake_.pack;
  }

  // Of what an office signs only the head is read here: a school's page need not know the rest. Who
  // opens it reads it whole, with load_review and its like.
  void read_office_document() {
    std::vector<Error> problems = head_problems(check_, file_);
    if (!check_.rubric_json.empty()) {
      LoadedPack pack = load_or_known(check_.rubric_json, rubric_file());
      add_problems(problems, std::move(pack.problems));
      if (pack.pack && pack.pack->name() != check_.info.rubric) {
        add_problem(problems, {"intake.identity_differs",
                               {rubric_file(), "/id", {}},
                               {{"outside", check_.info.rubric}, {"inside", pack.pack->name()}}});
      }
      intake_.pack = std::move(pack.pack);
    }
    if (!problems.empty()) reject(intake_, problems.front());
    add_problems(intake_.problems, std::move(problems));
    if (intake_.pack) compare_rubric();
  }

  // The bag says in its signed tag files whose it is; the record says it again. A key that is known
  // for one unit must not vouch for another's record.
  std::optional<Error> identity_problem() const {
    const BagInfo& info = check_.info;
    const Dossier& d = *intake_.dossier;
    const std::string pack = intake_.pack->name();
    const struct {
      const char* pointer;
      const std::string *outside, *inside;
    } pairs[] = {{"/unit/code", &info.external_identifier, &d.unit.code},
                 {"/school_year", &info.school_year, &d.school_year},
                 {"/pack", &info.rubric, &d.pack},
                 {"/pack", &pack, &d.pack}};
    for (const auto& [pointer, outside, inside] : pairs) {
      if (*outside == *inside) continue;
      return Error{"intake.identity_differs", {dossier_file(), pointer, {}}, {{"outside", *outside}, {"inside", *inside}}};
    }
    return std::nullopt;
  }

  int completeness() const {
    int total = 0, unanswered = 0;
    for (const GroupScore& group : intake_.score->groups) {
      total += group.total;
      unanswered += group.unanswered;
    }
    return total > 0 ? (total - unanswered) * 100 / total : 0;
  }

  void missing_mandatory() {
    for (const GroupScore& group : intake_.score->groups) {
      for (const std::string& id : group.missing_mandatory) {
        const Item* const condition = intake_.pack->item(id);
        Args args;
        add_arg(args, "title", condition ? condition->title : Words{id, ""});
        remark("intake.mandatory_missing", {dossier_file(), child("/answers", id), {}}, std::move(args));
      }
    }
  }

  // Evidence the record names and the bag has not, and the other way round.
  void compare_evidence() {
    std::map<std::string_view, const Entry*> there;
    const std::string folder = check_.top + "/data/evidence/";
    for (const Entry& entry : check_.entries) {
      if (entry.name.starts_with(folder)) there[entry.name] = &entry;
    }
    std::map<std::string_view, std::string_view> hashes;
    for (const Check::Pending& pending : check_.pending) { hashes[check_.entries[pending.entry].name] = pending.sha256; }
    std::set<std::string> named;
    const std::set<std::string_view> items = intake_.pack->item_ids();
    const auto paths = evidence_paths(*intake_.dossier);
    for (const Evidence& e : intake_.dossier->evidence) {
      const std::string title = e.title.empty() ? e.id : shortened(e.title);
      for (const std::string& item : e.items) {
        if (items.contains(item)) continue;
        remark("intake.evidence_unknown_item", {dossier_file(), child("/evidence", e.id), {}},
               {{"title", title}, {"item", item}});
      }
      if (!e.file) continue;
      const auto stands = paths.find(e.file->sha256);
      const std::string path = check_.top + "/" + (stands == paths.end() ? "" : stands->second);
      named.insert(path);
      const auto entry = there.find(path);
      const auto hash = hashes.find(path);
      if (hash != hashes.end() && hash->second != e.file->sha256) {
        // Whoever keeps it under the name it claims would keep other bytes than the school's.
        reject(intake_, {"intake.evidence_other",
                         {dossier_file(), child("/evidence", e.id), {}},
                         {{"name", e.file->name.empty() ? e.title : e.file->name}}});
      } else if (entry == there.end() || entry->second->size != e.file->size) {
        remark("intake.evidence_missing", {dossier_file(), child("/evidence", e.id), {}},
               {{"name", e.file->name.empty() ? title : shortened(e.file->name)}});
      }
    }
    for (const auto& [path, entry] : there) {
      if (named.contains(std::string(path))) continue;
      remark("intake.evidence_unlisted", {file_, "", entry->header_offset},
             {{"name", std::string(path.substr(check_.top.size() + 1))}});
    }
    const std::string expected = bundle_name(*intake_.dossier);
    if (check_.top != expected) { remark("intake.other_top", {file_, "", {}}, {{"top", check_.top}, {"expected", expected}}); }
  }

  // A table of the same name as ours with other numbers must be seen: it moves points and levels.
  void compare_rubric() {
    const std::string name = intake_.pack->name();
    const Place place{rubric_file(), "", {}};
    const auto original = std::ranges::find_if(known_packs(), [&](const KnownPack& known) { return known.pack.name() == name; });
    if (original == known_packs().end()) {
      remark("intake.rubric_unknown", place, {{"pack", name}});
      return;
    }
    if (original->json == check_.rubric_json) return;
    const std::vector<Words> all = differences(original->pack, *intake_.pack);
    if (all.empty()) {
      remark("intake.rubric_wording", place, {{"pack", name}});
      return;
    }
    constexpr std::size_t listed = 5;
    Words what;
    for (std::size_t i = 0; i < std::min(all.size(), listed); ++i) {
      what.vi += (i == 0 ? "" : "; ") + all[i].vi;
      what.en += (i == 0 ? "" : "; ") + all[i].en;
    }
    if (all.size() > listed) what.vi += "; …", what.en += "; …";
    Args args{{"pack", name}, {"count", std::to_string(all.size())}};
    add_arg(args, "what", what);
    remark("intake.rubric_differs", place, std::move(args));
  }

  Intake& intake_;
  Check& check_;
  const std::string file_;
};

// What is in a bundle for people's eyes. It is signed like the rest, but nobody computes it anew from the answers:
// a page that says other points than the record, or runs something, must be seen.
class Pages {
 public:
  Pages(Intake& intake, const Source& source) : intake_(intake), check_(intake.check), source_(source) {}

  void compare() {
    std::vector<std::string> foreign;
    for (const Check::Pending& other : check_.others) {
      const std::string name = name_in_bag(check_.entries[other.entry]);
      if (name == page_name) compare_page(other);
      else if (intake_.dossier) foreign.push_back(name);
    }
    // Written anew where in the file itself they may stand as \u202e.
    const std::string& json = check_.document_json;
    if (intake_.dossier && has_hidden(json.find("\\u") == json.npos ? json : to_json_text(*intake_.dossier)))
      remark("intake.hidden_letters", std::string(document_name), {});
    if (!foreign.empty()) {
      constexpr std::size_t listed = 5;
      std::string names;
      for (std::size_t i = 0; i < std::min(foreign.size(), listed); ++i) names += (i == 0 ? "" : ", ") + foreign[i];
      if (foreign.size() > listed) names += ", …";
      remark("intake.extra_files", foreign.front(), {{"count", std::to_string(foreign.size())}, {"names", names}});
    }
    compare_how_to_check();
  }

 private:
  static constexpr std::string_view page_name = "data/tom-tat.html", how_to_check_name = "KIEM-TRA.txt",
                                    document_name = "data/dossier.json";

  std::string name_in_bag(const Entry& entry) const { return entry.name.substr(check_.top.size() + 1); }

  void remark(const char* code, const std::string& name, Args args) {
    add_problem(intake_.problems, {code, {check_.reason.place.file + "/" + name, "", {}}, std::move(args)});
  }

  void compare_page(const Check::Pending& page) {
    const auto html = read_entry(source_, check_.entries[page.entry], limits::document_bytes);
    if (html && intake_.dossier && intake_.score && *html == summary_html(*intake_.dossier, *intake_.pack, *intake_.score, ""))
      return;
    if (!html || !is_plain_page(*html)) remark("intake.page_active", std::string(page_name), {{"name", std::string(page_name)}});
    else if (intake_.dossier) remark("intake.page_other", std::string(page_name), {{"name", std::string(page_name)}});
  }

  void compare_how_to_check() {
    const auto entry = std::ranges::find(check_.entries, check_.top + "/" + std::string(how_to_check_name), &Entry::name);
    if (entry == check_.entries.end()) return;
    const auto there = read_entry(source_, *entry, limits::tag_file_bytes);
    const bool ours = there && std::ranges::any_of(check_.signers, [&](const SignerFound& signer) {
                        return *there == how_to_check(check_.top, check_.info, signer.key);
                      });
    if (!ours) remark("intake.how_to_check_other", std::string(how_to_check_name), {});
  }

  Intake& intake_;
  const Check& check_;
  const Source& source_;
};

// What no bundle can be made of may be something else altogether: then that is the reason, not the first check of a ZIP
// that it failed.
void name_kind(Check& check, const Source& source, std::string_view file) {
  const std::string& code = check.reason.code;
  const bool damaged = code == "zip.truncated" || code == "zip.trailing_bytes";
  if (check.verdict != Verdict::rejected || !(code.starts_with("zip.") || code == "bundle.not_a_bundle")) return;
  const std::string_view kind = kind_of(source, file);
  if (kind == "bundle" || (damaged && kind != "cut_download") || (kind == "zip_other" && code == "zip.empty")) return;
  std::size_t count = 0;
  if (const auto directory = kind.starts_with("zip_") || kind == "bag_in_folder" ? read_directory(source) : std::nullopt)
    count = directory->files.size() + directory->more;
  check.reason = {"kind." + std::string(kind), {}, {{"count", std::to_string(count)}}};
}

}  // namespace

bool asks_for_a_look(const Error& problem) {
  return problem.code != "intake.page_other" && problem.code != "intake.how_to_check_other";
}

std::string instrument_of(std::string_view pack_json, const Pack& pack) {
  for (const KnownPack& known : known_packs()) {
    if (known.json == pack_json) return known.sha256;
    if (known.pack.name() == pack.name() && differences(known.pack, pack).empty()) return known.sha256;
  }
  return sha256_hex(pack_json);
}

const Pack& scored_by(const Intake& intake) {
  const auto ours = std::ranges::find(known_packs(), intake.instrument, &KnownPack::sha256);
  return ours == known_packs().end() ? *intake.pack : ours->pack;
}

Intake take_in(const Source& source, const Signers& signers, std::string_view file) {
  Intake intake;
  intake.check = inspect(source, signers);
  name_kind(intake.check, source, file);
  if (intake.check.reason.place.file.empty()) intake.check.reason.place.file = file;
  // Of what is rejected nothing is to be believed; of what is altered the documents may be whole.
  if (intake.check.verdict != Verdict::rejected) Reader(intake, file).read();
  if (intake.check.signers.size() > 1)
    intake.problems.push_back(
        {"intake.several_signers", {std::string(file), "", {}}, {{"count", std::to_string(intake.check.signers.size())}}});
  return intake;
}

bool check_rest(Intake& intake, const Source& source, const std::function<bool(std::uint64_t, std::uint64_t)>& progress) {
  Check& check = intake.check;
  std::uint64_t done = 0, total = 0;
  for (const Check::Pending& pending : check.pending) total += check.entries[pending.entry].size;
  for (const Check::Pending& pending : check.pending) {
    if (progress && !progress(done, total)) return false;
    if (const Status status = check_payload(source, check, pending); !status) {
      // The first finding names the verdict; a check that had one already keeps its reason.
      if (!conclude(check, status.error())) add_problem(intake.problems, status.error());
    }
    done += check.entries[pending.entry].size;
  }
  check.pending.clear();
  if (is_sound(check)) Pages(intake, source).compare();
  if (const std::string name = file_with_secret_key(source, check); !name.empty()) {
    // Before all other remarks: a row of the list has room for one.
    intake.problems.insert(intake.problems.begin(), {"intake.secret_key", {name, "", {}}, {{"name", name}}});
  }
  if (progress) progress(total, total);
  return true;
}

Intake take_in_all(const Source& source, const Signers& signers, std::string_view file) {
  Intake intake = take_in(source, signers, file);
  check_rest(intake, source, {});
  return intake;
}

namespace {

// As many as the built-in pack with the most groups has: a group beyond that is in the bundle.
std::size_t group_columns() {
  static const std::size_t most = [] {
    std::size_t n = 0;
    for (const KnownPack& known : known_packs()) n = std::max(n, known.pack.groups.size());
    return n;
  }();
  return most;
}

}  // namespace

const std::vector<std::string>& intake_columns() {
  static const std::vector<std::string> columns = [] {
    std::vector<std::string> names = {"file", "verdict",   "container", "reason_code", "reason",      "offset",
                                      "type", "unit_code", "unit_name", "unit_level",  "school_year", "rubric"};
    for (std::size_t i = 1; i <= group_columns(); ++i) {
      const std::string group = "group" + std::to_string(i);
      names.insert(names.end(), {group + "_points", group + "_max", group + "_level"});
    }
    names.insert(names.end(),
                 {"unanswered", "completeness", "signer_fingerprint", "signer_known", "evidence_files", "bytes", "problems"});
    return names;
  }();
  return columns;
}

Json to_row(const Intake& intake, std::string_view file) {
  const Check& check = intake.check;
  Json row = Json::object();
  for (const std::string& column : intake_columns()) row[column] = nullptr;
  row["file"] = file;
  if (check.verdict != Verdict::rejected) row["type"] = check.info.bundle_type;
  row["verdict"] = to_text(check.verdict);
  row["container"] = check.verdict == Verdict::rejected ? Json() : Json(to_text(check.container));
  row["reason_code"] = check.reason.code;
  row["reason"] = message(check.reason, Lang::vi);
  if (check.reason.place.offset) row["offset"] = *check.reason.place.offset;
  const auto put = [&](const char* column, const std::string& text) {
    if (!text.empty()) row[column] = text;
  };
  put("unit_code", check.info.external_identifier);
  put("unit_name", check.info.source_organization);
  put("school_year", check.info.school_year);
  put("rubric", check.info.rubric);
  std::string problems;
  for (const std::string& said : messages(intake.problems, Lang::vi, limits::problems_in_cell)) {
    problems += (problems.empty() ? "" : " | ") + said;
  }
  row["problems"] = problems;
  if (const SignerFound* signer = speaker(check)) {
    row["signer_fingerprint"] = signer->fingerprint;
    row["signer_known"] = signer->known;
  }
  if (!check.entries.empty()) {
    std::uint64_t bytes = 0;
    for (const Entry& entry : check.entries) bytes += entry.size;
    row["bytes"] = bytes;
  }
  if (!intake.dossier || !intake.score) return row;
  put("unit_level", intake.dossier->unit.level);
  row["evidence_files"] = evidence_paths(*intake.dossier).size();
  row["completeness"] = intake.completeness;
  int unanswered = 0;
  for (std::size_t i = 0; i < intake.score->groups.size(); ++i) {
    const GroupScore& group = intake.score->groups[i];
    unanswered += group.unanswered;
    if (i >= group_columns()) continue;
    const std::string name = "group" + std::to_string(i + 1);
    row[name + "_points"] = to_json_text(group.points);
    row[name + "_max"] = to_json_text(group.max);
    row[name + "_level"] = group.level;
  }
  row["unanswered"] = unanswered;
  return row;
}

}  // namespace thuoc
