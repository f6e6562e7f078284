// The file that is open: its whole dossier, its evidence, its key.
#pragma once

#include "office/keys.h"

namespace thuoc {

struct OpenFile {
  std::string name;   // Row::name
  bool read = false;  // `intake` is there
  bool done = false;  // its evidence too
  double part = 0;    // 0…1 of that
  Intake intake;
  std::optional<Error> failed;
};

class OpenedFile {
 public:
  OpenedFile(App& app, Collection& collection, TrustedKeys& trusted, Bundles& bundles, Keys& keys)
      : app_(app), collection_(collection), trusted_(trusted), bundles_(bundles), keys_(keys) {}
  std::optional<OpenFile> opened;

  void open(std::string_view name);  // "" goes back to the list
  void open_evidence(std::string_view evidence_id);
  void edit_here();        // go on with it on this machine
  void begin_next_year();  // begin this year's from it
  // One of its keys, for the unit or office it speaks for; `instead`: in place of all known there.
  void trust_signer(std::string_view fingerprint, bool instead = false);

 private:
  void read();
  void import_from(std::string_view previous);

  App& app_;
  Collection& collection_;
  TrustedKeys& trusted_;
  Bundles& bundles_;
  Keys& keys_;
};

}  // namespace thuoc
