#include "app/evidence_list.h"

#include <algorithm>

#include "base/date.h"
#include "base/file_name.h"
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

EvidenceList::EvidenceList(const Knows& knows)
    : outside_(knows.outside),
      display_(knows.display),
      notices_(knows.notices),
      dossier_(knows.dossier),
      navigation_(knows.navigation) {}

const Evidence* EvidenceList::find(std::string_view id) const {
  return dossier_.current ? dossier_.current->editor.dossier().find_evidence(id) : nullptr;
}

void EvidenceList::pick(std::string_view item, bool camera) {
  outside_.ask("pick", {{"purpose", "evidence:" + std::string(item)},
                        {"accept", camera ? "image/*" : ""},
                        {"multiple", true},
                        {"folder", false},
                        {"camera", camera}});
}

void EvidenceList::pick_file(std::string_view evidence_id) {
  outside_.ask("pick", {{"purpose", "evidence_file:" + std::string(evidence_id)},
                        {"accept", ""},
                        {"multiple", false},
                        {"folder", false},
                        {"camera", false}});
}

void EvidenceList::take_in(const Json& file, std::string_view item, std::string_view for_evidence) {
  if (!dossier_.current) return;
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
  } else if (dossier_.current->editor.dossier().evidence.size() >= limits::evidence_count) {
    upload.failed = Error{"page.evidence_too_many", {upload.name, "", {}}, {}};
  }
  dossier_.current->uploads.push_back(upload);
  if (upload.failed) return;

  auto failed = [this, blob](const Error& error) {
    if (!dossier_.current) return;
    for (Upload& u : dossier_.current->uploads) {
      if (u.blob == blob) u.failed = error;
    }
  };
  outside_.ask(
      "hash", {{"blob", blob}},
      [this, blob, failed, name = upload.name](const Json& hashed) {
        if (!dossier_.current) return;
        if (hashed.value("secret", false)) return failed(Error{"page.evidence_is_key", {}, {{"name", name}}});
        if (hashed.contains("shortcut")) {
          failed(Error{"page.evidence_shortcut", {}, {}});
          if (const auto own = std::ranges::find(dossier_.current->uploads, blob, &Upload::blob);
              own != dossier_.current->uploads.end() && is_web_address(text_of(hashed, "shortcut")))
            own->link = text_of(hashed, "shortcut");
          return;
        }
        outside_.ask(
            "keep", {{"blob", blob}, {"sha256", hashed.value("sha256", "")}},
            [this, blob, hashed](const Json&) { upload_ready(blob, hashed); }, failed);
      },
      failed,
      [this, blob](const Json& progress) {
        if (!dossier_.current) return;
        for (Upload& u : dossier_.current->uploads) {
          if (u.blob == blob && u.size) {
            u.done = static_cast<double>(progress.value("done", std::uint64_t{0})) / static_cast<double>(u.size);
          }
        }
      });
}

void EvidenceList::upload_ready(std::uint32_t blob, const Json& hashed) {
  if (!dossier_.current) return;
  const auto found = std::ranges::find(dossier_.current->uploads, blob, &Upload::blob);
  if (found == dossier_.current->uploads.end()) return;
  const Upload upload = std::move(*found);
  dossier_.current->uploads.erase(found);
  outside_.ask("release", {{"blob", blob}});

  EvidenceFile file;
  file.sha256 = hashed.value("sha256", "");
  file.size = hashed.value("size", std::uint64_t{0});
  file.crc32 = hashed.value("crc32", std::uint32_t{0});
  file.name = upload.name;
  file.media_type = hashed.contains("heic") ? "image/heic" : upload.media_type;
  dossier_.current->kept.insert(file.sha256);

  dossier_.current->editor.seal();
  const auto& list = dossier_.current->editor.dossier().evidence;
  if (!upload.for_evidence.empty()) {
    dossier_.edit(evidence_pointer(upload.for_evidence), "", file.name, [&](Dossier& d) {
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
      dossier_.edit(evidence_pointer(id), "", upload.item, [&](Dossier& d) {
        for (Evidence& e : d.evidence) {
          if (e.id == id && e.items.size() < limits::listed_ids) e.items.push_back(upload.item);
        }
      });
    }
    notices_.tell(Notice::Tone::info, "page.evidence_same", {{"name", upload.name}, {"id", id}});
    return;
  }
  // Of many dropped at once the last places went to those before it.
  if (list.size() >= limits::evidence_count) {
    dossier_.current->uploads.push_back(upload);
    dossier_.current->uploads.back().failed = Error{"page.evidence_too_many", {upload.name, "", {}}, {}};
    return;
  }
  // Every photo of a phone is image.jpg: told apart here, and where the office saves them.
  const bool taken = std::ranges::any_of(list, [&](const Evidence& e) { return e.file && e.file->name == file.name; });
  if (taken && file.name.size() < limits::quoted_bytes)
    file.name = with_number(file.name, dossier_.current->editor.dossier().next_evidence);
  if (hashed.contains("heic")) notices_.tell(Notice::Tone::info, "page.evidence_heic", {{"name", file.name}});
  Evidence evidence;
  evidence.id = "mc" + std::to_string(dossier_.current->editor.dossier().next_evidence);
  evidence.type = EvidenceType::file;
  evidence.title = file.name;
  if (!upload.item.empty()) evidence.items = {upload.item};
  evidence.file = std::move(file);
  evidence.added_at = to_iso_instant(port::now_ms());
  dossier_.edit(evidence_pointer(evidence.id), "", evidence.title, [&](Dossier& d) {
    ++d.next_evidence;
    d.evidence.push_back(evidence);
  });
  dossier_.current->editor.seal();
}

void EvidenceList::link_instead(std::size_t upload) {
  if (!dossier_.current || upload >= dossier_.current->uploads.size()) return;
  const Upload shortcut = dossier_.current->uploads[upload];
  dismiss_upload(upload);
  add_link(shortcut.item, shortcut.link, shortcut.name);
}

void EvidenceList::add_link(std::string_view item, std::string_view url, std::string_view title) {
  if (!dossier_.current) return;
  if (dossier_.current->editor.dossier().evidence.size() >= limits::evidence_count)
    return notices_.tell(Notice::Tone::bad, "page.evidence_too_many");
  Evidence evidence;
  evidence.id = "mc" + std::to_string(dossier_.current->editor.dossier().next_evidence);
  evidence.type = EvidenceType::link;
  evidence.url = url;
  evidence.title = title;
  if (!item.empty()) evidence.items = {std::string(item)};
  evidence.added_at = to_iso_instant(port::now_ms());
  dossier_.current->editor.seal();
  dossier_.edit(evidence_pointer(evidence.id), "", "", [&](Dossier& d) {
    ++d.next_evidence;
    d.evidence.push_back(evidence);
  });
  dossier_.current->editor.seal();
  navigation_.focus_pointer = child(evidence_pointer(evidence.id), "url");
}

void EvidenceList::add_document(std::string_view item) {
  const int next = dossier_.current ? dossier_.current->editor.dossier().next_evidence : 0;
  add_link(item);
  if (!dossier_.current || dossier_.current->editor.dossier().next_evidence == next) return;
  const std::string id = dossier_.current->editor.dossier().evidence.back().id;
  dossier_.edit(evidence_pointer(id), "", "", [&](Dossier& d) { d.evidence.back().type = EvidenceType::document; });
  dossier_.current->editor.seal();
  navigation_.focus_pointer = child(child(evidence_pointer(id), "document"), "number");
}

void EvidenceList::remove(std::string_view id) {
  const Evidence* evidence = find(id);
  if (!evidence) return;
  const std::string title = evidence->title;
  dossier_.current->editor.seal();
  dossier_.edit(evidence_pointer(id), title, "",
                [id = std::string(id)](Dossier& d) { std::erase_if(d.evidence, [&](const Evidence& e) { return e.id == id; }); });
  dossier_.current->editor.seal();
  notices_.tell(Notice::Tone::info, "page.evidence_removed", {{"name", title}});
}

void EvidenceList::open(std::string_view id) {
  const Evidence* evidence = find(id);
  if (!evidence) return;
  if (evidence->file) {
    outside_.ask("preview", {{"sha256", evidence->file->sha256},
                             {"name", with_hidden_shown(evidence->file->name, false)},
                             {"close", text(display_.lang, "page.preview_close")},
                             {"save", text(display_.lang, "page.preview_save")},
                             {"none", text(display_.lang, "page.preview_none")}});
  } else if (is_web_address(evidence->url)) {
    outside_.ask("open", {{"url", evidence->url}});
  }
}

void EvidenceList::shrink(std::string_view id) {
  const Evidence* evidence = find(id);
  if (!evidence || !evidence->file) return;
  const std::uint64_t before = evidence->file->size;
  outside_.ask(
      "shrink",
      {{"sha256", evidence->file->sha256}, {"name", evidence->file->name}, {"side", shrunk_side}, {"quality", shrunk_quality}},
      [this, id = std::string(id), before, of = dossier_.current->editor.dossier().id](const Json& smaller) {
        if (!dossier_.current || dossier_.current->editor.dossier().id != of)
          return;  // another dossier has evidence of that name, too
        if (smaller.value("size", before) >= before) {
          notices_.tell(Notice::Tone::info, "page.shrink_useless");
          return;
        }
        take_in(smaller, "", id);
      });
}

void EvidenceList::recognise(std::uint32_t blob) {
  if (!dossier_.current) return;
  std::set<std::string> wanted;
  for (const Evidence& e : dossier_.current->editor.dossier().evidence) {
    if (e.file) wanted.insert(e.file->sha256);
  }
  outside_.ask("hash", {{"blob", blob}}, [this, wanted, blob](const Json& hashed) {
    const std::string sha256 = text_of(hashed, "sha256");
    if (!wanted.contains(sha256)) return;
    outside_.ask("keep", {{"blob", blob}, {"sha256", sha256}}, [this, sha256](const Json&) {
      if (dossier_.current) dossier_.current->kept.insert(sha256);
    });
  });
}

void EvidenceList::dismiss_upload(std::size_t index) {
  if (!dossier_.current || index >= dossier_.current->uploads.size()) return;
  outside_.ask("release", {{"blob", dossier_.current->uploads[index].blob}});
  dossier_.current->uploads.erase(dossier_.current->uploads.begin() + static_cast<std::ptrdiff_t>(index));
}

std::uint64_t EvidenceList::bundle_bytes() const {
  if (!dossier_.current) return 0;
  std::uint64_t sum = documents_bytes;
  std::set<std::string_view> counted;
  for (const Evidence& e : dossier_.current->editor.dossier().evidence) {
    if (e.file && counted.insert(e.file->sha256).second) sum += e.file->size;
  }
  return sum;
}

}  // namespace thuoc
