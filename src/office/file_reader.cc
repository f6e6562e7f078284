#include "office/file_reader.h"

#include <algorithm>
#include <memory>

#include "base/date.h"
#include "base/error_json.h"
#include "base/file_name.h"
#include "base/limits.h"
#include "bundle/file_kind.h"
#include "intake/members.h"

namespace thuoc {

namespace {

constexpr std::size_t batch_files = 32;  // a message to a worker and back costs as much as reading a file
constexpr std::size_t most_running = 6;  // the port has fewer workers and queues the rest
constexpr std::size_t most_hashing = 4;
constexpr std::size_t hashed_files = 16;  // likewise; and so many bytes, for a worker holds them all
constexpr std::uint64_t hashed_bytes = 8u << 20;

bool is_list(const std::string& name) {
  const std::string lower = lower_case(name);
  return lower.ends_with(".csv") || lower.ends_with(".tsv");
}

// A list of keys is known by what is in it, whatever its name.
bool may_be_keys(const Row& row) {
  if (is_zip(row.name) || is_list(row.name)) return false;
  return row.size <=
         (lower_case(row.name).find("signers") != std::string::npos ? limits::list_bytes : limits::keys_sniffed_bytes);
}

}  // namespace

FileReader::FileReader(App& app, const Knows& knows)
    : app_(app),
      store_(knows.store),
      steps_(knows.steps),
      collection_(knows.collection),
      trusted_(knows.trusted),
      unit_lists_(knows.unit_lists),
      inbox_(knows.inbox),
      keys_(knows.keys),
      file_(knows.file) {}

void FileReader::take_in(std::string_view purpose, const Json& files) {
  inbox_.notice_own_key();
  bool bundles = false;
  std::vector<std::string> names;
  for (const Json& file : files) {
    const std::string path = file.value("path", "");
    names.push_back(path.empty() ? file.value("name", "") : path);
  }
  const BagFolders bags = bag_folders(names);
  for (const auto& [folder, count] : bags) {
    bundles = true;
    list_with_reason(folder + "/", unpacked_bag(count));
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Json& file = files[i];
    const bool one_of_many = folder_of(bags, names[i]) != bags.end();
    if (is_litter(names[i])) ++litter;
    if (is_litter(names[i]) || one_of_many) {
      app_.outside.ask("release", {{"blob", file.value("blob", 0u)}});
      continue;
    }
    Row row;
    row.name = names[i];
    row.blob = file.value("blob", 0u);
    row.size = file.value("size", std::uint64_t{0});
    if (const auto ms = file.value("modified", std::int64_t{0}); ms > 0) row.modified = to_iso_instant(ms);
    if (!received_day.empty()) row.said = SaidDay{received_day, store_.assessor, to_iso_instant(port::now_ms())};
    // Announced by the browser, and not given: not downloaded yet by OneDrive, a path too long, an archive's window.
    if (file.value("missing", false)) {
      bundles = true;
      list_with_reason(row.name.empty() ? "…" : row.name, {"file.not_delivered", {}, {}});
      continue;
    }
    const bool keys_wanted = purpose == "signers";
    if (purpose == "units" || (!keys_wanted && is_list(row.name))) {
      unit_lists_.read({{"blob", row.blob}}, row.name);
      continue;
    }
    if (keys_wanted || may_be_keys(row)) {
      keys_.read(std::move(row), keys_wanted, [this](Row any_other) {
        take_bundle(std::move(any_other));
        show_list();
      });
      continue;
    }
    bundles = true;
    take_bundle(std::move(row));
  }
  if (bundles || litter > 0) show_list();
}

// A name in the list of which nothing is read. Told again, it is the same one.
void FileReader::list_with_reason(const std::string& name, Error why) {
  Row row;
  row.name = name;
  // What was read of a sound one of this name stays.
  for (int number = 2; collection_.find(row.name) && collection_.find(row.name)->is_sound(); ++number)
    row.name = with_number(name, number);
  row.stage = Row::Stage::done;
  row.why = std::move(why);
  leave_foreign_alone(row);
  collection_.add(std::move(row));
}

void FileReader::show_list() {
  file_.opened.reset();
  steps_.here = OfficeStep::files;
  pump();
}

void FileReader::take_bundle(Row row) {
  // A unit's next bundle has the name of its last: both are kept. Told apart by size, for the hash is
  // not known yet; a bundle that was amended has a longer history.
  const std::string plain = row.name;
  for (int number = 2;; ++number) {
    const Row* known = collection_.row_of(row.name);
    if (!known || !known->is_sound() || known->size == row.size) break;
    row.name = with_number(plain, number);
  }
  // A file known from before comes back with its bytes: what was found out stands. Its hash is
  // taken again before anything is done with it (read_opened).
  if (Row* known = collection_.row_of(row.name); known && !known->blob && known->is_read() && known->size == row.size) {
    known->blob = row.blob;
    if (known->stage != Row::Stage::done) known->failed.reset();
    collection_.hash_from = 0;
    ++collection_.revision;
    // A paper is dropped again to be opened again.
    if (known->stage == Row::Stage::done && known->type != "dossier") inbox_.note_read(*known);
    return;
  }
  // The same name dropped again is the same file again: the newer bytes replace it.
  waiting_.push_back(row.name);
  collection_.add(std::move(row));
}

void FileReader::pump() {
  while (collection_.running.size() < most_running && !waiting_.empty()) {
    std::vector<std::string> names;
    while (!waiting_.empty() && names.size() < batch_files) {
      Row* row = collection_.row_of(waiting_.front());
      if (row && row->stage == Row::Stage::waiting && row->blob) {
        row->stage = Row::Stage::reading;
        names.push_back(std::move(waiting_.front()));
      }
      waiting_.pop_front();
    }
    if (!names.empty()) read_batch(std::move(names));
  }
  // Evidence only when every row is there: the list is what people wait for.
  while (waiting_.empty() && collection_.running.size() < most_hashing && hash_next()) {}
  collection_.settle_when_due();
}

void FileReader::read_batch(std::vector<std::string> names) {
  Json blobs = Json::array();
  for (const std::string& name : names) blobs.push_back(collection_.find(name)->blob);
  const auto ticket = std::make_shared<port::Ticket>();
  *ticket = app_.outside.ask(
      "triage", {{"blobs", blobs}, {"names", names}, {"signers", trusted_.text()}},
      [this, names, ticket](const Json& data) {
        collection_.running.erase(*ticket);
        for (std::size_t i = 0; i < names.size() && i < data["rows"].size(); ++i) {
          Row* row = collection_.row_of(names[i]);
          if (!row || row->stage != Row::Stage::reading) continue;
          Row read = row_from_json(data["rows"][i]);
          read.name = row->name;
          read.blob = row->blob;
          read.size = row->size;
          read.modified = row->modified;
          read.said = row->said;
          const bool hashed = !row->sha256.empty();
          read.sha256 = row->sha256;
          read.stage = read.failed ? Row::Stage::broken : hashed ? Row::Stage::done : Row::Stage::read;
          // Of what is no bundle there is nothing left to hash; it may hold some.
          if (read.verdict == Verdict::rejected && read.stage == Row::Stage::read) {
            read.stage = Row::Stage::done;
            // One level only: what came out of a ZIP is a bundle or nothing.
            if (holds_others(read.why) && !collection_.unpacked.contains(read.blob)) unpack(read.name);
            read.why = collection_.reason_in(read, read.why);
            leave_foreign_alone(read);
          }
          // A broken file whose bag says whose it is: that unit has sent something.
          if (read.stage == Row::Stage::done && read.verdict == Verdict::rejected && read.type == "dossier" &&
              !read.unit_code.empty())
            name_broken(read.name, read.blob);
          *row = std::move(read);
          trusted_.judge(*row);  // the keys may have changed meanwhile
          const auto index = static_cast<std::size_t>(row - collection_.rows.data());
          collection_.hash_from = std::min(collection_.hash_from, index);
          collection_.changed(index);
        }
        pump();
      },
      [this, names, ticket](const Error& error) {
        collection_.running.erase(*ticket);
        // One of them was too much for the worker: each by itself, to know which.
        for (const std::string& name : names) {
          Row* row = collection_.row_of(name);
          if (!row || row->stage != Row::Stage::reading) continue;
          if (names.size() > 1) {
            read_batch({name});
            continue;
          }
          row->stage = Row::Stage::broken;
          row->failed = error;
          collection_.changed(static_cast<std::size_t>(row - collection_.rows.data()));
        }
        pump();
      });
  collection_.running.insert(*ticket);
}

void FileReader::name_broken(const std::string& name, std::uint32_t blob) {
  app_.outside.ask("hash", {{"blob", blob}}, [this, name, blob](const Json& data) {
    Row* row = collection_.row_of(name);
    if (!row || row->blob != blob || row->verdict != Verdict::rejected) return;
    row->sha256 = data.value("sha256", "");
    collection_.changed(static_cast<std::size_t>(row - collection_.rows.data()));
    inbox_.note_read(*row);
  });
}

// A ZIP of the files that came: they take its place in the list, each that stayed in it as a row with its reason.
void FileReader::unpack(const std::string& name) {
  const Row* row = collection_.find(name);
  if (!row) return;
  app_.outside.ask(
      "unpack", {{"blob", row->blob}, {"name", name}},
      [this, name](const Json& data) {
        Json files = data.value("files", Json::array());
        const Json left = data.value("left", Json::array());
        if (files.empty() && left.empty()) return;
        forget(name);
        for (const Json& one : left)
          list_with_reason(member_name(name, text_of(one, "name")), error_from_json(one.value("why", Json())));
        litter += data.value("litter", std::size_t{0});
        for (Json& file : files) {
          file["path"] = member_name(name, file.value("name", ""));
          collection_.unpacked.insert(file.value("blob", 0u));
        }
        take_in("drop", files);
      },
      [](const Error&) {});  // then it is what the list says of it
}

std::vector<std::string> FileReader::next_to_hash() {
  const auto can = [](const Row& row) { return row.stage == Row::Stage::read && row.blob && !row.failed; };
  std::vector<std::string> names;
  std::uint64_t bytes = 0;
  // False: it is for the next batch.
  const auto take = [&](Row& row) {
    if (!names.empty() && (names.size() >= hashed_files || bytes + row.size > hashed_bytes)) return false;
    row.stage = Row::Stage::hashing;
    bytes += row.size;
    names.push_back(row.name);
    return true;
  };
  for (const std::string& name : looked_at_) {
    if (Row* row = collection_.row_of(name); row && can(*row) && !take(*row)) return names;
  }
  for (; collection_.hash_from < collection_.rows.size(); ++collection_.hash_from) {
    if (can(collection_.rows[collection_.hash_from]) && !take(collection_.rows[collection_.hash_from])) break;
  }
  return names;
}

bool FileReader::hash_next() {
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

void FileReader::check_evidence(std::vector<std::string> names) {
  Json blobs = Json::array();
  for (const std::string& name : names) blobs.push_back(collection_.find(name)->blob);
  // What was read of it stays.
  const auto fail = [this](const std::string& name, const Error& error) {
    Row* row = collection_.row_of(name);
    if (!row) return;
    row->stage = Row::Stage::read;
    row->failed = error;
    collection_.changed(static_cast<std::size_t>(row - collection_.rows.data()));
  };
  const auto ticket = std::make_shared<port::Ticket>();
  *ticket = app_.outside.ask(
      "check_evidence", {{"blobs", blobs}, {"names", names}, {"signers", trusted_.text()}},
      [this, names, ticket, fail](const Json& data) {
        collection_.running.erase(*ticket);
        for (std::size_t i = 0; i < names.size() && i < data["rows"].size(); ++i) {
          const Row found = row_from_json(data["rows"][i]);
          if (found.failed) {
            fail(names[i], *found.failed);
            continue;
          }
          Row* row = collection_.row_of(names[i]);
          if (!row) continue;
          row->verdict = found.verdict;
          row->why = found.why;
          row->remarks = found.remarks;
          row->first_problem = found.first_problem;
          row->sha256 = found.sha256;
          row->stage = Row::Stage::done;
          trusted_.judge(*row);
          collection_.changed(static_cast<std::size_t>(row - collection_.rows.data()));
          inbox_.note_read(*row);
        }
        pump();
      },
      [this, names, ticket, fail](const Error& error) {
        collection_.running.erase(*ticket);
        // One of them was too much for the worker: each by itself, to know which.
        for (const std::string& name : names) {
          if (names.size() > 1 && collection_.find(name)) {
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
          if (Row* row = collection_.row_of(name); row && total > 0)
            row->done = static_cast<double>(data.value("done", std::uint64_t{0})) / total;
        }
      });
  collection_.running.insert(*ticket);
}

FileReader::Progress FileReader::progress() const {
  Progress all;
  for (const Row& row : collection_.rows) {
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

void FileReader::cancel() {
  for (const port::Ticket ticket : std::exchange(collection_.running, {})) app_.outside.ask("cancel", {{"ticket", ticket}});
  waiting_.clear();
  for (std::size_t i = 0; i < collection_.rows.size(); ++i) {
    Row& row = collection_.rows[i];
    if (row.stage == Row::Stage::done || row.stage == Row::Stage::broken || row.failed || !row.blob) continue;
    row.stage = row.stage == Row::Stage::waiting || row.stage == Row::Stage::reading ? Row::Stage::broken : Row::Stage::read;
    row.failed = about_file("page.office_cancelled", row.name);
    collection_.changed(i);
  }
  collection_.settle();
}

void FileReader::forget(std::string_view name) {
  if (!collection_.find(name)) return;
  const std::string gone(name);
  collection_.forget(gone);
  if (file_.opened && file_.opened->name == gone) file_.open("");
  collection_.settle();
}

void FileReader::forget_all() {
  cancel();
  collection_.clear();
  file_.opened.reset();
  collection_.settle();
}

}  // namespace thuoc
