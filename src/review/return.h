// Returned for completion: what an office asks a school to add or mend, each at its place.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bundle/office.h"
#include "dossier/dossier.h"
#include "review/subject.h"

namespace thuoc {

inline constexpr int return_version = 1;

struct Request {
  // Into the dossier, evidence by its id: "/answers/1.3.1", "/evidence/mc3", "/unit/code"; "" is the
  // whole of it.
  std::string pointer;
  std::string words;     // what is asked, as an educated colleague writes
  std::string deadline;  // ISO date; "" = that of the notice
  bool operator==(const Request&) const = default;
};

struct Return {
  Head head;
  Subject subject;
  std::string words;     // what is said to all of it, may be empty
  std::string deadline;  // ISO date, or ""
  std::vector<Request> requests;
  bool operator==(const Return&) const = default;
};

struct LoadedReturn {
  std::optional<Return> notice;  // only where there is no problem
  std::vector<Error> problems;
};
LoadedReturn load_return(std::string_view json, std::string_view file);
std::string to_json_text(const Return& notice);
Json to_json(const Return& notice);
Return read_return(Strict& reader, const Json& document, std::string pointer);

Return begin_return(const Head& head, const Dossier& dossier, std::string_view bundle_sha256);

// Blocking: nothing is asked, a request without words.
std::vector<Finding> readiness(const Return& notice);
Result<WrittenBundle> sign_return(const Return& notice, std::string_view pack_json, const SecretKey& key,
                                  std::string_view today_iso);
std::string return_page(const Return& notice, const Pack& pack);

// --- At the school --------------------------------------------------------------------------------

struct Placed {
  const Request* request = nullptr;  // into the notice
  enum class At { whole, unit, council, figures, item, evidence, words } at = At::whole;
  std::string id;        // of the item or evidence
  std::string deadline;  // the request's, or the notice's
  bool gone = false;     // the place is not in this dossier (any more): show it with the whole
};
// In the order of the dossier's steps.
std::vector<Placed> place_requests(const Return& notice, const Dossier& dossier, const Pack& pack);

// The dossier answers this notice from now on: what is handed in next says so. Codes
// return.other_unit, return.other_year (nothing is changed).
Status answer(Dossier& dossier, const Return& notice, std::string_view notice_sha256);

}  // namespace thuoc
