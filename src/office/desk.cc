#include "office/desk.h"

#include <algorithm>

#include "base/csv.h"
#include "base/date.h"
#include "base/error_json.h"
#include "base/limits.h"
#include "intake/intake_json.h"

namespace thuoc {

namespace {

constexpr std::size_t chunk_rows = 256;  // kept together: one transaction for each

}  // namespace

const Row* OfficeDesk::find(std::string_view name) const {
  const auto found = by_name_.find(std::string(name));
  return found == by_name_.end() ? nullptr : &rows[found->second];
}

Row* OfficeDesk::row_of(std::string_view name) { return const_cast<Row*>(find(name)); }

void OfficeDesk::changed(std::size_t index) {
  ++revision;
  unsettled_ = true;
  unkept_.insert(index / chunk_rows);
}

std::size_t OfficeDesk::add(Row row) {
  const auto [place, fresh] = by_name_.try_emplace(row.name, rows.size());
  const std::size_t index = place->second;
  if (fresh) {
    rows.push_back(std::move(row));
  } else {
    if (rows[index].blob && rows[index].blob != row.blob) app_.ask("release", {{"blob", rows[index].blob}});
    rows[index] = std::move(row);
  }
  hash_from_ = std::min(hash_from_, index);
  changed(index);
  return index;
}

void OfficeDesk::index_names() {
  by_name_.clear();
  for (std::size_t i = 0; i < rows.size(); ++i) by_name_[rows[i].name] = i;
  hash_from_ = 0;
  for (std::size_t chunk = 0; chunk * chunk_rows < rows.size() || chunk < chunks_kept_; ++chunk) unkept_.insert(chunk);
  ++revision;
  unsettled_ = true;
}

OfficeDesk::OfficeDesk(App& app) : work(app), app_(app) {
  app.beyond = this;
  work.intake_of = [this](std::string_view sha256) { return sha256 == assessed_sha256_ && assessed_ ? &*assessed_ : nullptr; };
  work.read = [this](std::string_view sha256) { read_assessed(sha256); };
  work.show_evidence = [this](std::string_view sha256, std::string_view id) {
    if (const Row* row = row_with(sha256); row && assessed_ && sha256 == assessed_sha256_) show(row->blob, *assessed_, id);
  };
  work.keys_changed = [this] { judge_keys(); };
  work.come_again = [this](std::string_view sha256) {
    if (const Row* row = row_with(sha256)) came(*row);
  };
  work.read_dossier = [this](std::string_view sha256, std::function<void(const Intake&)> then) {
    if (const Row* row = row_with(sha256)) read_whole(*row, std::move(then));
  };
}

const Row* OfficeDesk::row_with(std::string_view sha256) const {
  const auto found =
      std::ranges::find_if(rows, [&](const Row& row) { return row.blob && !sha256.empty() && row.sha256 == sha256; });
  return found == rows.end() ? nullptr : &*found;
}

void OfficeDesk::read_assessed(std::string_view sha256) {
  if (sha256 == assessed_sha256_ && assessed_) return;
  assessed_.reset();
  assessed_sha256_ = sha256;
  const Row* row = row_with(sha256);
  if (!row) return;
  read_whole(*row, [this, asked = std::string(sha256)](Intake intake) {
    if (asked != assessed_sha256_) return;
    assessed_ = std::move(intake);
    if (work.assessing == asked && work.assessed_item.empty()) work.assess(asked);
  });
}

void OfficeDesk::read_whole(const Row& row, std::function<void(Intake)> then) {
  app_.ask("take_in", {{"blob", row.blob}, {"name", row.name}, {"signers", signers_text_}},
           [then = std::move(then)](const Json& data) {
             if (data.contains("intake")) then(intake_from_json(data["intake"]));
           });
}

void OfficeDesk::came(const Row& row) {
  if (row.sha256.empty()) return;
  notice_own_key();
  // Of what was rejected only whose it says to be is kept, and why.
  const bool refused = row.is_read() && row.verdict == Verdict::rejected && row.type == "dossier" && !row.unit_code.empty();
  if (row.is_dossier() || refused) {
    Submission s = row;
    s.file_name = row.name;
    if (!is_sound(s)) s.reason = row.why.code;
    return work.handed_in(row.sha256, std::move(s));
  }
  const bool sound = row.verdict == Verdict::valid || row.verdict == Verdict::unknown_key;
  if (!sound || row.type.empty() || !row.blob) return;
  read_whole(row, [this, name = row.name, sha256 = row.sha256](Intake intake) {
    work.take_paper({name, sha256, std::move(intake.check)});
  });
}

void OfficeDesk::start(const Json& data) {
  work.start(data);
  if (!data.contains("office") || !data["office"].is_array()) return;
  std::vector<std::pair<std::string, const Json*>> chunks;
  for (const Json& stored : data["office"]) {
    const std::string id = stored.value("id", "");
    if (id.starts_with("rows-")) chunks.push_back({id, &stored});
  }
  std::ranges::sort(chunks, {}, &std::pair<std::string, const Json*>::first);
  chunks_kept_ = chunks.size();
  for (const auto& [id, stored] : chunks) {
    const auto list = parse_json(stored->value("json", ""), id, ~std::size_t{0});
    if (!list || !list->is_array()) continue;
    for (const Json& one : *list) {
      Row row = row_from_json(one);
      if (row.name.empty()) continue;
      if (row.stage == Row::Stage::waiting) {
        row.stage = Row::Stage::broken;
        if (!row.failed) row.failed = about_file("office.closed_before", row.name);
      }
      by_name_[row.name] = rows.size();
      rows.push_back(std::move(row));
    }
  }
  mark();
  // Until November 2026 the keys were kept beside the round, in a setting. They go into it once.
  if (data.contains("settings") && data["settings"].is_object() && data["settings"].contains("signers") &&
      data["settings"]["signers"].is_string()) {
    const auto kept = parse_json(data["settings"]["signers"].get_ref<const std::string&>(), "signers");
    if (kept && kept->is_object() && !is_true(*kept, "in_round")) {
      const std::string text = text_of(*kept, "text");
      work.record([&](Round& r) { adopt_signers(r, parse_allowed_signers(text, "allowed_signers").signers, ""); });
      work.save_now();
      if (!work.kept_error) app_.store_setting("signers", {{"text", text}, {"in_round", true}});
    }
  }
  judge_keys();
  // The page was closed before the round could be written with what had come last.
  for (const Row& row : rows) {
    const auto known = work.round.submissions.find(row.sha256);
    // And rounds of before November 2026 left to the list what adding up needs.
    const bool lacks = known == work.round.submissions.end() || (known->second.pack.empty() && !row.pack.empty());
    if (row.stage == Row::Stage::done && row.is_dossier() && lacks) came(row);
  }
}

void OfficeDesk::settle() {
  settled_ms_ = port::now_ms();
  unsettled_ = false;
  mark();
  keep();
}

// One rule with the round, over what is here: which file of a unit and year is the old one.
void OfficeDesk::mark() {
  std::unordered_map<std::string, std::vector<std::size_t>> of_unit;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].superseded = rows[i].counted = false;
    if (rows[i].is_dossier() && !rows[i].unit_code.empty()) of_unit[rows[i].unit_code + "\n" + rows[i].school_year].push_back(i);
  }
  for (const auto& [unit, all] : of_unit) {
    std::vector<std::size_t> sound;
    std::vector<Claim> claims;
    for (const std::size_t i : all) {
      const Row& row = rows[i];
      if (!row.is_sound()) continue;  // a broken or altered file never displaces a good one
      sound.push_back(i);
      const auto key = row.verdict == Verdict::valid ? Rank::Key::known : Rank::Key::unknown;
      claims.push_back({rank_of(key, row.changed_at, row.signed_on, row.sha256), row.unit_name, row.commune, row.signer});
    }
    if (const auto best = pick(claims).best)
      for (const std::size_t i : all) rows[i].superseded = i != sound[*best];
  }
  std::set<std::string_view> counted;
  const std::vector<UnitState> states = unit_states(work.round, work.pack);
  for (const UnitState& unit : states) {
    if (unit.counted) counted.insert(unit.current->first);
    // Where a person has said whose a code is, that stands before what the files say.
    if (!unit.current || !work.round.codes.contains(unit.code)) continue;
    const auto all = of_unit.find(unit.code + "\n" + work.round.head.school_year);
    if (all == of_unit.end()) continue;
    for (const std::size_t i : all->second) rows[i].superseded = rows[i].sha256 != unit.current->first;
  }
  // A file that is here twice stands behind the numbers once.
  for (Row& row : rows) row.counted = !row.sha256.empty() && counted.erase(row.sha256) > 0;
  marked_ = ++revision;
  marked_round_ = work.revision();
}

// One chunk after the other, each when the one before is on the disk. What changes meanwhile waits until
// all of them are: those being read now change all the time.
void OfficeDesk::keep() {
  if (keeping_ || app_.store_error) return;
  if (to_keep_.empty()) to_keep_.swap(unkept_);
  if (to_keep_.empty()) return;
  const std::size_t chunk = to_keep_.extract(to_keep_.begin()).value();
  keeping_ = true;
  Json list = Json::array();
  for (std::size_t i = chunk * chunk_rows; i < rows.size() && i < (chunk + 1) * chunk_rows; ++i) list.push_back(to_json(rows[i]));
  chunks_kept_ = std::max(chunks_kept_, chunk + 1);
  std::string number = std::to_string(chunk);
  number.insert(0, 5 - std::min<std::size_t>(5, number.size()), '0');
  app_.ask(
      "put", {{"store", "office"}, {"id", "rows-" + number}, {"json", to_compact_text(list)}},
      [this](const Json&) {
        keeping_ = false;
        keep_error.reset();
        if (!to_keep_.empty() || running_.empty()) keep();
      },
      [this, chunk](const Error& error) {
        // Everything goes on in memory; the next change tries again.
        keeping_ = false;
        if (!keep_error) app_.tell(error);
        keep_error = error;
        unkept_.insert(chunk);
      });
}

void OfficeDesk::say_received(const std::vector<std::string>& names, std::string_view day) {
  std::vector<std::string> bundles;
  for (const std::string& name : names)
    if (const Row* row = find(name); row && !row->sha256.empty()) bundles.push_back(row->sha256);
  work.say_received(bundles, day);
}

void OfficeDesk::forget(std::string_view name) {
  const Row* row = find(name);
  if (!row) return;
  if (row->blob) app_.ask("release", {{"blob", row->blob}});
  rows.erase(rows.begin() + (row - rows.data()));
  index_names();
  if (opened && opened->name == name) open("");
  settle();
}

void OfficeDesk::forget_all() {
  cancel();
  for (const Row& row : rows) {
    if (row.blob) app_.ask("release", {{"blob", row.blob}});
  }
  rows.clear();
  opened.reset();
  index_names();
  settle();
}

void OfficeDesk::save_table(const std::vector<std::size_t>& which) {
  std::vector<std::string> columns = {"file",      "verdict",    "container", "reason",      "unit_code",
                                      "unit_name", "unit_level", "commune",   "school_year", "rubric"};
  std::size_t groups = 0;
  for (const std::size_t i : which) groups = std::max(groups, rows[i].results.size());
  for (std::size_t g = 1; g <= groups; ++g) {
    for (const char* what : {"_points", "_max", "_level"}) columns.push_back("group" + std::to_string(g) + what);
  }
  for (const char* last : {"completeness", "signer_fingerprint", "signer_known", "sha256", "problems"}) columns.push_back(last);
  std::string csv = std::string(csv_mark) + csv_text_line(columns);
  for (const std::size_t i : which) {
    const Row& row = rows[i];
    std::vector<std::string> cells = {
        row.name,
        row.is_read() ? std::string(to_text(row.verdict)) : "",
        row.is_read() && row.verdict != Verdict::rejected ? std::string(to_text(row.container)) : "",
        row.failed ? message(*row.failed, Lang::vi) : message(row.why, Lang::vi),
        row.unit_code,
        row.unit_name,
        row.unit_level,
        row.commune,
        row.school_year,
        row.pack};
    for (std::size_t g = 0; g < groups; ++g) {
      const GroupResult* group = g < row.results.size() ? &row.results[g] : nullptr;
      cells.push_back(group ? to_json_text(group->points) : "");
      cells.push_back(group ? to_json_text(group->max) : "");
      cells.push_back(group ? std::to_string(group->level) : "");
    }
    cells.push_back(row.results.empty() ? "" : std::to_string(row.completeness));
    cells.push_back(row.fingerprint);
    cells.push_back(row.fingerprint.empty() ? "" : row.signer_known ? "true" : "false");
    cells.push_back(row.sha256);
    cells.push_back(row.first_problem ? message(*row.first_problem, Lang::vi) : "");
    csv += csv_text_line(std::move(cells));
  }
  app_.ask("save", {{"name", "danh-sach-ho-so.csv"}, {"type", "text/csv"}, {"text", csv}});
}

}  // namespace thuoc
