// What every document that an office signs has in common: who speaks, for which school year and by
// which rubric. The documents themselves are read by the modules that know them (review, rollup,
// round); whether a bundle contradicts itself can be told here for all of them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/strict.h"
#include "bundle/bundle.h"

namespace thuoc {

// A level of management is data: a commune, a department, the ministry, and the district offices of
// old rounds are all told by these words, and by nothing in the code.
struct Office {
  std::string code;       // any text it is known by: the principal of its key
  std::string name;       // "UBND xã Mẫu Sơn"
  std::string kind;       // "xã", "phường", "Sở GDĐT", "phòng GDĐT", "Bộ GDĐT": as the person says it
  std::string addressed;  // form of address on papers: "Chủ tịch UBND xã Mẫu Sơn"
  std::string place;      // "Mẫu Sơn": the place in "Mẫu Sơn, ngày …"
  std::string email;      // where units write to
  bool operator==(const Office&) const = default;
};

struct Head {
  Office office;
  std::string school_year;  // "2025-2026"
  std::string pack;         // Pack::name()
  bool operator==(const Head&) const = default;
};

// Whether a file is called as write_office_bundle calls what an office sends to a unit: returns, recognitions.
bool is_named_for_unit(std::string_view file_name);

// "thuoc-review" for "review".
std::string document_format(std::string_view bundle_type);

// The document as JSON when it is of this format and of a version we know. Codes json.*,
// document.other_format, document.bad_version, document.newer_version.
Result<Json> open_document(std::string_view json, std::string_view file, std::string_view bundle_type, int known_version,
                           std::size_t most = limits::json_bytes);

// The same, read by `read` into its type; none where `problems` then has any.
template <typename Document>
std::optional<Document> load_document(std::string_view json, std::string_view file, std::string_view bundle_type,
                                      int known_version, Document (*read)(Strict&, const Json&, std::string),
                                      std::vector<Error>& problems, std::size_t most = limits::json_bytes) {
  const Result<Json> document = open_document(json, file, bundle_type, known_version, most);
  if (!document) {
    problems.push_back(document.error());
    return std::nullopt;
  }
  Strict reader(file, problems);
  Document found = read(reader, *document, "");
  if (!problems.empty()) return std::nullopt;
  return found;
}

// {"format","version","office","school_year","pack"}; the reader asks for all of them.
Json head_json(std::string_view bundle_type, int version, const Head& head);
Head read_head(Strict& reader, Fields& f);

// What makes a well-signed bag of an office contradict itself: no document, one of another format,
// or an office, school year or rubric that bag-info.txt does not have. Codes document.*, json.*,
// intake.identity_differs. Not for type dossier.
std::vector<Error> head_problems(const Check& check, std::string_view file);

// The same container for every type. `name_code` and `name` give the file its name (the unit's for
// what is about one unit, else the office's); `rubric_json` and `page` (data/tom-tat.html) may be
// empty and are left out then. Codes as write_bundle.
struct OfficeBundle {
  std::string type;
  Head head;
  std::string name_code, name;
  std::string document_json, rubric_json, page;
  std::vector<PayloadFile> more;
};
Result<WrittenBundle> write_office_bundle(OfficeBundle bundle, const SecretKey& key, std::string_view today_iso);

}  // namespace thuoc
