// The evidence of the open dossier: files on their way in, links, documents, what is seen of them.
#pragma once

#include <cstdint>
#include <string_view>

#include "app/navigation.h"

namespace thuoc {

class EvidenceList {
 public:
  struct Knows {
    Outside& outside;
    const Display& display;
    Notices& notices;
    CurrentDossier& dossier;
    Navigation& navigation;
  };
  explicit EvidenceList(const Knows& knows);

  void pick(std::string_view item, bool camera);
  void pick_file(std::string_view id);  // the missing one of an entry
  // A file of the event "files": for this item, or ""; as the file of this entry, or "" where it is to be one of its own.
  void take_in(const Json& file, std::string_view item, std::string_view for_evidence = "");
  void recognise(std::uint32_t blob);  // a file that came with the dossier: kept where its hash is one of an entry's
  void dismiss_upload(std::size_t index);
  void add_link(std::string_view item, std::string_view url = "", std::string_view title = "");
  void link_instead(std::size_t upload);  // of a shortcut: the address it points to
  void add_document(std::string_view item);
  void remove(std::string_view id);
  void open(std::string_view id);
  void shrink(std::string_view id);
  std::uint64_t bundle_bytes() const;  // estimate: evidence plus documents

 private:
  const Evidence* find(std::string_view id) const;
  void upload_ready(std::uint32_t blob, const Json& hashed);

  Outside& outside_;
  const Display& display_;
  Notices& notices_;
  CurrentDossier& dossier_;
  Navigation& navigation_;
};

}  // namespace thuoc
