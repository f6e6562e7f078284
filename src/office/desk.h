// The office's desk: bundles taken in, the register of keys, and what is done with them. No ImGui, no
// browser; the outside is asked through the App. Files by noun: desk.cc, intake.cc (what one bundle
// says), intake_json.cc (as it crosses the port), pack_difference.cc.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/app.h"
#include "office/intake.h"
#include "office/round_work.h"

namespace thuoc {

// One file an office was given.
struct OfficeFile {
  std::string name;               // with its folder
  std::uint32_t blob = 0;
  std::uint64_t size = 0;
  enum class Stage { waiting, reading, hashing, done } stage = Stage::waiting;
  double done = 0;
  Intake intake;                  // from stage `hashing` on
  std::optional<Error> failed;    // the job itself failed (cancelled, file gone)
  bool superseded = false;        // a newer bundle of the same unit and year is in the list
  std::string last_change;        // ISO instant: the newest line of the dossier's history
  std::string sha256;             // of the whole file, once it is done
};

class OfficeDesk : public Beyond {
 public:
  explicit OfficeDesk(App& app);

  // --- State: screens read it, only the actions change it ------------------------------------
  std::vector<OfficeFile> files;
  std::string selected;  // OfficeFile::name of the one that is open, or ""
  Signers signers;
  RoundWork work;

  // --- Events ------------------------------------------------------------------------------
  void start(const Json& data) override;
  // Purpose "signers": a register of keys, else whatever a person dropped, a register among it.
  void take_in(std::string_view purpose, const Json& files) override;
  void save_now() override { work.save_now(); }
  void undo() override { work.undo(); }
  void redo() override { work.redo(); }

  // --- Files -------------------------------------------------------------------------------
  void open(std::string_view name);  // "" goes back to the list
  const OfficeFile* file() const;    // the one that is open
  void cancel();
  void forget(std::string_view name);
  void open_evidence(std::string_view evidence_id);
  void save_table();                              // CSV
  void edit_here(std::string_view name);          // go on with it on this machine
  void begin_next_year(std::string_view name);    // begin this year's from it

  // --- Keys --------------------------------------------------------------------------------
  void trust_signer(std::string_view name);       // register its key for its unit
  void pick_signers();
  void save_signers();

 private:
  void next();
  void open_evidence(const OfficeFile& file, std::string_view evidence_id);
  void came(const OfficeFile& file);  // done and hashed
  void mark_superseded();
  OfficeFile* find(std::string_view name);
  void import_signers(std::string_view text, std::string_view name);
  void import_from(std::string_view name, std::string_view previous);

  App& app_;
  port::Ticket ticket_ = 0;  // of the file being read
};

}  // namespace thuoc
