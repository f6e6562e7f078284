// The bundle: a strict ZIP that is a BagIt 1.0 bag, signed. design.md §3, docs/format.md.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.h"
#include "trust/trust.h"

namespace thuoc {

// --- Writing -------------------------------------------------------------------------------

// Bytes that are already stored somewhere under their hash: never copied through memory.
struct StoredFile {
  std::string sha256;
  std::uint64_t size = 0;
  std::uint32_t crc32 = 0;
};

struct PayloadFile {  // one file of the bag's payload
  std::string path;   // "data/dossier.json"
  std::variant<std::string, StoredFile> content;
};

// What a bundle may carry. Its main document is data/<type>.json; the container, its strictness and
// its verdicts are the same for all.
//   dossier      a unit's record, signed by the unit
//   review       an office's assessment of one dossier, naming it by the SHA-256 of its bundle
//   return       what an office asks a unit to complete
//   recognition  levels recognised
//   rollup       many dossiers added up
//   round        an office's collection, for a colleague to go on with
inline constexpr std::array<std::string_view, 6> bundle_types{"dossier", "review", "return", "recognition", "rollup", "round"};
bool is_bundle_type(std::string_view word);
std::string document_path(std::string_view bundle_type);  // "data/review.json"

struct BagInfo {                    // bag-info.txt, in this order
  std::string bundle_type;          // one of bundle_types
  std::string external_identifier;  // code of the unit or office: the principal its signer is known by
  std::string school_year;          // "2025-2026"
  std::string rubric;               // id@edition
  std::string source_organization;  // its name
  std::string bagging_date;         // ISO date
  std::string software;             // "Thuoc 1.0.0"
};

// What wrote the bag: "Thuoc 1.0.0".
std::string bundle_software();

// The file as a sequence of pieces, ready for `new Blob([...])` or writev.
struct Piece {
  std::variant<std::string, StoredFile> content;
};
struct WrittenBundle {
  std::string file_name;  // "<top>.zip"
  std::vector<Piece> pieces;
  std::uint64_t size = 0;
};

// `top` is the one top folder, ASCII. `check_text` is KIEM-TRA.txt (bundle/how_to_check.h). The
// same arguments give the same bytes. The .pub file's comment is the unit code: nothing in it is
// signed, so it must say nothing that the signed bytes do not. Codes: bundle.name_not_safe,
// bundle.too_large, bundle.too_many_files, bundle.duplicate_name, bundle.bad_tag_value.
Result<WrittenBundle> write_bundle(std::string_view top, const BagInfo& info, std::vector<PayloadFile> payload,
                                   std::string_view check_text, const SecretKey& key);

// --- Reading -------------------------------------------------------------------------------

// Random access to a file that may be gigabytes: a Blob slice in the browser, pread natively.
class Source {
 public:
  virtual ~Source() = default;
  virtual std::uint64_t size() const = 0;
  virtual Status read(std::uint64_t offset, std::span<std::byte> into) const = 0;
  // SHA-256 as hex of these bytes, where the source can tell without their being read; else "".
  virtual std::string sha256(std::uint64_t, std::uint64_t) const { return {}; }
};
class MemorySource;  // bundle/memory_source.h

struct Entry {
  std::string name;          // as in the ZIP, with the top folder
  std::uint16_t method = 0;  // 0 stored, 8 deflated
  std::uint32_t crc32 = 0;
  std::uint64_t size = 0, packed_size = 0;
  std::uint64_t header_offset = 0, data_offset = 0;
  bool header_read = true;  // else check_payload sees whether it agrees with the directory
};

enum class Verdict { valid, unknown_key, altered, rejected };
enum class Container { canonical, repacked };
inline constexpr std::array<std::string_view, 4> verdict_words{"valid", "unknown-key", "altered", "rejected"};
inline constexpr std::array<std::string_view, 2> container_words{"canonical", "repacked"};
constexpr std::string_view to_text(Verdict verdict) { return verdict_words[static_cast<std::size_t>(verdict)]; }
constexpr std::string_view to_text(Container container) { return container_words[static_cast<std::size_t>(container)]; }

struct SignerFound {
  PublicKey key{};
  std::string key_id, fingerprint;
  // As trust/authority.h has it: a dossier's for its unit, anything else's for its office.
  bool known = false;
  std::vector<std::string> registered_for;
  bool unit_has_other_key = false;
};

struct Check {
  Verdict verdict = Verdict::rejected;
  Container container = Container::canonical;
  Error reason;     // why this verdict: always filled, a sentence for a person
  std::string top;  // the bag's folder
  BagInfo info;
  std::vector<SignerFound> signers;
  std::vector<Entry> entries;  // in file order
  std::string document_json;   // data/<type>.json when it could be read and its hash is right
  std::string rubric_json;     // data/rubric.json likewise
  // Payload entries whose hash has not been checked yet (stage two): index into entries + hash.
  // Also left with bundle.wrong_oxum, where some evidence is known to be altered but not which.
  struct Pending {
    std::size_t entry;
    std::string sha256;
  };
  std::vector<Pending> pending;
  // What else is in the payload, no evidence and none of the two documents above; the hash is right.
  std::vector<Pending> others;
};

// Who speaks for the bag where several have signed: the first whose key is known, else the first. Null: nobody.
const SignerFound* speaker(const Check& check);

// Stage one: container, manifests, signature, documents; evidence is not read, nor the headers amid it.
// A verdict of valid or unknown_key is final only when `pending` has been worked off by check_payload.
Check inspect(const Source& source, const Signers& signers);

// Stage two for one pending entry. On a mismatch returns Error bundle.file_altered with its name; of a
// header that was not read in stage one zip.*.
Status check_payload(const Source& source, const Check& check, const Check::Pending& pending);

// What such an error makes of a check. Returns whether it became the reason: it does not where
// another finding was there first.
bool conclude(Check& check, const Error& payload_error);

// Both stages. `progress` gets bytes done and in all; return false to cancel (then the verdict is
// rejected with code bundle.cancelled). May be empty.
Check verify_bundle(const Source& source, const Signers& signers,
                    const std::function<bool(std::uint64_t, std::uint64_t)>& progress = {});

// The content of one entry, whole, checked against its CRC and size; at most `limit` bytes.
Result<std::string> read_entry(const Source& source, const Entry& entry, std::uint64_t limit);

}  // namespace thuoc
