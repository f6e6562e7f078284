// What a file is, by its first bytes and, of a ZIP, by the names in it; its own name only where bytes say nothing. The one
// place that knows: a school's evidence, an office's list and the tool ask it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "bundle/bundle.h"

namespace thuoc {

// What systems and programs leave in folders and ZIPs by themselves: nobody sent it. The name may have folders.
bool is_litter(std::string_view name);

// A photo as iPhones take it, which most computers of schools and offices cannot show, by the file's first 12 bytes.
bool is_heic(std::string_view first_bytes);

// Of a file that only points to a document (.gdoc, .url, .lnk, .webloc, .desktop): the web address in it, or "" where there is
// none. Nothing for any other file. `first_bytes`: limits::shortcut_bytes of it are enough.
std::optional<std::string> shortcut_address(std::string_view first_bytes);

// The word of a kind, for the sentence "kind.<word>": "word", "rar", "heic", "cut_download" … "unknown" where nothing is known.
//   "zip_of_zips"  whatever folders they are in      "zip_other"    holds neither a bundle nor ZIPs
//   "zip_on_mac"   a bag that a Mac has packed again  "bag_in_folder" a bag, packed again with more around it
//   "bundle"       a ZIP with a bag where ours has it: what is wrong with it is the strict reader's to say
// A shortcut that was named so is never opened, a half download is told by its name.
std::string_view kind_of(const Source& source, std::string_view name);

}  // namespace thuoc
