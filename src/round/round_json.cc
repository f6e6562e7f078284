#include <algorithm>
#include <array>
#include <limits>

#include "base/sha256.h"
#include "dossier/words.h"
#include "round/round.h"

namespace thuoc {
namespace {

constexpr std::array<std::string_view, 3> mandatory_words{"warn", "block_submit", "cap_level_1"};

Json to_json(const Settings& settings) {
  Json object = Json::object();
  put(object, "deadline", settings.deadline);
  if (settings.missing_mandatory)
    object["missing_mandatory"] = mandatory_words[static_cast<std::size_t>(*settings.missing_mandatory)];
  object["multi_level"] = std::string(to_text(settings.multi_level));
  Json readings = Json::object();
  for (const auto& [item, reading] : settings.readings) readings[item] = reading;
  put(object, "readings", std::move(readings));
  return object;
}

Json to_json(const RegisteredUnit& unit) {
  Json object = Json::object();
  put(object, "name", unit.name);
  put(object, "level", unit.level);
  put(object, "ownership", unit.ownership);
  put(object, "email", unit.email);
  put(object, "commune", unit.commune);
  put(object, "note", unit.note);
  return object;
}

Json to_json(const Submission& s) {
  Json object = {
      {"unit_code", s.unit_code}, {"size", s.size}, {"verdict", to_text(s.verdict)}, {"container", to_text(s.container)}};
  put(object, "unit_name", s.unit_name);
  put(object, "unit_level", s.unit_level);
  put(object, "school_year", s.school_year);
  put(object, "commune", s.commune);
  put(object, "file_name", s.file_name);
  put(object, "received_at", s.received_at);
  put(object, "changed_at", s.changed_at);
  put(object, "reason", s.reason);
  put(object, "signer", s.signer);
  put(object, "results", to_json(s.results));
  if (s.unanswered != 0) object["unanswered"] = s.unanswered;
  if (s.completeness != 0) object["completeness"] = s.completeness;
  if (s.remarks != 0) object["remarks"] = s.remarks;
  put(object, "previous", s.previous);
  if (s.returned) object["returned"] = {{"submission", s.returned->submission}, {"notice", s.returned->notice}};
  put(object, "ownership", s.ownership);
  put(object, "province", s.province);
  put(object, "difficulties", s.difficulties);
  put(object, "proposals", s.proposals);
  put(object, "signed_on", s.signed_on);
  put(object, "modified", s.modified);
  put(object, "pack", s.pack);
  put(object, "instrument", s.instrument);
  if (s.said) {
    Json said = {{"day", s.said->day}};
    put(said, "by", s.said->by);
    put(said, "at", s.said->at);
    object["said"] = std::move(said);
  }
  return object;
}

Json to_json(const AcceptedPack& pack) {
  Json object = Json::object();
  put(object, "name", pack.name);
  put(object, "by", pack.by);
  put(object, "on", pack.on);
  return object;
}

Json to_json(const CodeChoice& choice) {
  Json object = {{"signers", Json::array()}};
  for (const std::string& signer : choice.signers) object["signers"].push_back(signer);
  put(object, "by", choice.by);
  put(object, "on", choice.on);
  return object;
}

Json to_json(const SignedReview& one) {
  Json object = {{"paper", one.paper}, {"review", to_json(one.review)}};
  put(object, "signer", one.signer);
  put(object, "day", one.day);
  if (one.known) object["known"] = true;
  put(object, "results", to_json(one.results));
  return object;
}

Json to_json(const IssuedPaper& paper) {
  Json object = {{"type", paper.type}};
  put(object, "unit_code", paper.unit_code);
  put(object, "subject", paper.subject);
  put(object, "file_name", paper.file_name);
  put(object, "at", paper.at);
  return object;
}

Json to_json(const KeysOf& keys) {
  Json object = Json::object();
  for (const auto& [key, how] : keys) {
    Json one = Json::object();
    put(one, "on", how.on);
    put(one, "by", how.by);
    put(one, "from", how.from);
    put(one, "taken", how.taken);
    object[key] = std::move(one);
  }
  return object;
}

Json to_json(const KnownOffice& office) {
  Json object = Json::object();
  put(object, "name", office.name);
  put(object, "keys", to_json(office.keys));
  return object;
}

class Reader : public Strict {
 public:
  using Strict::Strict;

  Round read(const Json& document) {
    Round round;
    Fields f = fields(document, "");
    round.head = read_head(*this, f);
    round.id = name(f, "id");
    round.title = text(f, "title");
    if (const Json* settings = f.optional_object("settings")) round.settings = read_settings(fields(*settings, "/settings"));
    read_named(f, round);
    if (const Json* recognition = f.optional_object("recognition"))
      round.recognition = read_recognition(*this, *recognition, f.at("recognition"));
    if (const Json* sample = f.optional_object("sample")) round.sample = read_sample(*this, *sample, f.at("sample"));
    round.instrument = this->hash(f, "instrument");
    f.done();
    return round;
  }

  void read_part(const Json& part, Round& round) {
    Fields f = fields(part, "");
    read_named(f, round);
    f.done();
  }

 private:
  // Everything that stands under names, beside what the round has of it.
  void read_named(Fields& f, Round& round) {
    each_named(f, "units", limits::units, [&](const std::string& code, Fields& u) {
      round.units.emplace_hint(round.units.end(), code,
                               RegisteredUnit{text(u, "name"), text(u, "level"), choice(u, "ownership", ownership_words),
                                              text(u, "email"), text(u, "commune"), text(u, "note")});
    });
    each_named(f, "submissions", limits::units, [&](const std::string& hash, Fields& s) {
      check_hash(hash, s);
      round.submissions.emplace_hint(round.submissions.end(), hash, read_submission(s));
    });
    if (const Json* keys = f.optional_object("keys"); keys && is_small(*keys, "/keys", limits::units))
      for (auto it = keys->begin(); it != keys->end(); ++it) {
        check_name(it.key(), child("/keys", it.key()));
        if (KeysOf of_unit = read_keys(*it, child("/keys", it.key())); !of_unit.empty())
          round.keys[it.key()] = std::move(of_unit);
      }
    each_named(f, "offices", limits::units, [&](const std::string& code, Fields& o) {
      KnownOffice office{text(o, "name"), {}};
      if (const Json* of_office = o.optional_object("keys")) office.keys = read_keys(*of_office, o.at("keys"));
      round.offices.emplace_hint(round.offices.end(), code, std::move(office));
    });
    each_document(f, "reviews", [&](const std::string& hash, const Json& one, const std::string& pointer) {
      Review review = read_review(*this, one, pointer);
      check_subject(hash, review.subject, pointer);
      round.reviews.emplace(hash, std::move(review));
    });
    each_document(f, "returns", [&](const std::string& hash, const Json& one, const std::string& pointer) {
      Return notice = read_return(*this, one, pointer);
      check_subject(hash, notice.subject, pointer);
      round.returns.emplace(hash, std::move(notice));
    });
    each_named(f, "papers", limits::units, [&](const std::string& hash, Fields& p) {
      check_hash(hash, p);
      IssuedPaper paper;
      paper.type = bundle_types[required_choice(p, "type", bundle_types)];
      paper.unit_code = text(p, "unit_code");
      paper.subject = this->hash(p, "subject");
      paper.file_name = text(p, "file_name");
      paper.at = instant(p, "at");
      round.papers.emplace_hint(round.papers.end(), hash, std::move(paper));
    });
    each_named(f, "accepted_packs", limits::listed_ids, [&](const std::string& hash, Fields& p) {
      check_hash(hash, p);
      round.accepted_packs[hash] = {text(p, "name"), text(p, "by"), date(p, "on")};
    });
    each_named(f, "codes", limits::units, [&](const std::string& code, Fields& c) {
      const std::vector<std::string> signers = names(c, "signers");
      round.codes[code] = {{signers.begin(), signers.end()}, text(c, "by"), date(c, "on")};
    });
    each_named(f, "signed_reviews", limits::units, [&](const std::string& hash, Fields& r) {
      SignedReview one;
      one.paper = this->hash(r, "paper", true);
      one.signer = text(r, "signer");
      one.day = date(r, "day");
      one.known = r.boolean_or("known", false);
      one.results = read_results(*this, r, "results");
      if (const Json* review = r.object("review")) {
        one.review = read_review(*this, *review, r.at("review"));
        check_subject(hash, one.review.subject, r.at("review"));
      }
      round.signed_reviews.emplace_hint(round.signed_reviews.end(), hash, std::move(one));
    });
  }

  void check_hash(const std::string& hash, const Fields& f) {
    if (!is_sha256_hex(hash)) problem("json.bad_sha256", f.pointer(), {{"value", shortened(hash)}});
  }

  void check_subject(const std::string& hash, const Subject& subject, const std::string& pointer) {
    if (subject.bundle != hash) problem("round.other_subject", child(pointer, "subject"));
  }

  template <typename Read>
  void each_document(Fields& f, std::string_view key, Read read) {
    const Json* all = f.optional_object(key);
    if (!all || !is_small(*all, f.at(key), limits::units)) return;
    for (auto it = all->begin(); it != all->end(); ++it) {
      const std::string pointer = child(f.at(key), it.key());
      if (is_object(*it, pointer)) read(it.key(), *it, pointer);
    }
  }

  Settings read_settings(Fields f) {
    Settings settings;
    settings.deadline = date(f, "deadline");
    const std::string mandatory = choice(f, "missing_mandatory", mandatory_words);
    const auto found = std::ranges::find(mandatory_words, mandatory);
    if (found != mandatory_words.end())
      settings.missing_mandatory = static_cast<MissingMandatory>(found - mandatory_words.begin());
    settings.multi_level = static_cast<MultiLevel>(required_choice(f, "multi_level", multi_level_words));
    if (const Json* readings = f.optional_object("readings"); readings && is_small(*readings, f.at("readings"))) {
      Fields r = fields(*readings, f.at("readings"));
      for (auto it = readings->begin(); it != readings->end(); ++it) {
        check_name(it.key(), r.at(it.key()));
        settings.readings[it.key()] = name(r, it.key());
      }
    }
    f.done();
    return settings;
  }

  Submission read_submission(Fields& f) {
    constexpr auto most = std::numeric_limits<int>::max();
    Submission s;
    s.unit_code = text(f, "unit_code");
    s.unit_name = text(f, "unit_name");
    s.unit_level = text(f, "unit_level");
    s.school_year = text(f, "school_year");
    s.commune = text(f, "commune");
    s.file_name = text(f, "file_name");
    s.size = static_cast<std::uint64_t>(number_within(f, "size", 0, std::numeric_limits<std::int64_t>::max(), true).value_or(0));
    s.received_at = instant(f, "received_at");
    s.changed_at = text(f, "changed_at");
    s.verdict = static_cast<Verdict>(required_choice(f, "verdict", verdict_words));
    s.container = static_cast<Container>(required_choice(f, "container", container_words));
    s.reason = text(f, "reason");
    s.signer = text(f, "signer");
    s.results = read_results(*this, f, "results");
    s.unanswered = static_cast<int>(number_within(f, "unanswered", 0, most).value_or(0));
    s.completeness = static_cast<int>(number_within(f, "completeness", 0, 100).value_or(0));
    s.remarks = static_cast<int>(number_within(f, "remarks", 0, most).value_or(0));
    s.previous = hash(f, "previous");
    s.ownership = text(f, "ownership");
    s.province = text(f, "province");
    s.difficulties = text(f, "difficulties");
    s.proposals = text(f, "proposals");
    s.signed_on = text(f, "signed_on");
    s.modified = instant(f, "modified");
    s.pack = text(f, "pack");
    s.instrument = hash(f, "instrument");
    if (const Json* said = f.optional_object("said")) {
      Fields d = fields(*said, f.at("said"));
      SaidDay day{date(d, "day"), text(d, "by"), instant(d, "at")};
      if (!day.day.empty()) s.said = std::move(day);
      d.done();
    }
    if (const Json* returned = f.optional_object("returned")) {
      Fields r = fields(*returned, f.at("returned"));
      s.returned = {hash(r, "submission", true), hash(r, "notice", true)};
      r.done();
    }
    return s;
  }

  KeysOf read_keys(const Json& keys, const std::string& pointer) {
    KeysOf out;
    if (!is_object(keys, pointer) || !is_small(keys, pointer, limits::listed_ids)) return out;
    for (auto it = keys.begin(); it != keys.end(); ++it) {
      const std::string at = child(pointer, it.key());
      const auto key = parse_ssh_line(it.key());
      if (!key) problem(key.error().code, at, key.error().args);
      if (!is_object(*it, at)) continue;
      Fields f = fields(*it, at);
      out[it.key()] = {date(f, "on"), text(f, "by"), text(f, "from"), date(f, "taken")};
      f.done();
    }
    return out;
  }
};

// Everything stands under what names it, so that two colleagues' rounds can be merged.
template <typename Use>
void each_named_part(const Round& round, Use use) {
  use("units", round.units);
  use("submissions", round.submissions);
  use("reviews", round.reviews);
  use("returns", round.returns);
  use("papers", round.papers);
  use("keys", round.keys);
  use("offices", round.offices);
  use("accepted_packs", round.accepted_packs);
  use("codes", round.codes);
  use("signed_reviews", round.signed_reviews);
}

// All but that.
Json outer_json(const Round& round) {
  Json root = head_json("round", round_version, round.head);
  root["id"] = round.id;
  put(root, "title", round.title);
  root["settings"] = to_json(round.settings);
  put(root, "instrument", round.instrument);
  if (round.recognition) root["recognition"] = to_json(*round.recognition);
  if (round.sample) root["sample"] = to_json(*round.sample);
  return root;
}

}  // namespace

Json to_json(const Round& round) {
  Json root = outer_json(round);
  each_named_part(round, [&](const char* key, const auto& map) {
    Json object = Json::object();
    for (const auto& [name, value] : map) object[name] = to_json(value);
    put(root, key, std::move(object));
  });
  return root;
}

RoundParts parts_of(const Round& round, std::size_t names) {
  RoundParts parts{to_compact_text(outer_json(round)), {}};
  Json part = Json::object();
  std::size_t in_part = 0;
  const auto end_part = [&] {
    parts.named.push_back(to_compact_text(part));
    part = Json::object();
    in_part = 0;
  };
  each_named_part(round, [&](const char* key, const auto& map) {
    for (const auto& [name, value] : map) {
      part[key][name] = to_json(value);
      if (++in_part == names) end_part();
    }
  });
  if (in_part > 0) end_part();
  return parts;
}

// One unit, one submission a line: forty thousand of them are still a file that people can compare.
std::string to_json_text(const Round& round) { return to_text_by_rows(to_json(round)); }

Round read_round(std::string_view file, const Json& document, std::vector<Error>& problems) {
  return Reader(file, problems).read(document);
}

LoadedRound load_round(std::string_view json, std::string_view file) {
  LoadedRound loaded;
  const auto document = open_document(json, file, "round", round_version, limits::collection_bytes);
  if (!document) {
    loaded.problems.push_back(document.error());
    return loaded;
  }
  Round round = read_round(file, *document, loaded.problems);
  if (loaded.problems.empty()) loaded.round = std::move(round);
  return loaded;
}

std::vector<Error> add_part(Round& round, std::string_view json, std::string_view file) {
  std::vector<Error> problems;
  const auto part = parse_json(json, file, limits::collection_bytes);
  if (part) Reader(file, problems).read_part(*part, round);
  else problems.push_back(part.error());
  return problems;
}

}  // namespace thuoc
