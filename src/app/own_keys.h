// The keys that sign at this machine, and which of them is in use.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/notices.h"

namespace thuoc {

struct Key {
  std::string id;    // key_id
  std::string file;  // key file JSON
  std::string fingerprint, owner, created, public_line;
  bool locked = false;     // asks for a passphrase
  bool backed_up = false;  // the person saved the key file once
  bool kept = true;        // stored on this machine; false: gone with this page
};

class OwnKeys {
 public:
  OwnKeys(Outside& outside, Notices& notices) : outside_(outside), notices_(notices) {}

  // --- State: screens read it, only actions change it ----------------------------------------
  std::vector<Key> all;  // the newest first
  std::string used_id;   // Key::id of the one in use, or ""

  void start(const Json& data);
  const Key* in_use() const;
  void make(std::string_view passphrase, std::string_view owner = {});  // owner: a name, as the key says it
  void pick_file();
  void take_in(const Json& file);                          // a key file of the event "files"
  void add(std::string_view json, std::string_view name);  // of a key file of that name, or "" where it was just made
  void save_file(std::string_view id);
  void use(std::string_view id);
  void forget(std::string_view id);

 private:
  Outside& outside_;
  Notices& notices_;
};

}  // namespace thuoc
