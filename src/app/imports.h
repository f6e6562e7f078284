// Files that a person chose, dropped or pasted, each to the noun it is for.
#pragma once

#include <string_view>

#include "app/evidence_list.h"
#include "app/office_link.h"

namespace thuoc {

class Imports {
 public:
  struct Knows {
    Outside& outside;
    const Display& display;
    Notices& notices;
    OwnKeys& keys;
    CurrentDossier& dossier;
    Navigation& navigation;
    Dossiers& dossiers;
    EvidenceList& evidence;
    OfficeLink& office;
  };
  explicit Imports(const Knows& knows);

  void pick_anything();  // a dossier with its evidence, a pack, a key …
  void pick_bundles(bool folder);
  void take_in(const Json& data);  // the event "files"

 private:
  void take_evidence(const Json& files, const std::string& item);
  void open(const Json& files);
  void open_json(const Json& file, const Json& all);
  void open_dossier(bool is_record, const std::string& json, const std::string& name, const Json& all);
  void open_pack(std::string_view json, std::string_view name);
  void open_as_key(const Json& file);

  Outside& outside_;
  const Display& display_;
  Notices& notices_;
  OwnKeys& keys_;
  CurrentDossier& dossier_;
  Navigation& navigation_;
  Dossiers& dossiers_;
  EvidenceList& evidence_;
  OfficeLink& office_;
};

}  // namespace thuoc
