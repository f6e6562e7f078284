#include "school/record.h"

#include "base/json.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "rubric/builtin_packs.h"

namespace thuoc {

namespace {
constexpr int record_version = 2;  // 2: `notice`
}

std::string to_json_text(const Record& record) {
  Json out = {{"format", "thuoc-record"},
              {"version", record_version},
              {"dossier", to_json_text(record.dossier)},
              {"pack", record.pack_json},
              {"updated_at", record.updated_at}};
  if (record.exported) {
    const Exported& e = *record.exported;
    out["exported"] = {{"at", e.at},     {"name", e.name},      {"sha256", e.sha256}, {"fingerprint", e.fingerprint},
                       {"size", e.size}, {"content", e.content}};
  }
  if (record.notice) {
    const ReturnNotice& n = *record.notice;
    Json requests = Json::array();
    for (const Requested& r : n.requests)
      requests.push_back({{"pointer", r.pointer}, {"words", r.words}, {"deadline", r.deadline}});
    out["notice"] = {
        {"sha256", n.sha256}, {"office", n.office}, {"words", n.words}, {"deadline", n.deadline}, {"requests", requests}};
  }
  return to_compact_text(out);
}

LoadedRecord load_record(std::string_view json, std::string_view file) {
  LoadedRecord out;
  auto parsed = parse_json(json, file, limits::record_bytes);
  if (!parsed) {
    out.problems.push_back(parsed.error());
    return out;
  }
  Fields fields(*parsed, "", std::string(file), out.problems);
  if (fields.text_or("format", "") != "thuoc-record") fields.problem("page.not_a_record", "format");
  if (fields.integer("version") > record_version) fields.problem("page.newer_record", "version");
  if (!out.problems.empty()) return out;

  Record record;
  const std::string dossier = fields.text("dossier");
  record.pack_json = fields.text("pack");
  record.updated_at = fields.text_or("updated_at", "");
  if (const Json* exported = fields.optional_object("exported")) {
    Fields e(*exported, fields.at("exported"), std::string(file), out.problems);
    record.exported = Exported{e.text("at"),
                               e.text("name"),
                               e.text("sha256"),
                               e.text_or("fingerprint", ""),
                               static_cast<std::uint64_t>(e.integer("size")),
                               e.text("content")};
    e.done();
  }
  if (const Json* notice = fields.optional_object("notice")) {
    Fields n(*notice, fields.at("notice"), std::string(file), out.problems);
    record.notice = ReturnNotice{n.text("sha256"), n.text("office"), n.text("words"), n.text("deadline"), {}};
    if (const Json* requests = n.array("requests")) {
      for (std::size_t i = 0; i < requests->size(); ++i) {
        Fields r((*requests)[i], child(n.at("requests"), i), std::string(file), out.problems);
        record.notice->requests.push_back({r.text("pointer"), r.text("words"), r.text("deadline")});
        r.done();
      }
    }
    n.done();
  }
  fields.done();
  auto loaded = load_dossier(dossier, file, true);
  auto pack = load_pack(record.pack_json, file);
  for (auto& problem : loaded.problems) out.problems.push_back(std::move(problem));
  for (auto& problem : pack.problems) out.problems.push_back(std::move(problem));
  if (!out.problems.empty() || !loaded.dossier || !pack.pack) return out;
  record.dossier = std::move(*loaded.dossier);
  out.history_mended = loaded.history_mended;
  record.pack = std::move(*pack.pack);
  out.record = std::move(record);
  return out;
}

bool cut_to_fit(Dossier& dossier) {
  while (to_json_text(dossier).size() > limits::json_bytes) {
    if (dossier.history.empty()) return false;
    dossier.history.erase(dossier.history.begin(),
                          dossier.history.begin() + static_cast<std::ptrdiff_t>((dossier.history.size() + 1) / 2));
  }
  return true;
}

bool is_exported(const Record& record) {
  return record.exported && record.exported->content == sha256_hex(to_json_text(record.dossier));
}

std::string_view builtin_pack(std::string_view name) {
  for (const BuiltinPack& builtin : builtin_packs()) {
    auto loaded = load_pack(builtin.json, builtin.file);
    if (loaded.pack && loaded.pack->name() == name) return builtin.json;
  }
  return {};
}

}  // namespace thuoc
