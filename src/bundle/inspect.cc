// From a file to a verdict. The order of the checks decides which reason is told; none of them is
// ever skipped on the way to `valid` or `unknown_key`.
#include <algorithm>
#include <map>
#include <set>

#include "base/limits.h"
#include "base/sha256.h"
#include "bundle/bag.h"
#include "bundle/buffered_source.h"
#include "bundle/codec.h"
#include "bundle/file_kind.h"
#include "bundle/names.h"
#include "bundle/signature_set.h"
#include "bundle/zip_reader.h"
#include "trust/authority.h"

namespace thuoc {
namespace {

std::unexpected<Error> about(const char* code, std::string_view name) {
  return fail(code, {std::string(name), "", std::nullopt}, {{"name", std::string(name)}});
}

// Its folder was looked at and packed again: another thing than a document that somebody added.
constexpr const char* litter_in_bag = "kind.litter_in_bag";

struct Content {
  std::string bytes;
  bool crc_right = false;
};

Result<Content> read_content(const Source& source, const Entry& entry, std::uint64_t limit) {
  if (entry.size > limit)
    return fail("zip.file_too_large", {entry.name, "", entry.header_offset}, {{"limit", std::to_string(limit >> 20)}});
  if (const Status header = check_header(source, entry); !header) return std::unexpected(header.error());
  Content out;
  out.bytes.reserve(entry.size);
  std::uint32_t crc = 0;
  const Status read = for_each_slice(source, entry, [&](std::span<const std::byte> slice) {
    out.bytes.append(reinterpret_cast<const char*>(slice.data()), slice.size());
    crc = crc32_of(slice, crc);
    return true;
  });
  if (!read) return std::unexpected(read.error());
  out.crc_right = crc == entry.crc32;
  return out;
}

std::unexpected<Error> wrong_crc(const Entry& entry) { return fail("zip.crc_mismatch", {entry.name, "", entry.header_offset}); }

std::string_view name_in_bag(const Check& check, const Entry& entry) {
  return std::string_view(entry.name).substr(check.top.size() + 1);
}

std::string joined(const std::vector<std::string>& words) {
  constexpr std::size_t shown = 5;
  std::string out;
  for (std::size_t i = 0; i < std::min(words.size(), shown); ++i) out += (i == 0 ? "" : ", ") + words[i];
  return words.size() > shown ? out + ", …" : out;
}

// Thousands of bundles bring the same instrument, half of what stage one hashes.
std::string rubric_hash(const std::string& bytes) {
  thread_local std::string last, hash;
  if (hash.empty() || bytes != last) {
    hash = sha256_hex(bytes);
    last = bytes;
  }
  return hash;
}

// A bundle can be well formed and still not what was signed: such findings do not stop the
// reading, so that the list can say from whom the altered file came. The first one is the reason.
class Inspector {
 public:
  Inspector(const Source& source, const Signers& signers) : source_(source), signers_(signers) {}

  Check run() {
    Status read = walk();
    // Wrong only in its CRC, a file is still what was signed, but the container lies. Wrong in what
    // it says too, it is the file that was altered.
    if (crc_wrong_ && !altered_) {
      if (read) read = wrong_crc(*crc_wrong_);
      else alter("bundle.file_altered", name_in_bag(check_, *crc_wrong_));
    }
    if (read && !altered_) {
      judge_signers();
      return std::move(check_);
    }
    check_.verdict = altered_ ? Verdict::altered : Verdict::rejected;
    check_.reason = altered_ ? *altered_ : read.error();
    if (!sizes_wrong_) check_.pending.clear();
    return std::move(check_);
  }

 private:
  static bool evidence_in_bag(std::string_view name) { return is_evidence(name.substr(name.find('/') + 1)); }

  Status walk() {
    auto archive = read_archive(source_, evidence_in_bag);
    if (!archive) return std::unexpected(archive.error());
    check_.container = archive->container;
    check_.top = std::move(archive->top);
    check_.entries = std::move(archive->entries);
    for (std::size_t i = 0; i < check_.entries.size(); ++i) index_[check_.entries[i].name.substr(check_.top.size() + 1)] = i;
    for (const std::string_view name : {bag::bagit_name, bag::tagmanifest_name})
      if (!index_.contains(name)) return about("bundle.not_a_bundle", name);

    auto signed_bytes = read_tag(bag::tagmanifest_name);
    if (!signed_bytes) return std::unexpected(signed_bytes.error());
    if (const Status tags = check_tags(*signed_bytes); !tags) return tags;
    if (const Status signed_ = check_signatures(*signed_bytes); !signed_) return signed_;
    return check_payload_lines();
  }

  // A finding that makes the bundle `altered`.
  void alter(const char* code, std::string_view name) {
    if (!altered_) altered_ = about(code, name).error();
  }

  Result<std::string> read_tag(std::string_view name) { return take(index_.find(name)->second, limits::tag_file_bytes); }

  Result<std::string> take(std::size_t entry, std::uint64_t limit) {
    auto content = read_content(source_, check_.entries[entry], limit);
    if (!content) return std::unexpected(content.error());
    if (!content->crc_right && !crc_wrong_) crc_wrong_ = check_.entries[entry];
    return std::move(content->bytes);
  }

  // The tag files that the signed list names: exactly these, with these hashes.
  Status check_tags(const std::string& signed_bytes) {
    const auto lines = bag::read_manifest(signed_bytes, bag::tagmanifest_name);
    if (!lines) return std::unexpected(lines.error());
    constexpr std::string_view expected[] = {bag::how_to_check_name, bag::info_name, bag::bagit_name, bag::manifest_name};
    if (!std::equal(lines->begin(), lines->end(), std::begin(expected), std::end(expected),
                    [](const bag::Line& line, std::string_view name) { return line.path == name; }))
      return about("bundle.tag_list", bag::tagmanifest_name);
    for (const bag::Line& line : *lines) {
      if (!index_.contains(line.path)) {
        alter("bundle.missing_file", line.path);
        continue;
      }
      auto text = read_tag(line.path);
      if (!text) return std::unexpected(text.error());
      if (sha256_hex(*text) != line.sha256) alter("bundle.file_altered", line.path);
      if (line.path == bag::bagit_name && *text != bag::bagit_text) return about("bundle.not_a_bundle", bag::bagit_name);
      if (line.path == bag::manifest_name) manifest_ = std::move(*text);
      if (line.path == bag::info_name) {
        auto info = bag::read_info(*text);
        if (!info) return std::unexpected(info.error());
        check_.info = std::move(info->info);
        oxum_ = info->oxum;
      }
    }
    return {};
  }

  Status check_signatures(const std::string& signed_bytes) {
    std::map<std::string, std::vector<SignatureFile>> sets;
    for (const auto& [name, entry] : index_) {
      if (!name.starts_with(bag::signature_folder)) continue;
      const std::string id = signature_key_id(name);
      if (id.empty()) {
        alter("bundle.extra_file", name);
        continue;
      }
      auto content = read_tag(name);
      if (!content) return std::unexpected(content.error());
      sets[id].push_back({name, std::move(*content)});
    }
    if (sets.empty()) return about("bundle.not_signed", bag::signature_folder);
    if (sets.size() > limits::signature_sets)
      return fail("bundle.too_many_signatures", {std::string(bag::signature_folder), "", std::nullopt},
                  {{"limit", std::to_string(limits::signature_sets)}});
    for (const auto& [id, files] : sets) {
      const auto key = verify_set(files, signed_bytes, check_.info.external_identifier);
      if (!key) {
        if (!altered_) altered_ = key.error();
        continue;
      }
      check_.signers.push_back(look_up(*key));
    }
    return {};
  }

  SignerFound look_up(const PublicKey& key) const {
    Entitlement found = entitlement(signers_, role_for(check_.info.bundle_type), check_.info.external_identifier, key);
    return {key, key_id(key), fingerprint(key), found.known, std::move(found.registered_for), found.has_other_key};
  }

  Status check_payload_lines() {
    const auto lines = bag::read_manifest(manifest_, bag::manifest_name);
    if (!lines) return std::unexpected(lines.error());
    std::set<std::string_view> listed;
    bag::Oxum found;
    for (const bag::Line& line : *lines) {
      if (!line.path.starts_with(bag::payload_folder)) return about("bundle.bad_manifest", bag::manifest_name);
      listed.insert(line.path);
      const auto at = index_.find(line.path);
      if (at == index_.end()) {
        alter("bundle.missing_file", line.path);
        continue;
      }
      found.bytes += check_.entries[at->second].size;
      ++found.files;
      if (is_evidence(line.path)) {
        check_.pending.push_back({at->second, line.sha256});
      } else if (const Status read = check_document(at->second, line); !read) {
        return read;
      }
    }
    std::string_view litter;
    for (const auto& [name, entry] : index_) {
      if (listed.contains(name) || is_tag_file(name)) continue;
      if (is_litter(name)) litter = name;
      else alter("bundle.extra_file", name);
    }
    if (!litter.empty()) alter(litter_in_bag, litter);
    sizes_wrong_ = !altered_ && found != oxum_;
    if (sizes_wrong_) alter("bundle.wrong_oxum", bag::info_name);
    return {};
  }

  static bool is_tag_file(std::string_view name) {
    return name == bag::bagit_name || name == bag::info_name || name == bag::how_to_check_name || name == bag::manifest_name ||
           name == bag::tagmanifest_name || name.starts_with(bag::signature_folder);
  }

  Status check_document(std::size_t entry, const bag::Line& line) {
    auto content = take(entry, document_limit(check_.info.bundle_type, line.path));
    if (!content) return std::unexpected(content.error());
    const bool is_rubric = line.path == "data/rubric.json";
    if ((is_rubric ? rubric_hash(*content) : sha256_hex(*content)) != line.sha256) {
      alter("bundle.file_altered", line.path);
      return {};
    }
    if (line.path == document_path(check_.info.bundle_type)) check_.document_json = std::move(*content);
    else if (is_rubric) check_.rubric_json = std::move(*content);
    else check_.others.push_back({entry, line.sha256});
    return {};
  }

  void judge_signers() {
    const auto known =
        std::find_if(check_.signers.begin(), check_.signers.end(), [](const SignerFound& signer) { return signer.known; });
    const bool is_known = known != check_.signers.end();
    const SignerFound& shown = is_known ? *known : check_.signers.front();
    check_.verdict = is_known ? Verdict::valid : Verdict::unknown_key;
    const char* code = check_.container == Container::canonical ? "bundle.valid" : "bundle.valid_repacked";
    if (!is_known) code = why_unknown(role_for(check_.info.bundle_type), {false, shown.unit_has_other_key, shown.registered_for});
    check_.reason = {code,
                     {},
                     {{"unit", check_.info.external_identifier},
                      {"fingerprint", shown.fingerprint},
                      {"others", joined(shown.registered_for)}}};
  }

  const Source& source_;
  const Signers& signers_;
  Check check_;
  std::map<std::string, std::size_t, std::less<>> index_;  // by name without the top folder
  std::optional<Error> altered_;
  std::optional<Entry> crc_wrong_;  // the first
  bool sizes_wrong_ = false;        // some evidence is not as long as it was: hashing will tell which
  std::string manifest_;
  bag::Oxum oxum_;
};

Status check_hash(const Source& source, const Entry& entry, const std::string& sha256, std::string_view name,
                  const std::function<bool(std::size_t)>& step) {
  if (const Status header = check_header(source, entry); !header) return header;
  Sha256 hash;
  std::uint32_t crc = 0;
  const std::string known = entry.method == 0 ? source.sha256(entry.data_offset, entry.size) : "";
  const Status read = for_each_slice(source, entry, [&](std::span<const std::byte> slice) {
    if (known.empty()) hash.update(slice);
    crc = crc32_of(slice, crc);
    return !step || step(slice.size());
  });
  if (!read) return read;
  if ((known.empty() ? hash.hex() : known) != sha256) return about("bundle.file_altered", name);
  if (crc != entry.crc32) return wrong_crc(entry);
  return {};
}

}  // namespace

bool is_bundle_type(std::string_view word) {
  return std::find(bundle_types.begin(), bundle_types.end(), word) != bundle_types.end();
}

std::string document_path(std::string_view bundle_type) {
  return std::string(bag::payload_folder) + std::string(bundle_type) + ".json";
}

const SignerFound* speaker(const Check& check) {
  if (check.signers.empty()) return nullptr;
  const auto known = std::ranges::find(check.signers, true, &SignerFound::known);
  return known == check.signers.end() ? &check.signers.front() : &*known;
}

Check inspect(const Source& source, const Signers& signers) {
  const BufferedSource buffered(source);
  return Inspector(buffered, signers).run();
}

Status check_payload(const Source& source, const Check& check, const Check::Pending& pending) {
  const Entry& entry = check.entries[pending.entry];
  return check_hash(source, entry, pending.sha256, name_in_bag(check, entry), {});
}

bool conclude(Check& check, const Error& payload_error) {
  const bool good = check.verdict == Verdict::valid || check.verdict == Verdict::unknown_key;
  if (!good && check.reason.code != "bundle.wrong_oxum" && check.reason.code != litter_in_bag) return false;
  // A file that cannot be read, or whose stream is broken, is not known to be altered.
  check.verdict = payload_error.code == "bundle.file_altered" ? Verdict::altered : Verdict::rejected;
  check.reason = payload_error;
  return true;
}

Check verify_bundle(const Source& source, const Signers& signers,
                    const std::function<bool(std::uint64_t, std::uint64_t)>& progress) {
  Check check = inspect(source, signers);
  std::uint64_t done = 0, all = 0;
  for (const Check::Pending& pending : check.pending) all += check.entries[pending.entry].size;
  const auto step = [&](std::size_t bytes) {
    done += bytes;
    return !progress || progress(done, all);
  };
  for (const Check::Pending& pending : check.pending) {
    const Entry& entry = check.entries[pending.entry];
    const Status fine = check_hash(source, entry, pending.sha256, name_in_bag(check, entry), step);
    if (fine) continue;
    conclude(check, fine.error());
    break;
  }
  check.pending.clear();
  return check;
}

Result<std::string> read_entry(const Source& source, const Entry& entry, std::uint64_t limit) {
  auto content = read_content(source, entry, limit);
  if (!content) return std::unexpected(content.error());
  if (!content->crc_right) return wrong_crc(entry);
  return std::move(content->bytes);
}

}  // namespace thuoc
