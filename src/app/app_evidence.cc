// Evidence: files on their way in, links, documents, previews.
#include <algorithm>

#include "app/app.h"
#include "base/date.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "base/web_address.h"

namespace thuoc {

namespace {

// A photo longer than this is shrunk on request: A4 at 200 dpi is 2339 px high, still readable.
constexpr int shrunk_side = 2000;
constexpr double shrunk_quality = 0.82;

// dossier.json, rubric.json, tom-tat.html and the tag files, deflated.
constexpr std::uint64_t documents_bytes = 60u << 10;

std::string evidence_pointer(std::string_view id) { return child("/evidence", id); }

}  // namespace

void App::pick_evidence(std::string_view item, bool camera) {
  outside.ask("pick", {{"purpose", "evidence:" + std::string(item)},
                       {"accept", camera ? "image/*" : ""},
                       {"multiple", true},
                       {"folder", false},
                       {"camera", camera}});
}

void App::pick_evidence_file(std::string_view evidence_id) {
  outside.ask("pick", {{"purpose", "evidence_file:" + std::string(evidence_id)},
                       {"accept", ""},
                       {"multiple", false},
                       {"folder", false},
                       {"camera", false}});
}

void App::add_upload(const Json& file, std::string_view item, std::string_view for_evidence) {
  if (!current) return;
  Upload upload;
  upload.blob = file.value("blob", 0u);
  upload.name = cut_at(compose_vietnamese(clean_text(file.value("name", ""), false)), limits::text_bytes);
  upload.media_type = file.value("type", "");
  if (upload.media_type.empty()) upload.media_type = "application/octet-stream";
  upload.size = file.value("size", std::uint64_t{0});
  upload.item = item;
  upload.for_evidence = for_evidence;
  const std::uint32_t blob = upload.blob;
  if (upload.size > limits::evidence_bytes) {
    upload.failed = Error{"page.evidence_too_large", {upload.name, "", {}}, {{"name", upload.name}}};
  } else if (upload.size == 0) {
    upload.failed = Error{"page.evidence_empty", {upload.name, "", {}}, {{"name", upload.name}}};
  } else if (current->editor.dossier().evidence.size() >= limits::evidence_count) {
    upload.failed = Error{"page.evidence_too_many", {upload.name, "", {}}, {}};
  }
  current->uploads.push_back(upload);
  if (upload.failed) return;

  auto failed = [this, blob](const Error& error) {
    if (!current) return;
    for (Upload& u : current->uploads) {
      if (u.blob == blob) u.failed = error;
    }
  };
  outside.ask(
      "hash", {{"blob", blob}},
      [this, blob, failed, name = upload.name](const Json& hashed) {
        if (hashed.value("secret", false)) return failed(Error{"page.evidence_is_key", {}, {{"name", name}}});
        outside.ask(
            "keep", {{"blob", blob}, {"sha256", hashed.value("sha256", "")}},
            [this, blob, hashed](const Json&) { upload_ready(blob, hashed); }, failed);
      },
      failed,
      [this, blob](const Json& progress) {
        if (!current) return;
        for (Upload& u : current->uploads) {
          if (u.blob == blob && u.size) {
            u.done = static_cast<double>(progress.value("done", std::uint64_t{0})) / static_cast<double>(u.size);
          }
        }
      });
}

void App::upload_ready(std::uint32_t blob, const Json& hashed) {
  if (!current) return;
  const auto found = std::ranges::find(current->uploads, blob, &Upload::blob);
  if (found == current->uploads.end()) return;
  const Upload upload = *found;
  current->uploads.erase(found);
  outside.ask("release", {{"blob", blob}});

  EvidenceFile file;
  file.sha256 = hashed.value("sha256", "");
  file.size = hashed.value("size", std::uint64_t{0});
  file.crc32 = hashed.value("crc32", std::uint32_t{0});
  file.name = upload.name;
  file.media_type = upload.media_type;
  current->kept.insert(file.sha256);

  current->editor.seal();
  const auto& list = current->editor.dossier().evidence;
  if (!upload.for_evidence.empty()) {
    edit(evidence_pointer(upload.for_evidence), "", file.name, [&](Dossier& d) {
      for (Evidence& e : d.evidence) {
        if (e.id == upload.for_evidence) e.file = file;
      }
    });
    return;
  }
  // The same bytes again: the entry that is there gets the item, no second copy.
  const auto same = std::ranges::find_if(list, [&](const Evidence& e) { return e.file && e.file->sha256 == file.sha256; });
  if (same != list.end()) {
    const std::string id = same->id;
    if (!upload.item.empty() && std::ranges::find(same->items, upload.item) == same->items.end()) {
      edit(evidence_pointer(id), "", upload.item, [&](Dossier& d) {
        for (Evidence& e : d.evidence) {
          if (e.id == id && e.items.size() < limits::listed_ids) e.items.push_back(upload.item);
        }
      });
    }
    notices.tell(Notice::Tone::info, "page.evidence_same", {{"name", upload.name}, {"id", id}});
    return;
  }
  // Of many dropped at once the last places went to those before it.
  if (list.size() >= limits::evidence_count) {
    current->uploads.push_back(upload);
    current->uploads.back().failed = Error{"page.evidence_too_many", {upload.name, "", {}}, {}};
    return;
  }
  Evidence evidence;
  evidence.id = "mc" + std::to_string(current->editor.dossier().next_evidence);
  evidence.type = EvidenceType::file;
  evidence.title = file.name;
  if (!upload.item.empty()) evidence.items = {upload.item};
  evidence.file = std::move(file);
  evidence.added_at = to_iso_instant(port::now_ms());
  edit(evidence_pointer(evidence.id), "", evidence.title, [&](Dossier& d) {
    ++d.next_evidence;
    d.evidence.push_back(evidence);
  });
  current->editor.seal();
}

void App::add_link(std::string_view item) {
  if (!current) return;
  if (current->editor.dossier().evidence.size() >= limits::evidence_count)
    return notices.tell(Notice::Tone::bad, "page.evidence_too_many");
  Evidence evidence;
  evidence.id = "mc" + std::to_string(current->editor.dossier().next_evidence);
  evidence.type = EvidenceType::link;
  if (!item.empty()) evidence.items = {std::string(item)};
  evidence.added_at = to_iso_instant(port::now_ms());
  current->editor.seal();
  edit(evidence_pointer(evidence.id), "", "", [&](Dossier& d) {
    ++d.next_evidence;
    d.evidence.push_back(evidence);
  });
  current->editor.seal();
  focus_pointer = child(evidence_pointer(evidence.id), "url");
}

void App::add_document(std::string_view item) {
  const int next = current ? current->editor.dossier().next_evidence : 0;
  add_link(item);
  if (!current || current->editor.dossier().next_evidence == next) return;
  const std::string id = current->editor.dossier().evidence.back().id;
  edit(evidence_pointer(id), "", "", [&](Dossier& d) { d.evidence.back().type = EvidenceType::document; });
  current->editor.seal();
  focus_pointer = child(child(evidence_pointer(id), "document"), "number");
}

void App::remove_evidence(std::string_view id) {
  const Evidence* evidence = current ? current->editor.dossier().find_evidence(id) : nullptr;
  if (!evidence) return;
  const std::string title = evidence->title;
  current->editor.seal();
  edit(evidence_pointer(id), title, "",
       [id = std::string(id)](Dossier& d) { std::erase_if(d.evidence, [&](const Evidence& e) { return e.id == id; }); });
  current->editor.seal();
  notices.tell(Notice::Tone::info, "page.evidence_removed", {{"name", title}});
}

void App::open_evidence(std::string_view id) {
  const Evidence* evidence = current ? current->editor.dossier().find_evidence(id) : nullptr;
  if (!evidence) return;
  if (evidence->file) {
    outside.ask("preview", {{"sha256", evidence->file->sha256},
                            {"name", with_hidden_shown(evidence->file->name, false)},
                            {"close", text(display.lang, "page.preview_close")},
                            {"save", text(display.lang, "page.preview_save")},
                            {"none", text(display.lang, "page.preview_none")}});
  } else if (is_web_address(evidence->url)) {
    outside.ask("open", {{"url", evidence->url}});
  }
}

void App::shrink_evidence(std::string_view id) {
  const Evidence* evidence = current ? current->editor.dossier().find_evidence(id) : nullptr;
  if (!evidence || !evidence->file) return;
  const std::uint64_t before = evidence->file->size;
  outside.ask(
      "shrink",
      {{"sha256", evidence->file->sha256}, {"name", evidence->file->name}, {"side", shrunk_side}, {"quality", shrunk_quality}},
      [this, id = std::string(id), before, of = current->editor.dossier().id](const Json& smaller) {
        if (!current || current->editor.dossier().id != of) return;  // another dossier has evidence of that name, too
        if (smaller.value("size", before) >= before) {
          notices.tell(Notice::Tone::info, "page.shrink_useless");
          return;
        }
        add_upload(smaller, "", id);
      });
}

void App::dismiss_upload(std::size_t index) {
  if (!current || index >= current->uploads.size()) return;
  outside.ask("release", {{"blob", current->uploads[index].blob}});
  current->uploads.erase(current->uploads.begin() + static_cast<std::ptrdiff_t>(index));
}

std::uint64_t App::bundle_bytes() const {
  if (!current) return 0;
  std::uint64_t sum = documents_bytes;
  std::set<std::string_view> counted;
  for (const Evidence& e : current->editor.dossier().evidence) {
    if (e.file && counted.insert(e.file->sha256).second) sum += e.file->size;
  }
  return sum;
}

}  // namespace thuoc
