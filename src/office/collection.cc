#include "office/collection.h"

#include <algorithm>
#include <set>

#include "base/csv.h"
#include "base/date.h"
#include "base/file_name.h"
#include "round/round.h"

namespace thuoc {

namespace {

constexpr std::size_t chunk_rows = 256;  // kept together: one transaction for each
constexpr std::int64_t settle_ms = 2'000;

}  // namespace

bool is_zip(const std::string& name) { return lower_case(name).ends_with(".zip"); }

bool holds_others(const Error& reason) { return reason.code == "kind.zip_of_zips"; }

const Row* Collection::find(std::string_view name) const {
  const auto found = by_name_.find(std::string(name));
  return found == by_name_.end() ? nullptr : &rows[found->second];
}

Row* Collection::row_of(std::string_view name) { return const_cast<Row*>(find(name)); }

const Row* Collection::row_with(std::string_view sha256) const {
  const auto found =
      std::ranges::find_if(rows, [&](const Row& row) { return row.blob && !sha256.empty() && row.sha256 == sha256; });
  return found == rows.end() ? nullptr : &*found;
}

void Collection::stored(const std::string& id, const std::string& json, std::size_t more) {
  if (!id.starts_with("rows-")) return;
  ++chunks_kept_;
  const auto list = parse_json(json, id, ~std::size_t{0});
  if (!list || !list->is_array()) return;
  // Once for all: grown by doubling they would take twice their place.
  if (rows.capacity() < rows.size() + list->size()) rows.reserve(rows.size() + list->size() + more * chunk_rows);
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

void Collection::start() { mark(); }

void Collection::changed(std::size_t index) {
  ++revision;
  unsettled_ = true;
  unkept_.insert(index / chunk_rows);
}

std::size_t Collection::add(Row row) {
  const auto [place, fresh] = by_name_.try_emplace(row.name, rows.size());
  const std::size_t index = place->second;
  if (fresh) {
    rows.push_back(std::move(row));
  } else {
    if (rows[index].blob && rows[index].blob != row.blob) app_.outside.ask("release", {{"blob", rows[index].blob}});
    rows[index] = std::move(row);
  }
  hash_from = std::min(hash_from, index);
  changed(index);
  return index;
}

void Collection::index_names() {
  by_name_.clear();
  for (std::size_t i = 0; i < rows.size(); ++i) by_name_[rows[i].name] = i;
  hash_from = 0;
  for (std::size_t chunk = 0; chunk * chunk_rows < rows.size() || chunk < chunks_kept_; ++chunk) unkept_.insert(chunk);
  ++revision;
  unsettled_ = true;
}

void Collection::settle() {
  settled_ms_ = port::now_ms();
  unsettled_ = false;
  mark();
  keep();
}

void Collection::settle_if_changed() {
  if (unsettled_) settle();
}

void Collection::settle_when_due() {
  if (unsettled_ && (running.empty() || port::now_ms() - settled_ms_ >= settle_ms)) settle();
}

// One rule with the round, over what is here: which file of a unit and year is the old one.
void Collection::mark() {
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
  const std::vector<UnitState> states = unit_states(store_.round, store_.pack);
  for (const UnitState& unit : states) {
    if (unit.counted) counted.insert(unit.current->first);
    // Where a person has said whose a code is, that stands before what the files say.
    if (!unit.current || !store_.round.codes.contains(unit.code)) continue;
    const auto all = of_unit.find(unit.code + "\n" + store_.round.head.school_year);
    if (all == of_unit.end()) continue;
    for (const std::size_t i : all->second) rows[i].superseded = rows[i].sha256 != unit.current->first;
  }
  // A file that is here twice stands behind the numbers once.
  for (Row& row : rows) row.counted = !row.sha256.empty() && counted.erase(row.sha256) > 0;
  marked_ = ++revision;
  marked_round_ = store_.revision();
}

void Collection::mark_again() {
  if (marked_round_ != store_.revision() || marked_ != revision) mark();
}

// One chunk after the other, each when the one before is on the disk. What changes meanwhile waits until
// all of them are: those being read now change all the time.
void Collection::keep() {
  if (keeping_ || app_.outside.store_error) return;
  if (to_keep_.empty()) to_keep_.swap(unkept_);
  if (to_keep_.empty()) return;
  const std::size_t chunk = to_keep_.extract(to_keep_.begin()).value();
  keeping_ = true;
  Json list = Json::array();
  for (std::size_t i = chunk * chunk_rows; i < rows.size() && i < (chunk + 1) * chunk_rows; ++i) list.push_back(to_json(rows[i]));
  chunks_kept_ = std::max(chunks_kept_, chunk + 1);
  std::string number = std::to_string(chunk);
  number.insert(0, 5 - std::min<std::size_t>(5, number.size()), '0');
  app_.outside.ask(
      "put", {{"store", "office"}, {"id", "rows-" + number}, {"json", to_compact_text(list)}},
      [this](const Json&) {
        keeping_ = false;
        keep_error.reset();
        if (!to_keep_.empty() || running.empty()) keep();
      },
      [this, chunk](const Error& error) {
        // Everything goes on in memory; the next change tries again.
        keeping_ = false;
        if (!keep_error) app_.notices.tell(error);
        keep_error = error;
        unkept_.insert(chunk);
      });
}

void Collection::forget(std::string_view name) {
  const Row* row = find(name);
  if (!row) return;
  if (row->blob) app_.outside.ask("release", {{"blob", row->blob}});
  rows.erase(rows.begin() + (row - rows.data()));
  index_names();
}

void Collection::clear() {
  for (const Row& row : rows) {
    if (row.blob) app_.outside.ask("release", {{"blob", row.blob}});
  }
  rows.clear();
  index_names();
}

std::vector<std::string> Collection::hashes_of(const std::vector<std::string>& names) const {
  std::vector<std::string> bundles;
  for (const std::string& name : names)
    if (const Row* row = find(name); row && !row->sha256.empty()) bundles.push_back(row->sha256);
  return bundles;
}

Error Collection::reason_in(const Row& row, Error reason) const {
  const bool shut = row.blob && unpacked.contains(row.blob) && holds_others(reason);
  return shut ? about_file("office.zip_in_zip", row.name) : std::move(reason);
}

void Collection::save_table(const std::vector<std::size_t>& which) {
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
  app_.outside.ask("save", {{"name", "danh-sach-ho-so.csv"}, {"type", "text/csv"}, {"text", csv}});
}

}  // namespace thuoc
