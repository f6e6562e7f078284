// Dossiers of this machine: one is made, opened, closed, taken over by another tab, deleted, kept as a file.
#pragma once

#include <string>
#include <string_view>

#include "app/navigation.h"
#include "app/signing.h"

namespace thuoc {

class Dossiers {
 public:
  struct Knows {
    Outside& outside;
    Notices& notices;
    Signings& signings;
    Shelf& shelf;
    Saving& saving;
    CurrentDossier& dossier;
    Navigation& navigation;
  };
  explicit Dossiers(const Knows& knows);

  std::string locked_elsewhere;  // record id another tab holds, asked to open here; screens read it

  void create(std::string_view pack_json, std::string_view school_year);
  void begin_next_year(std::string_view id);
  void open(std::string_view id, bool steal = false);
  void close();                // saves first
  void adopt(Record record);   // opens a record from elsewhere, beside one of the same id, and saves it
  void reopen(Record record);  // in the place of what it was; saves it, and shows what is to be done
  // The record of this unit and year that was changed last, as it stands now.
  std::optional<Record> latest(std::string_view unit_code, std::string_view school_year) const;

  void lock_wanted(std::string_view id);  // another tab waits for it
  void lock_lost(std::string_view id);

  void save_again();        // a person wants it: also over what another tab did
  void save_draft_files();  // what is not saved, and the open record, as files

 private:
  void show(Record record, Screen screen);
  void save_draft(const Dossier& dossier);

  Outside& outside_;
  Notices& notices_;
  Signings& signings_;
  Shelf& shelf_;
  Saving& saving_;
  CurrentDossier& dossier_;
  Navigation& navigation_;
};

}  // namespace thuoc
