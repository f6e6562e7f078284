// What comes out of a ZIP that holds bundles, as a mail program or a person's own compressing makes it: which files of it are
// looked at by themselves, and for each other one the reason. Page and tool open such ZIPs alike, one level deep.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "bundle/bundle.h"

namespace thuoc {

struct Members {
  struct Left {
    std::string name;
    Error why;
  };
  std::vector<Entry> taken;  // with their names as people read them; by their places
  std::vector<Left> left;
  std::size_t litter = 0;  // is_litter
};

// Nothing where there is nothing to open: then the ZIP itself is what there is a reason for.
std::optional<Members> members_of(const Source& source);

// The bytes of one that was taken. Code kind.member_damaged.
Result<std::string> read_member(const Source& source, const Entry& member);

// "gom.zip › Xã A/cds.zip": how a member is listed.
std::string member_name(std::string_view zip, std::string_view member);

// Folders among names that are bundles somebody has unpacked (they hold a bagit.txt), each with how many files are in it.
using BagFolders = std::map<std::string, std::size_t, std::less<>>;
BagFolders bag_folders(const std::vector<std::string>& names);
// The one of them that a file is in.
BagFolders::const_iterator folder_of(const BagFolders& folders, std::string_view name);
Error unpacked_bag(std::size_t files);

}  // namespace thuoc
