// Each constant of base/limits.h, from both sides: what is as large as it says is taken, one more is not. The
// header is read as a text, so that one without a row here fails.
#include <doctest/doctest.h>

#include <functional>
#include <regex>
#include <set>

#include "base/limits.h"
#include "base/utf8.h"
#include "bundle/codec.h"
#include "bundle/file_kind.h"
#include "bundle/names.h"
#include "bundle/secret.h"
#include "bundle/signature_set.h"
#include "bundle/zip_directory.h"
#include "bundle_support.h"
#include "intake/intake.h"
#include "intake/lists.h"
#include "rollup_support.h"
#include "round/register.h"
#include "round_support.h"
#include "rubric_make.h"
#include "school/hand_in.h"
#include "school/record.h"
#include "support.h"

using namespace thuoc;
using namespace thuoc::test;

namespace {

struct TwoSides {
  const char* name;
  std::uint64_t limit;
  std::function<bool(std::uint64_t)> taken;
};

std::string letters_a(std::size_t count) { return std::string(count, 'a'); }

// Blanks in front: the parser comes to the end all the same.
std::string padded_to(const std::string& json, std::size_t size) { return std::string(size - json.size(), ' ') + json; }

bool has_code(const std::vector<Error>& problems, std::string_view code) {
  return std::ranges::any_of(problems, [&](const Error& e) { return e.code == code; });
}

// --- Documents
bool dossier_takes(const std::function<void(Json&)>& change) {
  Json json = smallest_dossier();
  change(json);
  return load(json).problems.empty();
}

Json one_change(const std::string& after) {
  return {{"at", "2026-01-01T00:00:00Z"}, {"pointer", "/unit/name"}, {"after", after}};
}

bool pack_takes(const char* code, const char* file, const std::function<void(Json&)>& change) {
  Json json = read_json(file);
  change(json);
  return !has_code(loaded_pack(json).problems, code);
}

bool pack_list_takes(const char* pointer, std::size_t count) {
  return pack_takes("json.too_many", library_path, [&](Json& json) {
    const Json::json_pointer place(pointer);
    const Json one = json.contains(place) && !json[place].empty() ? json[place].front() : Json::object();
    json[place] = Json(count, one);
  });
}

// The first item of its kind in the shipped pack.
Json& item_of_kind(Json& pack, std::string_view kind) {
  for (Json& group : pack["groups"])
    for (Json& criterion : group["criteria"]) {
      if (criterion.value("kind", "") == kind) return criterion;
      if (criterion.contains("items"))
        for (Json& item : criterion["items"])
          if (item.value("kind", "") == kind) return item;
    }
  FAIL("no item of kind ", kind);
  return pack;
}

std::string list_of_zeros(std::size_t values) {  // the list is one of them
  std::string text = "[0";
  for (std::size_t i = 2; i < values; ++i) text += ",0";
  return text + "]";
}

bool all_said(const std::string& problems) { return problems.find("… và") == std::string::npos; }

bool too_large_is_said(const Error& error) { return error.code == "json.too_large"; }

// --- Bundles
bool could_write(const std::vector<PayloadFile>& payload) {
  return write_bundle(top, sample_info(), payload, "x", key_number(1)).has_value();
}

// What write_bundle() adds to the files it is given.
std::size_t files_of_ours() {
  static const std::size_t count =
      members_of(bytes_of(*write_bundle(top, sample_info(), {{"data/a", "a"}}, "x", key_number(1)), {})).size() - 1;
  return count;
}

std::string bundle_with(const std::string& name_in_bag, const std::string& content) {
  auto members = members_of(sample_bundle());
  std::string& replaced = member(members, name_in_bag).content;
  std::string& info = member(members, "bag-info.txt").content;
  const std::size_t oxum = info.find("Payload-Oxum: ") + 14;
  if (name_in_bag.starts_with("data/")) {
    const std::size_t bytes = std::stoul(info.substr(oxum)) - replaced.size() + content.size();
    info.replace(oxum, info.find('.', oxum) - oxum, std::to_string(bytes));
  }
  replaced = content;
  rehash(members);
  resign(members, key_number(1));
  ZipParts parts;
  for (const thuoc::test::Member& m : members) parts.entries.push_back(stored(m.name, m.content));
  return build(parts);
}

std::string repacked_with(const std::function<void(ZipParts&)>& change) {
  ZipParts parts = parts_of(sample_bundle());
  for (ZipEntry& entry : parts.entries) {
    entry.central.made_by = 0x031e;
    both(entry, [](Header& h) { h.date = 0x5a81, h.time = 0x6000; });
  }
  change(parts);
  return answer(build(parts));
}

class SourceOfZeros : public Source {
 public:
  explicit SourceOfZeros(std::uint64_t size) : size_(size) {}
  std::uint64_t size() const override { return size_; }
  Status read(std::uint64_t, std::span<std::byte> into) const override {
    std::ranges::fill(into, std::byte{0});
    return {};
  }

 private:
  std::uint64_t size_;
};

bool signed_by(std::size_t signers) {
  auto members = members_of(sample_bundle());
  const std::string what = member(members, "tagmanifest-sha256.txt").content;
  for (std::size_t i = 2; i <= signers; ++i)
    for (const SignatureFile& file : sign_set(key_number(static_cast<int>(i)), what, "79012345"))
      members.push_back({top + "/" + file.name, file.content});
  std::ranges::sort(members, {}, &thuoc::test::Member::name);
  ZipParts parts;
  for (const thuoc::test::Member& m : members) parts.entries.push_back(stored(m.name, m.content));
  const Check check = verify(build(parts));
  return check.verdict == Verdict::unknown_key && check.signers.size() == signers;
}

// --- Keys
bool key_file_takes(const char* what, std::uint64_t value) {
  static const Json locked = parse_json(write_key_file(key_number(1), "mật khẩu", "", "").value(), "").value();
  Json json = locked;
  json["secret"][what] = value;
  return read_key_file(to_text(json)).has_value();
}

const std::string& plain_key_file() {
  static const std::string file = write_key_file(key_number(1), "", "", "").value();
  return file;
}

// A key behind so many local headers of which none holds one.
bool found_at_header(std::size_t headers) {
  const std::string packed = build({{deflated("k", plain_key_file())}, "", "", "", {}, false});
  std::string bytes;
  while (--headers > 0) bytes += "PK\x03\x04";
  return holds_secret_key(bytes + packed);
}

// --- Offices
bool lists_taken(std::size_t units) {
  static const Pack pack = pack_from(read_json(qd4725_path));
  std::string text = "code\n";
  for (std::size_t i = 0; i < units; ++i) text += std::to_string(i) + "\n";
  return parse_register(text, pack, "x").problems.empty();
}

bool signers_taken(std::size_t count) {
  std::string line = "1";
  for (std::size_t i = 2; i <= count; ++i) line += "," + std::to_string(i);
  return parse_allowed_signers(line + " " + ssh_line(key_number(1).public_key(), ""), "x").problems.empty();
}

bool level_taken(std::uint64_t level) {
  RandomUnits random(3);
  const Rollup rollup = rolled(random.collection(3));
  Json json = parse_json(to_json_text(rollup, qd4725(), phu_luc_2()), "").value();
  json["units"][0]["self"][0]["level"] = level;
  return !has_code(load_rollup(to_text(json), qd4725(), phu_luc_2(), "x").problems, "json.number_out_of_range");
}

bool path_taken(const std::function<void(Evidence&)>& change, const std::string& part) {
  Evidence e;
  e.file = EvidenceFile{hash_a, 1, 0, "a.pdf", ""};
  change(e);
  return evidence_path(e).find(part) != std::string::npos;
}

#define ROW(name) #name, limits::name

const TwoSides sides[] = {
    {ROW(json_bytes), [](auto n) { return parse_json(padded_to("{}", n), "a").has_value(); }},
    {ROW(json_depth), [](auto n) { return parse_json(std::string(n, '[') + std::string(n, ']'), "a").has_value(); }},
    // No record of so many letters is made; what is not too large is refused for what it is.
    {ROW(record_bytes), [](auto n) { return !too_large_is_said(load_record(letters_a(n), "a").problems.front()); }},
    {ROW(collection_bytes), [](auto n) { return !too_large_is_said(load_round(letters_a(n), "a").problems.front()); }},
    {ROW(json_values), [](auto n) { return parse_json(list_of_zeros(n), "a").has_value(); }},
    {ROW(collection_values), [](auto n) { return parse_json(list_of_zeros(n), "a", limits::collection_bytes).has_value(); }},
    {ROW(problems),
     [](auto n) {
       std::vector<Error> all;
       for (std::size_t i = 0; i < n; ++i) add_problem(all, {"json.repeated", {}, {}});
       return all.back().code == "json.repeated";
     }},
    {ROW(quoted_bytes),
     [](auto n) {
       std::vector<Error> all;
       add_problem(all, {"json.repeated", {}, {{"value", letters_a(n)}}});
       return all[0].args[0].second == letters_a(n);
     }},
    {ROW(problems_shown),
     [](auto n) {
       return all_said(messages(std::vector<Error>(n, Error{"json.repeated", {}, {}}), Lang::vi, limits::problems_shown).back());
     }},
    {ROW(problems_in_cell),
     [](auto n) {
       Intake intake;
       intake.problems.assign(n, Error{"json.repeated", {}, {}});
       return all_said(to_row(intake, "a")["problems"]);
     }},
    {ROW(marks),
     [](auto n) {
       std::string text = "b";
       for (std::size_t i = 0; i < n; ++i) text += "\u0301";
       return clean_text(text, true) == text;
     }},
    {ROW(bundle_bytes), [](auto n) { return verify_bundle(SourceOfZeros(n), {}).reason.code != "zip.too_large"; }},
    {ROW(bundle_entries),
     [](auto n) {
       std::vector<PayloadFile> payload;
       for (std::size_t i = 0; i < n - files_of_ours(); ++i) payload.push_back({"data/" + std::to_string(i), ""});
       return could_write(payload);
     }},
    {ROW(name_bytes), [](auto n) { return is_safe_name(letters_a(n)); }},
    {ROW(name_segments),
     [](auto n) {
       std::string name = "a";
       for (std::size_t i = 1; i < n; ++i) name += "/a";
       return is_safe_name(name);
     }},
    {ROW(inflate_ratio),
     [](auto n) {
       return repacked_with([&](ZipParts& parts) {
                ZipEntry& page = parts.entries.emplace_back(deflated(top + "/data/x", "x"));
                page.data = std::string(100, '\0');
                both(page, [&](Header& h) { h.packed_size = 100, h.size = static_cast<std::uint32_t>(100 * n); });
              }) != "rejected zip.bomb";
     }},
    {ROW(zip_extra_bytes),
     [](auto n) {
       return repacked_with([&](ZipParts& parts) {
                // One field of a kind that is known: a time, and what fills it up.
                const std::size_t inside = n - 4;
                both(parts.entries[3], [&](Header& h) {
                  h.extra = std::string("UT") + static_cast<char>(inside & 255) + static_cast<char>(inside >> 8) +
                            std::string(inside, '\0');
                });
              }) == "unknown-key repacked";
     }},
    {ROW(tag_file_bytes), [](auto n) { return answer(bundle_with("KIEM-TRA.txt", letters_a(n))).starts_with("unknown-key"); }},
    {ROW(document_bytes),
     [](auto n) { return answer(bundle_with("data/tom-tat.html", letters_a(n))).starts_with("unknown-key"); }},
    {ROW(handle_bytes), [](auto n) { return path_taken([&](Evidence& e) { e.items = {letters_a(n)}; }, letters_a(n)); }},
    {ROW(extension_bytes),
     [](auto n) { return path_taken([&](Evidence& e) { e.file->name = "x." + letters_a(n); }, "." + letters_a(n)); }},
    {ROW(folder_code_bytes),
     [](auto n) { return folder_name("cds", letters_a(n), "", "2025-2026") == "cds-" + letters_a(n) + "-2025-2026"; }},
    {ROW(evidence_bytes),
     [](auto n) {
       return could_write({{"data/evidence/a", StoredFile{hash_a, n, 0}}}) && dossier_takes([&](Json& d) {
                d["next_evidence"] = 2;
                d["evidence"] = {{{"id", "mc1"},
                                  {"type", "file"},
                                  {"file", {{"sha256", hash_a}, {"size", n}, {"crc32", 0}, {"name", "a.pdf"}}}}};
              });
     }},
    {ROW(evidence_count),
     [](auto n) {
       return dossier_takes([&](Json& d) {
         d["next_evidence"] = n + 1;
         d["evidence"] = Json::array();
         for (std::size_t i = 1; i <= n; ++i) d["evidence"].push_back({{"id", "mc" + std::to_string(i)}, {"type", "link"}});
       });
     }},
    {ROW(mail_bytes),
     [](auto n) {
       Dossier d = full_dossier();
       for (std::uint64_t left = n, number = 1; left > 0; ++number) {
         Evidence e;
         e.id = "mc" + std::to_string(number);
         e.items = {"1.1"};
         e.file = EvidenceFile{std::string(63, '0') + static_cast<char>('a' + number), std::min<std::uint64_t>(left, 20u << 20),
                               0, "a.pdf", ""};
         left -= e.file->size;
         d.evidence.push_back(e);
       }
       std::vector<Error> all;
       for (const Finding& finding : readiness(d, the_pack(), score(the_pack(), d.answers))) all.push_back(finding.what);
       return !has_code(all, "ready.bundle_over_mail");
     }},
    {ROW(text_bytes), [](auto n) { return dossier_takes([&](Json& d) { d["proposals"] = letters_a(n); }); }},
    {ROW(points_digits),
     [](auto n) {
       return parse_points(std::string(n, '9')).has_value() && parse_typed_points(std::string(n, '9') + ",5").has_value();
     }},
    {ROW(council_members),
     [](auto n) { return dossier_takes([&](Json& d) { d["council"] = {{"members", Json(n, Json{{"name", "a"}})}}; }); }},
    {ROW(history_changes), [](auto n) { return dossier_takes([&](Json& d) { d["history"] = Json(n, one_change("a")); }); }},
    {ROW(history_text), [](auto n) { return for_history(letters_a(n)) == letters_a(n); }},
    {ROW(history_text_read),
     [](auto n) { return dossier_takes([&](Json& d) { d["history"] = Json::array({one_change(letters_a(n))}); }); }},
    {ROW(answers),
     [](auto n) {
       return dossier_takes([&](Json& d) {
         d["answers"] = Json::object();
         for (std::size_t i = 0; i < n; ++i) d["answers"][std::to_string(i)] = {{"note", "a"}};
       });
     }},
    {ROW(listed_ids),
     [](auto n) {
       return dossier_takes([&](Json& d) {
         Json items = Json::array();
         for (std::size_t i = 0; i < n; ++i) items.push_back(std::to_string(i));
         d["next_evidence"] = 2;
         d["evidence"] = {{{"id", "mc1"}, {"type", "link"}, {"items", items}}};
       });
     }},
    {ROW(pack_bytes), [](auto n) { return load_pack(padded_to(read_source(library_path), n), "x").pack.has_value(); }},
    {ROW(pack_groups), [](auto n) { return pack_list_takes("/groups", n); }},
    {ROW(pack_criteria), [](auto n) { return pack_list_takes("/groups/0/criteria", n); }},
    {ROW(pack_list),
     [](auto n) {
       return pack_list_takes("/sources", n) && pack_list_takes("/unit_levels", n) && pack_list_takes("/applies_to", n) &&
              pack_list_takes("/figures", n);
     }},
    {ROW(pack_items),
     [](auto n) {
       return pack_takes("json.too_many", qd4725_path, [&](Json& json) {
         const Json group = json["groups"][0];
         json["groups"] = Json::array();
         for (std::size_t i = 0; i < n; ++i) {
           if (i % limits::pack_criteria == 0) {
             json["groups"].push_back(group);
             json["groups"].back()["id"] = "g" + std::to_string(i);
             json["groups"].back()["criteria"] = Json::array();
           }
           json["groups"].back()["criteria"].push_back(group["criteria"][0]);
           json["groups"].back()["criteria"].back()["id"] = "c" + std::to_string(i);
         }
       });
     }},
    {ROW(pack_readings),
     [](auto n) {
       return pack_takes("json.too_many", qd4725_path, [&](Json& json) {
         item_of_kind(json, "level")["readings"] = Json(n, Json{{"id", "a"}, {"text", {{"vi", "a"}}}});
       });
     }},
    {ROW(pack_text_bytes),
     [](auto n) {
       return pack_takes("json.text_too_long", library_path, [&](Json& json) { json["title"]["vi"] = letters_a(n); });
     }},
    {ROW(pack_id_bytes),
     [](auto n) { return pack_takes("rubric.bad_id", library_path, [&](Json& json) { json["id"] = letters_a(n); }); }},
    {ROW(pack_levels),
     [](auto n) {
       return pack_takes("rubric.level_count_out_of_range", qd4725_path,
                         [&](Json& json) { item_of_kind(json, "level")["levels"] = n; });
     }},
    {ROW(units), lists_taken},
    {ROW(list_bytes), [](auto n) { return read_key_list(SourceOfZeros(n), "a", [](const Json&) {}).has_value(); }},
    {ROW(rollup_levels), level_taken},
    {ROW(signature_sets), signed_by},
    {ROW(signers), signers_taken},
    {ROW(key_file_bytes), [](auto n) { return read_key_file(padded_to(plain_key_file(), n)).has_value(); }},
    {ROW(key_owner_bytes),
     [](auto n) { return read_key_file(*write_key_file(key_number(1), "", letters_a(n), ""))->owner == letters_a(n); }},
    {ROW(key_search_bytes), [](auto n) { return holds_secret_key(MemorySource(padded_to(plain_key_file(), n)), 0, n); }},
    {ROW(key_search_files), found_at_header},
    {ROW(key_memory), [](auto n) { return key_file_takes("mem", n); }},
    {ROW(key_passes), [](auto n) { return key_file_takes("ops", n); }},
    {ROW(shortcut_bytes),
     [](auto n) {
       const std::string link = "[InternetShortcut]\nURL=https://vi.example\n";
       return kind_of(MemorySource(link + std::string(n - link.size(), '\n')), "a.url") == "shortcut";
     }},
    {ROW(zip_directory_bytes),
     [](auto n) {
       ZipParts parts;
       for (auto left = n; left > 0;) {
         ZipEntry& entry = parts.entries.emplace_back(stored("a", ""));
         const auto comment = std::min<std::uint64_t>(left < 66'000 ? left - 47 : 65'000, 0xffff);
         entry.central.comment = letters_a(comment);
         left -= 47 + comment;
       }
       return read_directory(MemorySource(build(parts))).has_value();
     }},
    // Nothing is refused by it: it is how much is held at a time.
    {ROW(slice_bytes),
     [](auto n) {
       const MemorySource source(build({{stored("a", letters_a(n))}, "", "", "", {}, false}));
       Entry entry;
       entry.name = "a", entry.data_offset = 31, entry.size = entry.packed_size = n;
       std::size_t slices = 0;
       return for_each_slice(source, entry, [&](std::span<const std::byte>) { return ++slices > 0; }) && slices == 1;
     }},
};

#undef ROW

// What has no simple row, by the file that tries it from both sides.
const std::pair<const char*, const char*> elsewhere[] = {
    {"unpacked_files", "tests/unit/intake_files_test.cc"}, {"unpacked_bytes", "tests/unit/intake_files_test.cc"},
    {"job_silence_seconds", "tests/web/jobs.test.mjs"},    {"asked_offices", "tests/unit/ui_office_keys_test.cc"},
    {"asked_files", "tests/unit/ui_office_keys_test.cc"},  {"keys_sniffed_bytes", "tests/unit/ui_office_lists_test.cc"},
};

}  // namespace

TEST_CASE("limits: what is as large as it may be is taken, and one more is not") {
  for (const auto& [name, limit, taken] : sides) {
    CAPTURE(std::string(name));
    CHECK(taken(limit));
    CHECK_FALSE(taken(limit + 1));
  }
}

TEST_CASE("limits: every one in the header is tried from both sides") {
  std::set<std::string> tried;
  for (const TwoSides& side : sides) CHECK(tried.insert(side.name).second);
  for (const auto& [name, file] : elsewhere) {
    CHECK(tried.insert(name).second);
    CAPTURE(name);
    CHECK(read_source(file).find(name) != std::string::npos);
  }
  const std::string header = read_source("src/base/limits.h");
  const std::regex constant(R"(\bconstexpr [\w:]+ (\w+) =)");
  std::set<std::string> all;
  for (std::sregex_iterator at(header.begin(), header.end(), constant), end; at != end; ++at) all.insert((*at)[1]);
  CHECK(all.size() > 50);
  CHECK(all == tried);
}
