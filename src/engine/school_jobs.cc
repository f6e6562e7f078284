// The jobs of every module, and the running of one.
#include <algorithm>
#include <array>

#include "base/error_json.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "bundle/codec.h"
#include "bundle/file_kind.h"
#include "bundle/secret.h"
#include "engine/job.h"
#include "school/hand_in.h"
#include "trust/trust.h"

namespace thuoc {

void say_json(Said kind, const Json& json) { say(kind, json.dump(-1, ' ', false, Json::error_handler_t::replace)); }

Status each_slice(const Source& source, std::uint64_t before, std::uint64_t total,
                  const std::function<void(std::span<const std::byte>)>& use) {
  static std::array<std::byte, limits::slice_bytes> slice;
  const std::uint64_t size = source.size();
  for (std::uint64_t at = 0; at < size; at += slice.size()) {
    const std::span part(slice.data(), std::min<std::uint64_t>(slice.size(), size - at));
    if (const Status read = source.read(at, part); !read) return read;
    use(part);
    report(before + at + part.size(), total);
  }
  return {};
}

Result<std::string> hash_all(const Source& source, std::uint64_t before, std::uint64_t total) {
  if (std::string known = source.sha256(0, source.size()); !known.empty()) return known;
  Sha256 sha256;
  const Status read = each_slice(source, before, total, [&](std::span<const std::byte> part) { sha256.update(part); });
  if (!read) return std::unexpected(read.error());
  return sha256.hex();
}

Json ranges_of(const Source& source, const Check& check) {
  Json ranges = {{0, source.size()}};
  for (const Check::Pending& pending : check.pending) {
    const Entry& entry = check.entries[pending.entry];
    if (entry.method == 0) ranges.push_back({entry.data_offset, entry.size});
  }
  return ranges;
}

namespace {

Json about(const PublicKey& key) {
  return {{"public", ssh_line(key, "")}, {"fingerprint", fingerprint(key)}, {"key_id", key_id(key)}};
}

Result<Json> hash_job(const Json&) {
  const BlobSource source;
  const std::uint64_t size = source.size();
  const std::string known = source.sha256(0, size);
  Sha256 sha256;
  std::uint32_t crc = 0;
  const Status read = each_slice(source, 0, size, [&](std::span<const std::byte> part) {
    if (known.empty()) sha256.update(part);
    crc = crc32_of(part, crc);
  });
  // What a person chose has been moved or changed since: say so, not "bundle".
  if (!read) return fail("file.unreadable");
  Json answer = {{"sha256", known.empty() ? sha256.hex() : known},
                 {"size", size},
                 {"crc32", crc},
                 {"secret", holds_secret_key(source, 0, size)}};
  std::string head(std::min<std::uint64_t>(size, limits::shortcut_bytes), '\0');
  if (!source.read(0, std::as_writable_bytes(std::span(head)))) return fail("file.unreadable");
  if (is_heic(head)) answer["heic"] = true;
  if (auto address = size == head.size() ? shortcut_address(head) : std::nullopt) answer["shortcut"] = std::move(*address);
  return answer;
}

Result<Json> ranges_job(const Json&) {
  const BlobSource source;
  return Json{{"ranges", ranges_of(source, inspect(source, {}))}};
}

Result<Json> make_key_job(const Json& args) {
  const SecretKey key = make_key();
  auto file = write_key_file(key, text_of(args, "passphrase"), text_of(args, "owner"), text_of(args, "created"));
  if (!file) return std::unexpected(file.error());
  Json answer = about(key.public_key());
  answer["file"] = std::move(*file);
  return answer;
}

Result<Json> check_key_job(const Json& args) {
  const std::string file = text_of(args, "file"), passphrase = text_of(args, "passphrase");
  const auto read = read_key_file(file);
  if (!read) return std::unexpected(read.error());
  // Without a passphrase a locked key is only looked at.
  if (!read->locked || !passphrase.empty()) {
    if (const auto key = unlock(file, passphrase); !key) return std::unexpected(key.error());
  }
  Json answer = about(read->public_key);
  answer["locked"] = read->locked;
  return answer;
}

// The pieces in order, said one by one; JavaScript puts the Blob together and comes back with it.
Result<Json> write_pieces_job(const Json& args) {
  auto loaded = load_dossier(text_of(args, "dossier"), "dossier.json");
  if (!loaded.dossier) return std::unexpected(loaded.problems.front());
  const auto key = unlock(text_of(args, "key"), text_of(args, "passphrase"));
  if (!key) return std::unexpected(key.error());
  const auto written = hand_in(*loaded.dossier, text_of(args, "pack"), *key, text_of(args, "today"));
  if (!written) return std::unexpected(written.error());
  for (const Piece& piece : written->pieces) {
    if (const auto* bytes = std::get_if<std::string>(&piece.content)) {
      say(Said::bytes, *bytes);
    } else {
      const StoredFile& stored = std::get<StoredFile>(piece.content);
      say_json(Said::stored, Json{{"sha256", stored.sha256}, {"size", stored.size}});
    }
  }
  return Json{{"name", written->file_name}, {"size", written->size}};
}

// Nothing counts as written before the produced bytes were read again, all of them, strictly.
Result<Json> check_written_job(const Json& args) {
  const BlobSource source;
  const std::uint64_t size = source.size();
  if (size != args.value("size", std::uint64_t{0})) return fail("job.not_written_whole");
  const auto sha256 = hash_all(source, 0, 2 * size);
  if (!sha256) return std::unexpected(sha256.error());
  const Check check =
      verify_bundle(source, {}, [size](std::uint64_t done, std::uint64_t) { return report(size + done, 2 * size); });
  // What is wrong with it is a sentence for offices; here it is ours to write it again.
  if (check.verdict != Verdict::unknown_key) return fail("job.not_written_whole");
  if (const std::string name = file_with_secret_key(source, check); !name.empty())
    return fail("bundle.secret_key", {name, "", {}}, {{"name", name}});
  // Not only intact: what a reader finds in it is what was signed.
  if (check.document_json != text_of(args, "document") || check.rubric_json != text_of(args, "pack"))
    return fail("job.not_written_whole");
  return Json{{"sha256", *sha256}};
}

constexpr Job of_a_school[] = {
    {"hash", hash_job},
    {"ranges", ranges_job},
    {"make_key", make_key_job},
    {"check_key", check_key_job},
    {"write_pieces", write_pieces_job},
    {"check_written", check_written_job},
};

}  // namespace

void run_job(std::string_view name, std::string_view args) {
  const Json parsed = parse_json(args, "job", ~std::size_t{0}).value_or(Json());
  const Job* job = nullptr;
  for (const std::span<const Job> some : {std::span<const Job>(of_a_school), more_jobs()}) {
    for (const Job& one : some) {
      if (one.name == name) job = &one;
    }
  }
  if (!parsed.is_object() || !job) {
    say_json(Said::answer, Json{{"error", to_json(Error{"job.unknown", {}, {}})}});
    return;
  }
  const Result<Json> answer = job->run(parsed);
  say_json(Said::answer, answer ? Json{{"answer", *answer}} : Json{{"error", to_json(answer.error())}});
}

}  // namespace thuoc
