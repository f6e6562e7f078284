// What web/worker.mjs is in a browser: the files in hand, and the order in which an order's jobs are run.
#include "headless/jobs.h"

#include <algorithm>
#include <cstring>

#include "base/error_json.h"
#include "bundle/memory_source.h"
#include "engine/job.h"
#include "intake/members.h"

namespace thuoc {

namespace {

struct Hands {
  std::vector<const std::string*> files;
  const std::string* file = nullptr;
  std::string written;  // pieces, one behind the other
  bool lacks_kept = false;
  Json answer;
  const std::function<void(Json)>* tell = nullptr;
} hands;

}  // namespace

void say(Said kind, std::string_view text) {
  if (kind == Said::bytes) {
    hands.written += text;
    return;
  }
  const Json said = parse_json(text, "said", ~std::size_t{0}).value();
  if (kind == Said::answer) {
    hands.answer = said;
  } else if (kind == Said::progress) {
    (*hands.tell)(said);
  } else {
    const auto& kept = port::headless::world().kept;
    const auto found = kept.find(said["sha256"].get<std::string>());
    if (found == kept.end() || found->second.size() != said["size"].get<std::size_t>()) hands.lacks_kept = true;
    else hands.written += found->second;
  }
}

bool report(std::uint64_t done, std::uint64_t total) {
  (*hands.tell)({{"done", done}, {"total", total}});
  return true;
}

void take_file(std::uint32_t index) { hands.file = hands.files[index]; }

std::uint64_t BlobSource::size() const { return hands.file->size(); }

Status BlobSource::read(std::uint64_t offset, std::span<std::byte> into) const {
  if (offset > hands.file->size() || into.size() > hands.file->size() - offset)
    return fail("source.read_failed", {"", "", offset});
  if (!into.empty()) std::memcpy(into.data(), hands.file->data() + offset, into.size());  // nothing may have no place
  return {};
}

// A browser without its own hashing, as over plain http: the jobs hash.
std::string BlobSource::sha256(std::uint64_t, std::uint64_t) const { return {}; }

std::span<const Job> more_jobs() { return office_jobs(); }

namespace port::headless {

namespace {

Json not_here() { return {{"error", to_json(Error{"file.not_here", {}, {}})}}; }

Json run(std::string_view name, const Json& args) {
  hands.written.clear();
  run_job(name, args.dump(-1, ' ', false, Json::error_handler_t::replace));
  return hands.answer;
}

// A bundle counts as written when what was put together has been read again.
Json write_and_check(std::string_view pieces, const Json& args) {
  Json written = run(pieces, args);
  if (written.contains("error")) return written;
  if (hands.lacks_kept) return not_here();
  const std::uint32_t blob = world().add_blob(std::move(hands.written));
  hands.file = &world().blobs[blob];
  const Json& document = args.contains("document") ? args["document"] : args["dossier"];
  Json checked = run("check_written", {{"size", written["answer"]["size"]}, {"document", document}, {"pack", args["pack"]}});
  if (checked.contains("error")) return checked;
  return {{"answer",
           {{"blob", blob},
            {"name", written["answer"]["name"]},
            {"size", written["answer"]["size"]},
            {"sha256", checked["answer"]["sha256"]}}}};
}

// Of a job whose answer is bytes: a part of the file in hand, or what it said.
Json with_blob(Json said) {
  if (said.contains("error")) return said;
  Json& answer = said["answer"];
  std::string bytes = std::move(hands.written);
  if (answer.contains("slice")) {
    const auto from = answer["slice"][0].get<std::size_t>(), to = answer["slice"][1].get<std::size_t>();
    bytes = hands.file->substr(from, to - from);
    answer.erase("slice");
  }
  answer["blob"] = world().add_blob(std::move(bytes));
  return said;
}

// What web/worker.mjs does with DecompressionStream, by the tool's way.
Json unpack(const std::string& file) {
  Json said = run("members", Json::object());
  Json answer = {{"files", Json::array()}, {"left", said["answer"]["left"]}, {"litter", said["answer"]["litter"]}};
  for (const Json& one : said["answer"]["taken"]) {
    Entry entry;
    entry.method = one["deflated"].get<bool>() ? 8 : 0;
    entry.data_offset = one["from"].get<std::uint64_t>();
    entry.packed_size = one["packed"].get<std::uint64_t>();
    entry.size = one["size"].get<std::uint64_t>();
    auto bytes = read_member(MemorySource(file), entry);
    if (!bytes) {
      answer["left"].push_back({{"name", one["name"]}, {"why", to_json(bytes.error())}});
      continue;
    }
    const std::size_t size = bytes->size();
    answer["files"].push_back(
        {{"blob", world().add_blob(std::move(*bytes))}, {"name", one["name"]}, {"size", size}, {"path", ""}});
  }
  return {{"answer", answer}};
}

Json work(const Asked& asked) {
  const Json& args = asked.args;
  if (asked.what == "unpack") return unpack(*hands.file);
  if (asked.what == "write_bundle") return write_and_check("write_pieces", args);
  if (asked.what == "write_paper") return write_and_check("paper_pieces", args);
  if (asked.what == "entry" || asked.what == "workbook") return with_blob(run(asked.what, args));
  if (asked.what == "check_evidence") run("begin_check", args);
  return run(asked.what, args);
}

}  // namespace

std::optional<Json> do_job(const Asked& asked, const std::function<void(Json)>& tell) {
  static constexpr std::string_view names[] = {"hash",        "make_key", "check_key",      "write_bundle", "take_in",
                                               "entry",       "triage",   "check_evidence", "read_keys",    "read_units",
                                               "write_paper", "workbook", "unpack"};
  if (std::ranges::find(names, asked.what) == std::end(names)) return std::nullopt;
  World& w = world();
  const std::string text = asked.args.value("text", std::string());  // a list that was pasted: a file like any other
  const std::string nothing;
  hands = {};
  hands.tell = &tell;
  for (const Json& blob : asked.args.value("blobs", Json::array())) hands.files.push_back(&w.blobs[blob.get<std::uint32_t>()]);
  if (asked.args.contains("blob")) hands.files.push_back(&w.blobs[asked.args["blob"].get<std::uint32_t>()]);
  if (asked.args.contains("sha256")) {
    const auto kept = w.kept.find(asked.args["sha256"].get<std::string>());
    if (kept == w.kept.end()) return not_here();
    hands.files.push_back(&kept->second);
  }
  if (asked.args.contains("text")) hands.files.push_back(&text);
  if (hands.files.empty()) hands.files.push_back(&nothing);
  hands.file = hands.files.front();
  const Json said = work(asked);
  return said.contains("answer") ? said["answer"] : said;
}

}  // namespace port::headless

}  // namespace thuoc
