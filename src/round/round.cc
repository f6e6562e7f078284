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

std::string instant_of_day(std::string_view day) { return std::string(day) + (parse_iso_date(day) ? "T00:00:00Z" : ""); }

void fit(Submission& s) {
  s.changed_at = instant_of_day(s.changed_at);
  for (std::string* text :
       {&s.unit_code, &s.unit_name, &s.unit_level, &s.school_year, &s.commune, &s.file_name, &s.changed_at, &s.reason, &s.signer,
        &s.ownership, &s.province, &s.difficulties, &s.proposals, &s.signed_on, &s.pack})
    *text = fitting(*text);
  // A disk may say the year 13616.
  if (!parse_iso_instant(s.modified)) s.modified.clear();
}

std::string received_day(const Submission& submission) {
  if (submission.said) return submission.said->day;
  const auto ms = parse_iso_instant(submission.received_at);
  return ms ? to_iso(date_in_vietnam(*ms)) : "";
}

Standing standing(const Round& round, const Submission& s) {
  if (!is_sound(s)) return Standing::not_sound;
  if (!s.school_year.empty() && s.school_year != round.head.school_year) return Standing::other_year;
  if (round.accepted_packs.contains(s.instrument)) return Standing::counts;
  const bool other_name = !s.pack.empty() && s.pack != round.head.pack;
  const bool other_content = !s.instrument.empty() && !round.instrument.empty() && s.instrument != round.instrument;
  return other_name || other_content ? Standing::other_instrument : Standing::counts;
}

namespace {

// ISO instant at which anything in it was last decided.
std::string last_found(const Review& review) {
  std::string last;
  for (const auto& [id, item] : review.items) last = std::max(last, item.assessed.at);
  return last;
}

}  // namespace

bool comes_before(const SignedReview& a, const SignedReview& b) {
  if (a.known != b.known) return a.known;
  const auto holds = [](const SignedReview& whole, const SignedReview& part) {
    return whole.known && std::ranges::find(whole.review.merged, part.paper) != whole.review.merged.end();
  };
  if (holds(a, b) != holds(b, a)) return holds(a, b);
  const std::string a_found = last_found(a.review), b_found = last_found(b.review);
  return std::tie(a.day, a_found, a.paper) > std::tie(b.day, b_found, b.paper);
}

Pack with_settings(Pack pack, const Settings& settings) {
  if (settings.missing_mandatory) pack.policy.missing_mandatory = *settings.missing_mandatory;
  return pack;
}

Claim claim_of(const SubmissionEntry& entry) {
  const Submission& s = entry.second;
  const auto key = s.verdict == Verdict::valid ? Rank::Key::known : Rank::Key::unknown;
  return {rank_of(key, s.changed_at, s.signed_on, entry.first), s.unit_name, s.commune, s.signer};
}

namespace {

class Judge {
 public:
  Judge(const Round& round, const Pack& pack) : round_(round), pack_(pack) {
    // Only the last notice counts: a second one asks anew.
    for (const auto& [hash, paper] : round.papers) {
      if (paper.type != "return" || paper.unit_code.empty()) continue;
      auto& last = notices_[paper.unit_code];
      if (!last || std::pair(paper.at, hash) > std::pair(last->second.at, last->first)) last = notice(hash);
    }
  }

  void judge(UnitState& unit) const {
    std::ranges::stable_sort(unit.submissions, {}, [](const SubmissionEntry* s) { return s->second.received_at; });
    choose(unit);
    unit.key = key_state(unit);
    const auto applies = [&](const std::string& level) {
      return std::ranges::find(pack_.applies_to, level) != pack_.applies_to.end();
    };
    const bool is_here = unit.registered || round_.units.empty();
    if (unit.current) {
      const std::string& level = unit.current->second.unit_level;
      unit.counted = is_here && (applies(level) || has_row(phu_luc_2(), level));
    }
    unit.exempt = !unit.counted && !unit.level().empty() && !applies(unit.level());
    if (unit.counted || unit.exempt || !is_here || !unit.clashing.empty()) return;
    if (unit.current) unit.unusable = unit.current;
    else if (!unit.submissions.empty()) unit.unusable = unit.submissions.back();
  }

 private:
  using Notice = std::map<std::string, IssuedPaper>::value_type;
  const Notice* notice(const std::string& hash) const { return &*round_.papers.find(hash); }

  bool may_speak(const UnitState& unit, const SubmissionEntry* s) const {
    if (!counts(round_, s->second)) return false;
    const auto choice = round_.codes.find(unit.code);
    return choice == round_.codes.end() || choice->second.signers.contains(s->second.signer);
  }

  void choose(UnitState& unit) const {
    std::vector<const SubmissionEntry*> all;
    std::vector<Claim> claims;
    for (const SubmissionEntry* s : unit.submissions) {
      if (!may_speak(unit, s)) continue;
      all.push_back(s);
      claims.push_back(claim_of(*s));
    }
    // What a person has said are one unit's is one unit's, whatever the names.
    if (round_.codes.contains(unit.code))
      for (Claim& claim : claims) claim.name = {};
    const Picked picked = pick(claims);
    if (picked.best) unit.current = all[*picked.best];
    // Where two clash, those that are known as well as the best.
    Rank::Key known = Rank::Key::unknown;
    for (const Claim& claim : claims) known = std::max(known, claim.rank.key);
    const SubmissionEntry* first = nullptr;
    std::size_t as_known = 0;
    bool answered = false;
    const auto last = notices_.find(unit.code);
    const auto confirmed = round_.keys.find(unit.code);
    const bool any_confirmed = confirmed != round_.keys.end() && !confirmed->second.empty();
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (claims[i].rank.key != known) continue;
      if (!picked.best) {
        unit.clashing.push_back(all[i]);
        continue;
      }
      ++as_known;
      const Submission& s = all[i]->second;
      if (!first || received_day(s) < received_day(first->second)) first = all[i];
      answered = answered || (last != notices_.end() && s.returned && s.returned->notice == last->second->first &&
                              (known == Rank::Key::known || !any_confirmed));
    }
    unit.again = as_known > 1;
    // An unreadable day counts as "not after": nobody is late by a damaged date.
    unit.late = first && !round_.settings.deadline.empty() && received_day(first->second) > round_.settings.deadline;
    unit.waiting = last != notices_.end() && !answered;
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
      if (!any_confirmed) state = KeyState::unknown;
      else if (const ConfirmedKey& how = confirmed->second.at(key); how.on.empty() && !how.from.empty())
        state = KeyState::imported;
      else if (state != KeyState::imported) state = KeyState::known;
    }
    return state;
  }

  const Round& round_;
  const Pack& pack_;
  std::map<std::string_view, const Notice*> notices_;
};

}  // namespace

const std::string& UnitState::name() const {
  if (registered && !registered->name.empty()) return registered->name;
  return current && !current->second.unit_name.empty() ? current->second.unit_name : code;
}

std::string_view UnitState::status() const {
  if (!clashing.empty()) return "round.status.clash";
  if (exempt) return "round.status.exempt";
  if (unusable) return "round.status.unusable";
  return missing() ? "round.status.missing" : "round.status.handed_in";
}

std::string UnitState::level() const {
  if (registered && !registered->level.empty()) return registered->level;
  return current ? current->second.unit_level : "";
}

std::string UnitState::commune() const {
  if (registered && !registered->commune.empty()) return registered->commune;
  return current ? current->second.commune : "";
}

std::vector<UnitState> unit_states(const Round& round, const Pack& pack) {
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
  const Judge judge(round, pack);
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
  for (const auto& [code, office] : round.offices)
    for (const auto& [line, how] : office.keys)
      if (const auto key = parse_ssh_line(line)) signers.list.push_back({code, *key, office.name, Role::office});
  return signers;
}

void adopt_signers(Round& round, const Signers& signers, std::string_view on) {
  constexpr std::size_t day = std::string_view("2026-04-01").size();
  for (const Signer& signer : signers.list) {
    if (signer.role != Role::unit || signer.principal.empty() || signer.principal.size() > limits::name_bytes ||
        clean_text(signer.principal, false) != signer.principal)
      continue;
    const std::string_view said = signer.comment;
    const std::string_view last = said.size() < day ? said : said.substr(said.size() - day);
    round.keys[signer.principal].try_emplace(key_line(signer.key),
                                             ConfirmedKey{std::string(parse_iso_date(last) ? last : on), "", "", ""});
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

std::string day_of(const Json& submission) {
  const auto ms = parse_iso_instant(text_at(submission, "received_at"));
  return ms ? to_iso(date_in_vietnam(*ms)) : "";
}

// The same file, received by each of the two, by whose register of keys it was judged. Where theirs came on an
// earlier day a person decides: a late one would be in time by it.
bool same_submission(Json a, Json b) {
  if (day_of(b) < day_of(a)) return false;
  const auto sound = [](const Json& s) { return text_at(s, "verdict") == "valid" || text_at(s, "verdict") == "unknown-key"; };
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
      mine.head.pack != theirs.head.pack ||
      (!mine.instrument.empty() && !theirs.instrument.empty() && mine.instrument != theirs.instrument))
    return fail("round.other_round", {}, {{"mine", mine.title}, {"theirs", theirs.title}});

  MergeRules rules;
  rules.is_whole = [](std::string_view pointer) {
    const std::string_view what = area(pointer);
    return pointer == "/sample" ||
           (depth(pointer) == 2 &&
            (what == "submissions" || what == "keys" || what == "offices" || what == "codes" || what == "accepted_packs" ||
             what == "signed_reviews" || what == "returns" || what == "papers")) ||
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
