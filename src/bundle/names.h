// Which names an entry may have, so that no system that unpacks it can be led astray.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "bundle/bundle.h"

namespace thuoc {

// [A-Za-z0-9._-] in segments divided by '/', no "." or "..", no empty segment, no trailing dot, no
// Windows device name, at most limits::name_bytes and name_segments. A folder's name has no '/' at its end here.
bool is_safe_name(std::string_view name);

// Bytes of a stranger's name as text that can be shown: what is not safe becomes \xNN.
std::string shown_name(std::string_view name);

// "<prefix>-<code>-<year>": the top folder of a bundle, and with ".zip" its file's name. The code as
// it is written where that can be a file's name everywhere, else its words (or those of `name`)
// without accents.
std::string folder_name(std::string_view prefix, std::string_view code, std::string_view name, std::string_view school_year);

// What lies under data/evidence/ is evidence: read only in stage two.
bool is_evidence(std::string_view path_in_bag);

// How large a file under data/ that is no evidence may be. Only what lists units by the ten thousand
// may be larger than a record, and only where it belongs.
std::uint64_t document_limit(std::string_view bundle_type, std::string_view path_in_bag);

// The names of one archive, as a file system that ignores case would see them.
class NameTree {
 public:
  // A code zip.duplicate_name, zip.case_collision or zip.name_conflict, or null.
  const char* add_file(std::string_view name);
  const char* add_folder(std::string_view name);
  // A folder that was added but holds no file; "" where there is none.
  std::string stray_folder() const;

 private:
  struct Node {
    std::string name;
    bool folder = false, listed = false, used = false;
  };
  const char* add(std::string_view name, bool folder);
  std::map<std::string, Node, std::less<>> nodes_;  // by lower-case name
};

}  // namespace thuoc
