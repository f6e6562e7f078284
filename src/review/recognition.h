// Levels recognised by an office: a list proposed, then a decision; what schools and the public see.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bundle/office.h"
#include "review/review.h"
#include "review/subject.h"

namespace thuoc {

inline constexpr int recognition_version = 1;

struct Recognised {
  Subject subject;
  std::string commune;
  std::string review;  // SHA-256 of the review bundle; "" where only the self-assessment was looked at
  std::vector<GroupResult> self;
  std::vector<GroupResult> external;  // what is recognised; the same as self where there is no review
  bool operator==(const Recognised&) const = default;
};

struct Recognition {
  Head head;
  std::string decision_number, decision_date;  // "" while the list is only proposed
  std::string signer_title;                    // "CHỦ TỊCH", as on the paper; no name
  std::vector<Recognised> units;               // by unit code, each once
  std::string extract_of;                      // SHA-256 of the recognition bundle this is an extract of, or ""
  bool operator==(const Recognition&) const = default;

  const Recognised* find(std::string_view unit_code) const;
};

struct LoadedRecognition {
  std::optional<Recognition> recognition;  // only where there is no problem
  std::vector<Error> problems;
};
LoadedRecognition load_recognition(std::string_view json, std::string_view file);
std::string to_json_text(const Recognition& recognition);
Json to_json(const Recognition& recognition);
Recognition read_recognition(Strict& reader, const Json& document, std::string pointer);

// One line of the list. `review_sha256` is "" and the comparison without a review where none was made.
Recognised propose(const Dossier& dossier, std::string_view bundle_sha256, std::string_view review_sha256,
                   const Comparison& comparison);
// Adds or replaces the unit's line; the list stays sorted.
void put(Recognition& recognition, Recognised unit);
void take_out(Recognition& recognition, std::string_view unit_code);

// Blocking: no decision number or date, no signer's title, nobody in the list.
std::vector<Finding> readiness(const Recognition& recognition);
Result<WrittenBundle> sign_recognition(const Recognition& recognition, std::string_view pack_json, const SecretKey& key,
                                       std::string_view today_iso);

// The same decision with one unit only, naming the whole by its hash. Code recognition.no_such_unit.
Result<Recognition> extract(const Recognition& whole, std::string_view unit_code, std::string_view whole_sha256);

// A static page for the office's web site: names of units, points and levels; no person, no address,
// no script, nothing loaded.
std::string results_page(const Recognition& recognition, const Pack& pack);

}  // namespace thuoc
