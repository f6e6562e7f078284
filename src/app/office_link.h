// The way to the office: in this module, or in the one that has its part and is downloaded first.
#pragma once

#include <optional>
#include <string_view>

#include "app/dossiers.h"

namespace thuoc {

// What a module has beyond a school's steps: an office's work (src/office).
class OfficePart {
 public:
  virtual ~OfficePart() = default;
  // The event "stored": an entry of its store, after which `more` follow before "start".
  virtual void stored(const std::string& id, const std::string& json, std::size_t more) = 0;
  virtual void start(const Json& data) = 0;  // the event "start"
  // Files of the event "files" that only it can read.
  virtual void take_in(std::string_view purpose, const Json& files) = 0;
  virtual void save_now() = 0;   // what is not saved yet, if anything
  virtual void save_soon() = 0;  // likewise, a second after something changed
  virtual void undo() = 0;       // on its own screen
  virtual void redo() = 0;
};

// On the way to the other module.
struct OfficeDownload {
  Json files;                   // that it is to take in
  port::Ticket ticket = 0;      // of the download; 0 while something here is not on the disk yet
  double done = 0;              // 0…1 of the download; 0 where its size is not known
  std::optional<Error> failed;  // the files wait for another try
};

class OfficeLink {
 public:
  OfficeLink(Outside& outside, Saving& saving, Dossiers& dossiers, CurrentDossier& dossier, Navigation& navigation)
      : outside_(outside), saving_(saving), dossiers_(dossiers), dossier_(dossier), navigation_(navigation) {}

  OfficePart* part = nullptr;              // null: a school's module
  std::optional<OfficeDownload> download;  // screens read it, only actions change it

  // Opens the office with these files.
  void open(Json files = Json::array(), std::string_view purpose = "drop");
  void retry();   // the download failed: once more, with the same files
  void cancel();  // give it up

 private:
  void fetch();

  Outside& outside_;
  Saving& saving_;
  Dossiers& dossiers_;
  CurrentDossier& dossier_;
  Navigation& navigation_;
};

}  // namespace thuoc
