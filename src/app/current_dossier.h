// The dossier that is open: every change of it, undone or not, and that it is saved.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "app/saving.h"
#include "school/editor.h"

namespace thuoc {

// A file on its way into the dossier.
struct Upload {
  std::uint32_t blob = 0;
  std::string name, media_type;
  std::uint64_t size = 0;
  std::string item;             // for which item, or ""
  std::string for_evidence;     // fills this entry's file instead of adding one, or ""
  double done = 0;              // 0…1 of the hashing
  std::optional<Error> failed;  // stays listed until it is dismissed
  std::string link;             // of one that only points to a document: where to, or ""
};

struct OpenDossier {
  Editor editor;
  std::string pack_json;
  std::optional<Exported> exported;
  std::optional<ReturnNotice> notice = {};  // what an office wants mended
  std::string selected_item = {};           // scoring: item id; a criterion's id is its first item's place
  Saver saver = {};                         // by the editor's revisions
  std::set<std::string> kept = {};          // hashes of evidence whose bytes are here
  std::set<std::string> secrets = {};       // hashes of evidence that holds a key file: it must go
  std::vector<Upload> uploads = {};
};

class CurrentDossier {
 public:
  CurrentDossier(Outside& outside, Shelf& shelf, Saving& saving) : outside_(outside), shelf_(shelf), saving_(saving) {}

  std::optional<OpenDossier> current;  // screens read it, only actions change it

  void open(Record record);  // in the place of what was open
  void close();              // saves first
  void lose();               // another tab has it
  bool is_open(std::string_view id) const { return current && current->editor.dossier().id == id; }
  std::string id() const { return current ? current->editor.dossier().id : std::string(); }
  Record record() const;  // as it stands now

  void edit(std::string_view pointer, std::string_view before, std::string_view after,
            const std::function<void(Dossier&)>& change);
  void field_left();   // the focus left a field: next typing is a new step
  std::string undo();  // the pointer of what changed by it, or ""
  std::string redo();

  void save_now(bool say = false);
  void save_soon();  // what is due
  bool is_dirty() const { return current && current->saver.is_dirty(current->editor.revision()); }
  bool is_exported() const;  // as it was saved last

 private:
  void look_for_evidence();

  Outside& outside_;
  Shelf& shelf_;
  Saving& saving_;
};

}  // namespace thuoc
