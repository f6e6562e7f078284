#include "round/round.h"

#include <algorithm>
#include <tuple>

#include "base/date.h"
#include "base/limits.h"
#include "base/utf8.h"

namespace thuoc {

Round read_round(std::string_view file, const Json& document, std::vector<Error>& problems);  // round_json.cc

bool is_sound(const Submission& submission) {
  return submission.verdict == Verdict::valid || submission.verdict == Verdict::unknown_key;
}

bool counts(const Round& round, const Submission& submission) {
  return is_sound(submission) && (submission.school_year.empty() || submission.school_year == round.head.school_year);
}

Pack with_settings(Pack pack, const Settings& settings) {
  if (settings.missing_mandatory) pack.policy.missing_mandatory = *settings.missing_mandatory;
  return pack;
}

namespace {

// An unreadable instant counts as "not after": nobody is late by a damaged date.
bool is_after(const std::string& instant, const std::string& day) {
  if (day.empty()) return false;
  const auto ms = parse_iso_instant(instant);
  return ms && to_iso(date_in_vietnam(*ms)) > day;
}

class Judge {
 public:
  explicit Judge(const Round& round) : round_(round) {
    // Only the last notice counts: a second one asks anew.
    for (const auto& [hash, paper] : round.papers) {
      if (paper.type != "return" || paper.unit_code.empty()) continue;
      auto& last = notices_[paper.unit_code];
      if (!last || std::pair(paper.at, hash) > std::pair(last->second.at, last->first)) last = notice(hash);
    }
  }

  void judge(UnitState& unit) const {
    std::ranges::stable_sort(unit.submissions, {}, [](const SubmissionEntry* s) { return s->second.received_at; });
    const SubmissionEntry* first = nullptr;
    std::size_t sound = 0;
    for (const SubmissionEntry* s : unit.submissions) {
      if (!counts(round_, s->second)) continue;
      ++sound;
      if (!first) first = s;
      if (!unit.current || rank(s) > rank(unit.current)) unit.current = s;
    }
    unit.again = sound > 1;
    unit.late = first && is_after(first->second.received_at, round_.settings.deadline);
    unit.key = key_state(unit);
    const auto last = notices_.find(unit.code);
    unit.waiting = last != notices_.end() && std::ranges::none_of(unit.submissions, [&](const SubmissionEntry* s) {
                     return counts(round_, s->second) && s->second.returned &&
                            s->second.returned->notice == last->second->first;
                   });
  }

 private:
  using Notice = std::map<std::string, IssuedPaper>::value_type;
  const Notice* notice(const std::string& hash) const { return &*round_.papers.find(hash); }

  static std::tuple<const std::string&, const std::string&, const std::string&> rank(const SubmissionEntry* s) {
    return {s->second.changed_at, s->second.received_at, s->first};
  }

  KeyState key_state(const UnitState& unit) const {
    const auto confirmed = round_.keys.find(unit.code);
    const bool any_confirmed = confirmed != round_.keys.end() && !confirmed->second.empty();
    KeyState state = KeyState::none;
    const std::string* seen = nullptr;
    for (const SubmissionEntry* s : unit.submissions) {
      if (!is_sound(s->second)) continue;
      const std::string& key = s->second.signer;
      if (any_confirmed ? !confirmed->second.contains(key) : seen && *seen != key) return KeyState::changed;
      seen = &key;
      state = any_confirmed ? KeyState::known : KeyState::unknown;
    }
    return state;
  }

  const Round& round_;
  std::map<std::string_view, const Notice*> notices_;
};

}  // namespace

const std::string& UnitState::name() const {
  if (registered && !registered->name.empty()) return registered->name;
  return current && !current->second.unit_name.empty() ? current->second.unit_name : code;
}

std::string UnitState::level() const {
  if (registered && !registered->level.empty()) return registered->level;
  return current ? current->second.unit_level : "";
}

std::string UnitState::commune() const {
  if (registered && !registered->commune.empty()) return registered->commune;
  return current ? current->second.commune : "";
}

std::vector<UnitState> unit_states(const Round& round) {
  std::map<std::string_view, UnitState> by_code;
  for (const auto& [code, unit] : round.units) {
    UnitState& state = by_code.emplace_hint(by_code.end(), code, UnitState{})->second;
    state.code = code;
    state.registered = &unit;
  }
  // What counts first: it may bring units that the register has not.
  for (const bool counting : {true, false}) {
    for (const SubmissionEntry& entry : round.submissions) {
      if (counts(round, entry.second) != counting) continue;
      auto at = by_code.find(entry.second.unit_code);
      if (at == by_code.end()) {
        if (!counting) continue;
        at = by_code.try_emplace(entry.second.unit_code).first;
        at->second.code = entry.second.unit_code;
      }
      at->second.submissions.push_back(&entry);
    }
  }
  const Judge judge(round);
  std::vector<UnitState> out;
  out.reserve(by_code.size());
  for (auto& [code, state] : by_code) {
    judge.judge(state);
    out.push_back(std::move(state));
  }
  return out;
}

Signers signers_of(const Round& round) {
  Signers signers;
  for (const auto& [unit, keys] : round.keys) {
    const auto registered = round.units.find(unit);
    for (const auto& [line, how] : keys) {
      const auto key = parse_ssh_line(line);
      if (!key) continue;  // a round that was read has none
      std::string comment = registered == round.units.end() ? "" : registered->second.name;
      if (!how.on.empty()) comment += (comment.empty() ? "" : " ") + how.on;
      signers.list.push_back({unit, *key, std::move(comment)});
    }
  }
  return signers;
}

std::string key_line(const PublicKey& key) {
  std::string line = ssh_line(key, "");
  while (line.ends_with('\n') || line.ends_with(' ')) line.pop_back();
  return line;
}

void adopt_signers(Round& round, const Signers& signers, std::string_view on) {
  constexpr std::size_t day = std::string_view("2026-04-01").size();
  for (const Signer& signer : signers.list) {
    if (signer.principal.empty() || signer.principal.size() > limits::name_bytes || clean_text(signer.principal, false) != signer.principal) continue;
    const std::string_view said = signer.comment;
    const std::string_view last = said.size() < day ? said : said.substr(said.size() - day);
    round.keys[signer.principal].try_emplace(key_line(signer.key), ConfirmedKey{std::string(parse_iso_date(last) ? last : on), "", "", ""});
  }
}

// --- Two colleagues ---------------------------------------------------------------------------------

namespace {

std::string text_at(const Json& object, const char* key) {
  if (!object.is_object()) return "";
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

// Depth of a pointer, and its first part: "/units/a/name" → 3, "units".
std::size_t depth(std::string_view pointer) { return static_cast<std::size_t>(std::ranges::count(pointer, '/')); }
std::string_view area(std::string_view pointer) {
  return pointer.empty() ? pointer : pointer.substr(1, pointer.find('/', 1) - 1);
}

// When a value was decided, as far as it says: the last instant or date in it.
std::string decided(const Json& value) {
  std::string last;
  for (const char* key : {"at", "on", "drawn_at"}) last = std::max(last, text_at(value, key));
  if (value.is_object())
    for (const Json& part : value)
      if (part.is_object()) last = std::max(last, decided(part));
  return last;
}

// The same file, received by each of the two, by whose register of keys it was judged.
bool same_submission(Json a, Json b) {
  const auto sound = [](const Json& s) {
    return text_at(s, "verdict") == "valid" || text_at(s, "verdict") == "unknown-key";
  };
  const bool both_sound = sound(a);
  if (both_sound != sound(b)) return false;
  for (Json* one : {&a, &b}) {
    for (const char* key : {"received_at", "file_name"}) one->erase(key);
    if (both_sound) one->erase("verdict");
  }
  return a == b;
}

}  // namespace

Result<MergedRound> merge(const Round& mine, const Round& theirs, const Pack& pack) {
  if (mine.head.office.code != theirs.head.office.code || mine.head.school_year != theirs.head.school_year ||
      mine.head.pack != theirs.head.pack)
    return fail("round.other_round", {}, {{"mine", mine.title}, {"theirs", theirs.title}});

  MergeRules rules;
  rules.is_whole = [](std::string_view pointer) {
    const std::string_view what = area(pointer);
    return pointer == "/sample" || (depth(pointer) == 2 && (what == "submissions" || what == "keys" || what == "offices" ||
                                                            what == "returns" || what == "papers")) ||
           (depth(pointer) == 3 && pointer.starts_with("/recognition/units/"));
  };
  rules.same = [](const Json& a, const Json& b) {
    return a.is_object() && b.is_object() && a.contains("verdict") && same_submission(a, b);
  };
  rules.prefer = [](std::string_view pointer, const Json& a, const Json& b) -> Preference {
    if (area(pointer) == "submissions") {
      // When the office first had it decides whether it was late.
      const std::string my_time = text_at(a, "received_at"), their_time = text_at(b, "received_at");
      if (my_time != their_time) return {their_time < my_time, "merge.rule.earlier"};
      return {};
    }
    const std::string my_time = decided(a), their_time = decided(b);
    if (my_time != their_time) return {their_time > my_time, "merge.rule.later"};
    return {};
  };
  Json here = to_json(mine), there = to_json(theirs);
  there.erase("id");
  for (Json* one : {&here, &there}) one->erase("reviews");
  MergedJson merged = merge_json(std::move(here), there, rules);
  std::vector<Error> problems;
  MergedRound out{read_round("", merged.document, problems), std::move(merged.conflicts), merged.taken};
  // Two records within their limits can come to one beyond them.
  if (!problems.empty()) return std::unexpected(problems.front());

  out.round.reviews = mine.reviews;
  for (const auto& [bundle, review] : theirs.reviews) {
    const auto [at, fresh] = out.round.reviews.try_emplace(bundle, review);
    if (fresh) {
      ++out.taken;
      continue;
    }
    auto both = thuoc::merge(at->second, review, pack);
    if (!both) return std::unexpected(both.error());
    at->second = std::move(both->review);
    out.taken += both->taken;
    for (Conflict& conflict : both->conflicts) {
      conflict.pointer = child("/reviews", bundle) + conflict.pointer;
      out.conflicts.push_back(std::move(conflict));
    }
  }
  return out;
}

Round resolve(const MergedRound& merged) {
  Json document = to_json(merged.round);
  for (Conflict conflict : merged.conflicts) choose(document, conflict, conflict.theirs_chosen);
  std::vector<Error> problems;
  Round round = read_round("", document, problems);
  // Each value was read before, on its own side; should one not fit here, what is preselected stands.
  return problems.empty() ? round : merged.round;
}

}  // namespace thuoc
