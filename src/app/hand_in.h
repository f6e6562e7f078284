// The bundle that the school hands in, and the mail about it.
#pragma once

#include <string>
#include <string_view>

#include "app/current_dossier.h"
#include "app/signing.h"

namespace thuoc {

class HandIn {
 public:
  struct Knows {
    Outside& outside;
    const Display& display;
    Notices& notices;
    OwnKeys& keys;
    Signings& signings;
    Saving& saving;
    CurrentDossier& dossier;
  };
  explicit HandIn(const Knows& knows);

  void export_bundle(std::string_view passphrase);
  const Signing* signing() const;  // of the open dossier
  std::string mail_url() const;    // mailto: with subject and text about the last export

 private:
  void book(const std::string& id, const Exported& exported);  // to the dossier that it is of, open or not

  Outside& outside_;
  const Display& display_;
  Notices& notices_;
  OwnKeys& keys_;
  Signings& signings_;
  Saving& saving_;
  CurrentDossier& dossier_;
};

}  // namespace thuoc
