#include "office/desk.h"

#include <algorithm>

#include "app/error_json.h"
#include "base/csv.h"
#include "base/date.h"
#include "base/limits.h"
#include "office/intake_json.h"

namespace thuoc {

namespace {

constexpr std::size_t batch_files = 32;      // a message to a worker and back costs as much as reading a file
constexpr std::size_t most_running = 6;      // the port has fewer workers and queues the rest
constexpr std::size_t most_hashing = 4;
constexpr std::size_t hashed_files = 16;     // likewise; and so many bytes, for a worker holds them all
constexpr std::uint64_t hashed_bytes = 8u << 20;
constexpr std::size_t chunk_rows = 256;      // kept together: one transaction for each
constexpr std::int64_t settle_ms = 2'000;

std::string lower_case(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; });
  return text;
}

bool is_register(const std::string& name) {
  const std::string lower = lower_case(name);
  return !lower.ends_with(".zip") && lower.find("signers") != std::string::npos;
}

bool is_list(const std::string& name) {
  const std::string lower = lower_case(name);
  return lower.ends_with(".csv") || lower.ends_with(".tsv");
}

bool is_zip(const std::string& name) { return lower_case(name).ends_with(".zip"); }

// "cds-7901.zip" → "cds-7901 (2).zip"
std::string with_number(const std::string& name, int number) {
  const std::size_t dot = name.find_last_of('.');
  const std::size_t end = dot == name.npos || name.find('/', dot) != name.npos ? name.size() : dot;
  return name.substr(0, end) + " (" + std::to_string(number) + ")" + name.substr(end);
}

Error about(std::string code, const std::string& name) { return {std::move(code), {name, "", {}}, {{"name", name}}}; }

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
  work.complete = [this](UnitResult& unit) {
    if (by_sha256_revision_ != revision) {
      by_sha256_.clear();
      for (std::size_t i = 0; i < rows.size(); ++i) by_sha256_.try_emplace(rows[i].sha256, i);
      by_sha256_revision_ = revision;
    }
    const auto found = by_sha256_.find(unit.bundle);
    if (found == by_sha256_.end()) return;
    const Row* row = &rows[found->second];
    unit.ownership = row->ownership, unit.province = row->province, unit.pack = row->rubric, unit.school_year = row->school_year;
    if (!row->signed_on.empty()) unit.handed_in = row->signed_on;
    unit.difficulties = row->difficulties, unit.proposals = row->proposals;
  };
}

const Row* OfficeDesk::row_with(std::string_view sha256) const {
  const auto found = std::ranges::find_if(rows, [&](const Row& row) { return row.blob && !sha256.empty() && row.sha256 == sha256; });
  return found == rows.end() ? nullptr : &*found;
}

void OfficeDesk::read_assessed(std::string_view sha256) {
  if (sha256 == assessed_sha256_ && assessed_) return;
  assessed_.reset();
  assessed_sha256_ = sha256;
  const Row* row = row_with(sha256);
  if (!row) return;
  app_.ask("take_in", {{"blob", row->blob}, {"name", row->name}, {"signers", signers_text_}},
           [this, asked = std::string(sha256)](const Json& data) {
             if (asked != assessed_sha256_ || !data.contains("intake")) return;
             assessed_ = intake_from_json(data["intake"]);
             if (work.assessing == asked && work.assessed_item.empty()) work.assess(asked);
           });
}

void OfficeDesk::came(const Row& row) {
  if (row.sha256.empty()) return;
  if (row.is_dossier()) {
    Submission s;
    s.unit_code = row.unit_code, s.unit_name = row.unit_name, s.unit_level = row.level, s.commune = row.commune;
    s.school_year = row.school_year;
    s.file_name = row.name, s.size = row.size, s.changed_at = row.changed_at;
    // A bag's own date is a day; the round wants an instant.
    if (s.changed_at.size() == 10) s.changed_at += "T00:00:00Z";
    s.verdict = row.verdict, s.container = row.container;
    if (row.verdict == Verdict::altered) s.reason = row.reason.code;
    s.signer = row.signer_line;
    for (const Row::Group& g : row.groups) s.results.push_back({g.id, g.points, g.max, g.level});
    s.unanswered = row.unanswered, s.completeness = row.completeness, s.remarks = row.problems, s.previous = row.previous;
    if (!row.returned_notice.empty()) s.returned = Returned{row.returned_submission, row.returned_notice};
    return work.handed_in(row.sha256, row.school_year, std::move(s));
  }
  const bool sound = row.verdict == Verdict::valid || row.verdict == Verdict::unknown_key;
  if (!sound || row.type.empty() || !row.blob) return;
  app_.ask("take_in", {{"blob", row.blob}, {"name", row.name}, {"signers", signers_text_}},
           [this, name = row.name, sha256 = row.sha256](const Json& data) {
             if (data.contains("intake")) work.take_paper({name, sha256, intake_from_json(data["intake"]).check});
           });
}

bool OfficeDesk::judge_key(Row& row) const {
  if (!row.is_sound() || row.signer_line.empty()) return false;
  const auto keys = work.round.keys.find(row.unit_code);
  const bool any = keys != work.round.keys.end() && !keys->second.empty();
  const bool known = any && keys->second.contains(row.signer_line), other = any && !known;
  const Verdict verdict = known ? Verdict::valid : Verdict::unknown_key;
  if (row.verdict == verdict && row.signer_known == known && row.other_key == other) return false;
  row.verdict = verdict;
  row.signer_known = known;
  row.other_key = other;
  row.reason.code = !known                                   ? other ? "bundle.unit_has_other_key" : "bundle.unknown_key"
                    : row.container == Container::canonical ? "bundle.valid"
                                                            : "bundle.valid_repacked";
  return true;
}

// Of a sound file only the keys decide between "valid" and "unknown key": its bytes need not be here.
void OfficeDesk::judge_keys() {
  signers_ = signers_of(work.round);
  signers_text_ = write_allowed_signers(signers_);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!judge_key(rows[i])) continue;
    changed(i);
    if (rows[i].stage == Row::Stage::done) came(rows[i]);
  }
  if (unsettled_) settle();
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
        if (!row.failed) row.failed = about("office.closed_before", row.name);
      }
      by_name_[row.name] = rows.size();
      rows.push_back(std::move(row));
    }
  }
  mark_superseded();
  ++revision;
  // Until November 2026 the keys were kept beside the round, in a setting. They go into it once.
  if (data.contains("settings") && data["settings"].is_object() && data["settings"].contains("signers") && data["settings"]["signers"].is_string()) {
    const auto kept = parse_json(data["settings"]["signers"].get_ref<const std::string&>(), "signers");
    if (kept && kept->is_object() && !kept->value("in_round", false)) {
      const std::string text = kept->value("text", "");
      work.record([&](Round& r) { adopt_signers(r, parse_allowed_signers(text, "allowed_signers").signers, ""); });
      work.save_now();
      if (!work.kept_error) app_.store_setting("signers", {{"text", text}, {"in_round", true}});
    }
  }
  judge_keys();
  // The page was closed before the round could be written with what had come last.
  for (const Row& row : rows) {
    if (row.stage == Row::Stage::done && row.is_dossier() && !work.round.submissions.contains(row.sha256)) came(row);
  }
}

void OfficeDesk::take_in(std::string_view purpose, const Json& files) {
  bool bundles = false;
  for (const Json& file : files) {
    Row row;
    const std::string path = file.value("path", "");
    row.name = path.empty() ? file.value("name", "") : path;
    row.blob = file.value("blob", 0u);
    row.size = file.value("size", std::uint64_t{0});
    if (purpose == "signers" || is_register(row.name)) {
      app_.ask("read_text", {{"blob", row.blob}, {"limit", limits::json_bytes}, {"name", row.name}},
               [this, name = row.name](const Json& data) { import_signers(data.value("text", ""), name); });
      continue;
    }
    if (purpose == "units" || is_list(row.name)) {
      app_.ask("read_text", {{"blob", row.blob}, {"limit", limits::json_bytes}, {"name", row.name}},
               [this, name = row.name](const Json& data) { work.read_units(data.value("text", ""), name); });
      continue;
    }
    bundles = true;
    // A unit's next bundle has the name of its last: both are kept. Told apart by size, for the hash is
    // not known yet; a bundle that was amended has a longer history.
    const std::string plain = row.name;
    for (int number = 2;; ++number) {
      const Row* known = row_of(row.name);
      if (!known || !known->is_sound() || known->size == row.size) break;
      row.name = with_number(plain, number);
    }
    // A file known from before comes back with its bytes: what was found out stands. Its hash is
    // taken again before anything is done with it (read_opened).
    if (Row* known = row_of(row.name); known && !known->blob && known->is_read() && known->size == row.size) {
      known->blob = row.blob;
      if (known->stage != Row::Stage::done) known->failed.reset();
      hash_from_ = 0;
      ++revision;
      // A paper is dropped again to be opened again.
      if (known->stage == Row::Stage::done && known->type != "dossier") came(*known);
      continue;
    }
    // The same name dropped again is the same file again: the newer bytes replace it.
    waiting_.push_back(row.name);
    add(std::move(row));
  }
  if (!bundles) return;
  opened.reset();
  work.step = OfficeStep::files;
  pump();
}

void OfficeDesk::pump() {
  while (running_.size() < most_running && !waiting_.empty()) {
    std::vector<std::string> names;
    while (!waiting_.empty() && names.size() < batch_files) {
      Row* row = row_of(waiting_.front());
      if (row && row->stage == Row::Stage::waiting && row->blob) {
        row->stage = Row::Stage::reading;
        names.push_back(std::move(waiting_.front()));
      }
      waiting_.pop_front();
    }
    if (!names.empty()) read_batch(std::move(names));
  }
  // Evidence only when every row is there: the list is what people wait for.
  while (waiting_.empty() && running_.size() < most_hashing && hash_next()) {
  }
  if (unsettled_ && (running_.empty() || port::now_ms() - settled_ms_ >= settle_ms)) settle();
}

void OfficeDesk::read_batch(std::vector<std::string> names) {
  Json blobs = Json::array();
  for (const std::string& name : names) blobs.push_back(find(name)->blob);
  const auto ticket = std::make_shared<port::Ticket>();
  *ticket = app_.ask(
      "triage", {{"blobs", blobs}, {"names", names}, {"signers", signers_text_}},
      [this, names, ticket](const Json& data) {
        running_.erase(*ticket);
        for (std::size_t i = 0; i < names.size() && i < data["rows"].size(); ++i) {
          Row* row = row_of(names[i]);
          if (!row || row->stage != Row::Stage::reading) continue;
          Row read = row_from_json(data["rows"][i]);
          read.name = row->name;
          read.blob = row->blob;
          read.size = row->size;
          const bool hashed = !row->sha256.empty();
          read.sha256 = row->sha256;
          read.stage = read.failed ? Row::Stage::broken : hashed ? Row::Stage::done : Row::Stage::read;
          // Of what is no bundle there is nothing left to hash; it may hold some.
          if (read.verdict == Verdict::rejected && read.stage == Row::Stage::read) {
            read.stage = Row::Stage::done;
            if (read.reason.code.starts_with("zip.") && is_zip(read.name)) unpack(read.name);
            if (read.reason.code.starts_with("zip.") && !is_zip(read.name)) {
              read.stage = Row::Stage::broken;
              read.failed = about("office.not_ours", read.name);
            }
          }
          *row = std::move(read);
          judge_key(*row);  // the keys may have changed meanwhile
          const auto index = static_cast<std::size_t>(row - rows.data());
          hash_from_ = std::min(hash_from_, index);
          changed(index);
        }
        pump();
      },
      [this, names, ticket](const Error& error) {
        running_.erase(*ticket);
        // One of them was too much for the worker: each by itself, to know which.
        for (const std::string& name : names) {
          Row* row = row_of(name);
          if (!row || row->stage != Row::Stage::reading) continue;
          if (names.size() > 1) {
            read_batch({name});
            continue;
          }
          row->stage = Row::Stage::broken;
          row->failed = error;
          changed(static_cast<std::size_t>(row - rows.data()));
        }
        pump();
      });
  running_.insert(*ticket);
}

// What a mail program saves: a ZIP of the files that came. They take its place in the list.
void OfficeDesk::unpack(const std::string& name) {
  const Row* row = find(name);
  if (!row) return;
  app_.ask("unpack", {{"blob", row->blob}, {"name", name}},
           [this, name](const Json& data) {
             if (!data.contains("files") || data["files"].empty()) return;
             Json files = data["files"];
             for (Json& file : files) file["path"] = name + "/" + file.value("name", "");
             forget(name);
             take_in("drop", files);
           },
           [](const Error&) {});  // then it is what the list says of it
}

std::vector<std::string> OfficeDesk::next_to_hash() {
  const auto can = [](const Row& row) { return row.stage == Row::Stage::read && row.blob && !row.failed; };
  std::vector<std::string> names;
  std::uint64_t bytes = 0;
  const auto full = [&] { return names.size() >= hashed_files || bytes >= hashed_bytes; };
  const auto take = [&](Row& row) {
    if (!names.empty() && bytes + row.size > hashed_bytes) {
      bytes = hashed_bytes;
      return;
    }
    row.stage = Row::Stage::hashing;
    bytes += row.size;
    names.push_back(row.name);
  };
  for (const std::string& name : looked_at_) {
    if (Row* row = row_of(name); row && !full() && can(*row)) take(*row);
  }
  for (; !full() && hash_from_ < rows.size(); ) {
    if (can(rows[hash_from_])) take(rows[hash_from_]);
    if (!can(rows[hash_from_])) ++hash_from_;
  }
  return names;
}

bool OfficeDesk::hash_next() {
  std::vector<std::string> names = next_to_hash();
  if (names.empty()) {
    begun_ms_ = 0;
    return false;
  }
  if (begun_ms_ == 0) {
    begun_ms_ = port::now_ms();
    begun_hashed_ = progress().hashed;
  }
  check_evidence(std::move(names));
  return true;
}

void OfficeDesk::check_evidence(std::vector<std::string> names) {
  Json blobs = Json::array();
  for (const std::string& name : names) blobs.push_back(find(name)->blob);
  // What was read of it stays.
  const auto fail = [this](const std::string& name, const Error& error) {
    Row* row = row_of(name);
    if (!row) return;
    row->stage = Row::Stage::read;
    row->failed = error;
    changed(static_cast<std::size_t>(row - rows.data()));
  };
  const auto ticket = std::make_shared<port::Ticket>();
  *ticket = app_.ask(
      "check_evidence", {{"blobs", blobs}, {"names", names}, {"signers", signers_text_}},
      [this, names, ticket, fail](const Json& data) {
        running_.erase(*ticket);
        for (std::size_t i = 0; i < names.size() && i < data["rows"].size(); ++i) {
          const Row found = row_from_json(data["rows"][i]);
          if (found.failed) {
            fail(names[i], *found.failed);
            continue;
          }
          Row* row = row_of(names[i]);
          if (!row) continue;
          row->verdict = found.verdict;
          row->reason = found.reason;
          row->problems = found.problems;
          row->first_problem = found.first_problem;
          row->sha256 = found.sha256;
          row->stage = Row::Stage::done;
          judge_key(*row);
          changed(static_cast<std::size_t>(row - rows.data()));
          came(*row);
        }
        pump();
      },
      [this, names, ticket, fail](const Error& error) {
        running_.erase(*ticket);
        // One of them was too much for the worker: each by itself, to know which.
        for (const std::string& name : names) {
          if (names.size() > 1 && find(name)) {
            check_evidence({name});
          } else {
            fail(name, error);
          }
        }
        pump();
      },
      [this, names](const Json& data) {
        const double total = static_cast<double>(data.value("total", std::uint64_t{0}));
        for (const std::string& name : names) {
          if (Row* row = row_of(name); row && total > 0) row->done = static_cast<double>(data.value("done", std::uint64_t{0})) / total;
        }
      });
  running_.insert(*ticket);
}

OfficeDesk::Progress OfficeDesk::progress() const {
  Progress all;
  for (const Row& row : rows) {
    if (!row.blob) continue;
    ++all.files;
    const bool over = row.stage == Row::Stage::done || row.stage == Row::Stage::broken || row.failed;
    if (over || row.is_read()) ++all.read;
    if (over) ++all.done;
    all.bytes += row.size;
    if (over) {
      all.hashed += row.size;
    } else if (row.stage == Row::Stage::hashing) {
      all.hashed += static_cast<std::uint64_t>(row.done * static_cast<double>(row.size));
    }
  }
  const std::int64_t passed = begun_ms_ ? port::now_ms() - begun_ms_ : 0;
  if (passed > 2'000 && all.hashed > begun_hashed_) {
    const double speed = static_cast<double>(all.hashed - begun_hashed_) / static_cast<double>(passed);
    all.seconds_left = static_cast<std::int64_t>(static_cast<double>(all.bytes - all.hashed) / speed / 1000);
  }
  return all;
}

void OfficeDesk::settle() {
  settled_ms_ = port::now_ms();
  unsettled_ = false;
  mark_superseded();
  keep();
}

void OfficeDesk::mark_superseded() {
  std::unordered_map<std::string, std::size_t> newest;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Row& row = rows[i];
    row.superseded = false;
    // A broken or altered file never displaces a good one.
    if (!row.is_sound() || row.unit_code.empty()) continue;
    const auto [place, first] = newest.try_emplace(row.unit_code + "\n" + row.school_year, i);
    if (!first && rows[place->second].changed_at <= row.changed_at) place->second = i;
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].unit_code.empty() || !rows[i].is_dossier()) continue;
    const auto current = newest.find(rows[i].unit_code + "\n" + rows[i].school_year);
    rows[i].superseded = current != newest.end() && current->second != i;
  }
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
  app_.ask("put", {{"store", "office"}, {"id", "rows-" + number}, {"json", to_compact_text(list)}},
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

void OfficeDesk::cancel() {
  for (const port::Ticket ticket : std::exchange(running_, {})) app_.ask("cancel", {{"ticket", ticket}});
  waiting_.clear();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Row& row = rows[i];
    if (row.stage == Row::Stage::done || row.stage == Row::Stage::broken || row.failed || !row.blob) continue;
    row.stage = row.stage == Row::Stage::waiting || row.stage == Row::Stage::reading ? Row::Stage::broken : Row::Stage::read;
    row.failed = about("page.office_cancelled", row.name);
    changed(i);
  }
  settle();
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
  std::vector<std::string> columns = {"file", "verdict", "container", "reason", "unit_code", "unit_name", "unit_level",
                                      "commune", "school_year", "rubric"};
  std::size_t groups = 0;
  for (const std::size_t i : which) groups = std::max(groups, rows[i].groups.size());
  for (std::size_t g = 1; g <= groups; ++g) {
    for (const char* what : {"_points", "_max", "_level"}) columns.push_back("group" + std::to_string(g) + what);
  }
  for (const char* last : {"completeness", "signer_fingerprint", "signer_known", "sha256", "problems"}) columns.push_back(last);
  std::string csv = std::string(csv_mark) + csv_text_line(columns);
  for (const std::size_t i : which) {
    const Row& row = rows[i];
    std::vector<std::string> cells = {row.name, row.is_read() ? std::string(to_text(row.verdict)) : "",
                                      row.is_read() && row.verdict != Verdict::rejected ? std::string(to_text(row.container)) : "",
                                      row.failed ? message(*row.failed, Lang::vi) : message(row.reason, Lang::vi),
                                      row.unit_code, row.unit_name, row.level, row.commune, row.school_year, row.rubric};
    for (std::size_t g = 0; g < groups; ++g) {
      const Row::Group* group = g < row.groups.size() ? &row.groups[g] : nullptr;
      cells.push_back(group ? to_json_text(group->points) : "");
      cells.push_back(group ? to_json_text(group->max) : "");
      cells.push_back(group ? std::to_string(group->level) : "");
    }
    cells.push_back(row.groups.empty() ? "" : std::to_string(row.completeness));
    cells.push_back(row.signer);
    cells.push_back(row.signer.empty() ? "" : row.signer_known ? "true" : "false");
    cells.push_back(row.sha256);
    cells.push_back(row.first_problem ? message(*row.first_problem, Lang::vi) : "");
    csv += csv_text_line(std::move(cells));
  }
  app_.ask("save", {{"name", "danh-sach-ho-so.csv"}, {"type", "text/csv"}, {"text", csv}});
}

void OfficeDesk::pick_signers() {
  app_.ask("pick", {{"purpose", "signers"},
               {"accept", ""},
               {"multiple", false},
               {"folder", false},
               {"camera", false}});
}

void OfficeDesk::save_signers() {
  app_.ask("save", {{"name", "allowed_signers"},
               {"type", "text/plain"},
               {"text", signers_text_}});
}

void OfficeDesk::import_signers(std::string_view text, std::string_view name) {
  LoadedSigners loaded = parse_allowed_signers(text, name);
  for (const Error& problem : loaded.problems) app_.tell(problem);
  const std::size_t added = work.take_signers(loaded.signers);
  app_.tell(Notice::Tone::good, "page.signers_imported", {{"count", std::to_string(added)}});
}

}  // namespace thuoc
