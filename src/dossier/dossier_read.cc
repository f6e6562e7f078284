#include <algorithm>
#include <limits>
#include <set>
#include <span>
#include <string>
#include <utility>

#include "base/date.h"
#include "base/limits.h"
#include "base/strict.h"
#include "base/utf8.h"
#include "dossier/carry_forward.h"
#include "dossier/dossier.h"
#include "dossier/words.h"

namespace thuoc {
namespace {

// No version before 1 was ever published.
constexpr VersionStep steps_to_today[] = {
    // Version 2 adds "returned", which an older record does not have. An older program must say "a
    // newer version", not "an unknown key": hence a version of its own.
    {1, [](Json&) -> Status { return {}; }},
};

constexpr std::size_t id_digits = 32;

bool is_hex(std::string_view text, std::size_t digits) {
  return text.size() == digits &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

// "mc12" → 12; 0 where it is not such an id.
int evidence_number(std::string_view id) {
  if (!id.starts_with("mc") || id.size() < 3 || id.size() > 9 || id[2] == '0') return 0;
  int number = 0;
  for (const char c : id.substr(2)) {
    if (c < '0' || c > '9') return 0;
    number = number * 10 + (c - '0');
  }
  return number;
}

class Reader : Strict {
 public:
  using Strict::Strict;
  bool kind_to_history = false;
  std::size_t history_mended = 0;

  Dossier read(const Json& document) {
    Fields f = fields(document, "");
    Dossier d;
    f.text("format");
    f.integer("version");
    d.id = f.text("id");
    if (!is_hex(d.id, id_digits)) f.problem("dossier.bad_id", "id", {{"value", shortened(d.id)}});
    // Until November 2026 whatever was typed there was stored.
    d.school_year = kind_to_history ? text(f, "school_year") : school_year(f, "school_year");
    if (kind_to_history && !is_school_year(d.school_year)) d.school_year.clear();
    d.pack = required_text(f, "pack");
    if (const Json* unit = f.optional_object("unit")) d.unit = read_unit(*unit, f.at("unit"));
    if (const Json* council = f.optional_object("council")) { d.council = read_council(*council, f.at("council")); }
    if (const Json* figures = f.optional_object("figures")) { d.figures = read_figures(*figures, f.at("figures")); }
    if (const Json* answers = f.optional_object("answers")) { d.answers = read_answers(*answers, f.at("answers")); }
    int highest = 0;
    if (const Json* list = list_within(f, "evidence", limits::evidence_count)) {
      for (std::size_t i = 0; i < list->size(); ++i) {
        const std::string pointer = child(f.at("evidence"), i);
        if (!is_object((*list)[i], pointer)) continue;
        d.evidence.push_back(read_evidence((*list)[i], pointer));
        highest = std::max(highest, evidence_number(d.evidence.back().id));
      }
    }
    d.next_evidence = number_within(f, "next_evidence", 1, 9'999'999, true).value_or(1);
    // A number given twice would make an old note point at the wrong paper.
    if (d.next_evidence <= highest) {
      f.problem("dossier.next_evidence_used", "next_evidence",
                {{"value", std::to_string(d.next_evidence)}, {"used", std::to_string(highest)}});
    }
    d.difficulties = text(f, "difficulties");
    d.proposals = text(f, "proposals");
    d.previous = hash(f, "previous");
    if (const Json* returned = f.optional_object("returned")) {
      Fields r = fields(*returned, f.at("returned"));
      d.returned = {hash(r, "submission", true), hash(r, "notice", true)};
      r.done();
    }
    if (kind_to_history) {
      if (const Json* list = f.any_if("history")) d.history = kindly(*list, f.at("history"));
    } else if (const Json* list = list_within(f, "history", limits::history_changes)) {
      for (std::size_t i = 0; i < list->size(); ++i) {
        const std::string pointer = child(f.at("history"), i);
        if (is_object((*list)[i], pointer)) d.history.push_back(read_change((*list)[i], pointer));
      }
    }
    f.done();
    return d;
  }

 private:
  Person read_person(const Json& value, std::string pointer) {
    Fields f = fields(value, std::move(pointer));
    Person p;
    p.name = text(f, "name");
    p.title = text(f, "title");
    p.phone = text(f, "phone");
    p.email = text(f, "email");
    f.done();
    return p;
  }

  Unit read_unit(const Json& value, std::string pointer) {
    Fields f = fields(value, std::move(pointer));
    Unit u;
    u.code = text(f, "code");
    u.name = text(f, "name");
    u.level = text(f, "level");
    u.ownership = choice(f, "ownership", ownership_words);
    u.address = text(f, "address");
    u.commune = text(f, "commune");
    u.province = text(f, "province");
    u.email = text(f, "email");
    u.phone = text(f, "phone");
    u.website = text(f, "website");
    if (const Json* head = f.optional_object("head")) u.head = read_person(*head, f.at("head"));
    if (const Json* contact = f.optional_object("contact")) { u.contact = read_person(*contact, f.at("contact")); }
    u.receiver = text(f, "receiver");
    u.receiver_email = text(f, "receiver_email");
    f.done();
    return u;
  }

  Council read_council(const Json& value, std::string pointer) {
    Fields f = fields(value, std::move(pointer));
    Council c;
    c.decision_number = text(f, "decision_number");
    c.decision_date = date(f, "decision_date");
    if (const Json* list = list_within(f, "members", limits::council_members)) {
      for (std::size_t i = 0; i < list->size(); ++i) {
        const std::string at = child(f.at("members"), i);
        if (!is_object((*list)[i], at)) continue;
        Fields m = fields((*list)[i], at);
        Member member;
        member.name = text(m, "name");
        member.position = text(m, "position");
        member.role = choice(m, "role", role_words);
        member.duties = names(m, "duties");
        m.done();
        c.members.push_back(std::move(member));
      }
    }
    f.done();
    return c;
  }

  std::map<std::string, std::int64_t> read_figures(const Json& value, std::string pointer) {
    std::map<std::string, std::int64_t> figures;
    if (!is_small(value, pointer)) return figures;
    Fields f = fields(value, std::move(pointer));
    for (const auto& [id, number] : value.items()) {
      check_name(id, f.at(id));
      const auto read = number_within(f, id, 0, std::numeric_limits<std::int64_t>::max());
      if (read) figures.emplace(id, *read);
    }
    f.done();
    return figures;
  }

  Answers read_answers(const Json& value, const std::string& pointer) {
    Answers answers;
    if (!is_small(value, pointer)) return answers;
    for (const auto& [item, answer] : value.items()) {
      const std::string at = child(pointer, item);
      check_name(item, at);
      if (is_object(answer, at)) answers.emplace(item, read_answer(answer, at));
    }
    return answers;
  }

  // Whether the answer is possible is for score() to say, which knows the pack: a school must be
  // able to open a dossier with an impossible answer in order to mend it.
  Answer read_answer(const Json& value, std::string pointer) {
    Fields f = fields(value, std::move(pointer));
    Answer a;
    a.yes = f.boolean_if("yes");
    a.points = points(f, "points");
    a.numerator = f.integer_if("numerator");
    a.denominator = f.integer_if("denominator");
    a.count = f.integer_if("count");
    if (const auto level = number_within(f, "level", std::numeric_limits<int>::min(), std::numeric_limits<int>::max())) {
      a.level = static_cast<int>(*level);
    }
    a.text = text(f, "text");
    a.solution = text(f, "solution");
    constexpr std::array origins = {Origin::self_built, Origin::rented, Origin::bought};
    constexpr std::size_t count = origins.size();
    std::array<std::string_view, count> words;
    for (std::size_t i = 0; i < count; ++i) words[i] = to_text(origins[i]);
    const std::string origin = choice(f, "origin", words);
    for (std::size_t i = 0; i < count; ++i) {
      if (origin == words[i]) a.origin = origins[i];
    }
    a.note = text(f, "note");
    f.done();
    return a;
  }

  EvidenceFile read_file(const Json& value, std::string pointer) {
    Fields f = fields(value, std::move(pointer));
    EvidenceFile file;
    file.sha256 = hash(f, "sha256");
    constexpr auto most = static_cast<std::int64_t>(limits::evidence_bytes);
    file.size = static_cast<std::uint64_t>(number_within(f, "size", 0, most, true).value_or(0));
    file.crc32 =
        static_cast<std::uint32_t>(number_within(f, "crc32", 0, std::numeric_limits<std::uint32_t>::max(), true).value_or(0));
    file.name = text(f, "name");
    file.media_type = text(f, "media_type");
    f.done();
    return file;
  }

  Evidence read_evidence(const Json& value, std::string pointer) {
    Fields f = fields(value, std::move(pointer));
    Evidence e;
    e.id = f.text("id");
    if (evidence_number(e.id) == 0) {
      f.problem("dossier.bad_evidence_id", "id", {{"value", shortened(e.id)}});
    } else if (!evidence_ids_.insert(e.id).second) {
      f.problem("json.repeated", "id", {{"value", e.id}});
    }
    e.type = static_cast<EvidenceType>(required_choice(f, "type", evidence_type_words));
    e.title = text(f, "title");
    e.note = text(f, "note");
    e.items = names(f, "items");
    if (const Json* file = f.optional_object("file")) e.file = read_file(*file, f.at("file"));
    e.url = text(f, "url");
    if (const Json* document = f.optional_object("document")) {
      Fields d = fields(*document, f.at("document"));
      e.document.number = text(d, "number");
      e.document.date = date(d, "date");
      e.document.excerpt = text(d, "excerpt");
      e.document.signer = text(d, "signer");
      d.done();
    }
    e.added_at = instant(f, "added_at", false);
    f.done();
    return e;
  }

  Change read_change(const Json& value, std::string pointer) {
    Fields f = fields(value, std::move(pointer));
    Change c;
    c.at = instant(f, "at", true);
    c.pointer = f.text("pointer");
    check_text(f, "pointer", c.pointer);
    c.before = text(f, "before");
    c.after = text(f, "after");
    for (const auto& [key, told] : {std::pair{"before", &c.before}, {"after", &c.after}}) {
      if (code_points(*told) > limits::history_text_read) {
        f.problem("dossier.history_text_too_long", key, {{"limit", std::to_string(limits::history_text)}});
      }
    }
    f.done();
    return c;
  }

  std::vector<Change> kindly(const Json& list, const std::string& pointer) {
    std::vector<Change> history;
    if (!list.is_array()) {
      ++history_mended;
      return history;
    }
    const std::size_t first = list.size() - std::min(list.size(), limits::history_changes);
    history_mended += first;
    for (std::size_t i = first; i < list.size(); ++i) {
      std::vector<Error> problems;
      Reader line("", problems);
      Json change = list[i];
      bool shorter = false;
      for (const char* const key : {"before", "after"}) {
        if (!change.is_object() || !change.contains(key) || !change[key].is_string()) continue;
        std::string& text = change[key].get_ref<std::string&>();
        if (code_points(text) <= limits::history_text_read) continue;
        text = for_history(text);
        shorter = true;
      }
      Change read;
      if (line.is_object(change, pointer)) read = line.read_change(change, child(pointer, i));
      if (problems.empty()) history.push_back(std::move(read));
      if (shorter || !problems.empty()) ++history_mended;
    }
    return history;
  }

  std::set<std::string> evidence_ids_;
};

}  // namespace

std::string for_history(std::string_view text) {
  std::size_t points = 0, kept = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool starts_a_letter = (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
    if (!starts_a_letter) continue;
    if (points == limits::history_text - 1) kept = i;
    if (points++ == limits::history_text) return std::string(text.substr(0, kept)) + "…";
  }
  return std::string(text);
}

LoadedDossier load_dossier(std::string_view json, std::string_view file, bool kind_to_history) {
  LoadedDossier loaded;
  Result<Json> document = parse_json(json, file);
  if (!document) {
    loaded.problems.push_back(document.error());
    return loaded;
  }
  const auto refuse = [&](std::string code, std::string pointer) {
    loaded.problems.push_back({std::move(code), {std::string(file), std::move(pointer), {}}, {}});
    return loaded;
  };
  if (!document->is_object()) return refuse("dossier.not_a_dossier", "");
  const auto format = document->find("format");
  if (format == document->end() || *format != dossier_format) { return refuse("dossier.not_a_dossier", "/format"); }
  const auto version = document->find("version");
  if (version == document->end() || !version->is_number_integer()) { return refuse("dossier.bad_version", "/version"); }
  // Unsigned values above the int range must not wrap round to a version we know.
  const bool huge = version->is_number_unsigned() && version->get<std::uint64_t>() > std::numeric_limits<int>::max();
  const std::int64_t number = huge ? std::numeric_limits<int>::max() : version->get<std::int64_t>();
  if (number < 1) return refuse("dossier.bad_version", "/version");
  loaded.read_version = static_cast<int>(number);
  if (Status carried = carry_forward(*document, loaded.read_version, dossier_version, steps_to_today, file); !carried) {
    loaded.problems.push_back(carried.error());
    return loaded;
  }
  Reader reader(file, loaded.problems);
  reader.kind_to_history = kind_to_history;
  Dossier dossier = reader.read(*document);
  loaded.history_mended = reader.history_mended;
  if (loaded.problems.empty()) loaded.dossier = std::move(dossier);
  return loaded;
}

}  // namespace thuoc
