// One dossier as it is kept on this machine: the dossier, the pack it is scored with, and when it
// was last exported. What cannot be read (a newer version) is kept untouched and said so.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/dossier.h"
#include "rubric/rubric.h"

namespace thuoc {

struct Exported {
  std::string at;            // ISO instant
  std::string name, sha256;  // of the bundle
  std::string fingerprint;   // of the key
  std::uint64_t size = 0;
  std::string content;  // sha256 of the dossier's JSON at that time: is it still what we have?
};

// What an office asks to add or mend, from its signed return (src/review knows the whole of it).
struct Requested {
  std::string pointer;  // into the dossier, evidence by its id; "" is the whole of it
  std::string words;
  std::string deadline;  // ISO date; "" = that of the notice
};
struct ReturnNotice {
  std::string sha256;  // of the return bundle
  std::string office, words, deadline;
  std::vector<Requested> requests;
};

struct Record {
  Dossier dossier;
  std::string pack_json;  // exact bytes, goes into the bundle
  Pack pack;
  std::optional<Exported> exported;
  std::string updated_at;
  std::optional<ReturnNotice> notice = {};
};

std::string to_json_text(const Record& record);

struct LoadedRecord {
  std::optional<Record> record;
  std::vector<Error> problems;
  std::size_t history_mended = 0;  // as LoadedDossier's: whoever shows the record says so
};
LoadedRecord load_record(std::string_view json, std::string_view file);

// Drops the oldest half of the history until the dossier's JSON is one that can be read. False where it is
// too large even without.
bool cut_to_fit(Dossier& dossier);

// True when nothing changed since the last bundle was written.
bool is_exported(const Record& record);

// The pack that scores: by name among the built-in ones. Empty when we have none of that name.
std::string_view builtin_pack(std::string_view name);

}  // namespace thuoc
