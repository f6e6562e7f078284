// Recognition: the list proposed, the decision, what units and the public get of it.
#include "base/date.h"
#include "base/limits.h"
#include "base/strict.h"
#include "office/round_work.h"

namespace thuoc {

void RoundWork::edit_recognition(std::string_view what, const std::function<void(Recognition&)>& step) {
  change(what, [&](RoundEdit& e) {
    Recognition& list = e.recognition();
    std::vector<Recognised> units = std::move(list.units);
    step(list);
    list.units = std::move(units);
  });
}

std::size_t RoundWork::propose_self(const std::vector<std::string>& bundles) {
  std::vector<const SubmissionEntry*> fresh;
  const std::set<std::string_view> asked(bundles.begin(), bundles.end());
  for (const UnitState& unit : unit_states(round, pack)) {
    if (!unit.counted || !asked.contains(unit.current->first)) continue;
    if (!is_name(unit.code) || (round.recognition && round.recognition->find(unit.code))) continue;
    fresh.push_back(unit.current);
  }
  if (fresh.empty()) return 0;
  change("propose", [&](RoundEdit& e) {
    for (const auto* entry : fresh) {
      const auto& [sha256, s] = *entry;
      e.put({{sha256, s.unit_code, s.unit_name, s.unit_level}, s.commune, "", s.results, s.results});
    }
  });
  seal();
  return fresh.size();
}

int RoundWork::open_items(const Recognised& unit) const {
  if (unit.review.empty()) return 0;
  const auto draft = round.reviews.find(unit.subject.bundle);
  const auto signed_one = round.signed_reviews.find(unit.subject.bundle);
  const Review* review = signed_one != round.signed_reviews.end() ? &signed_one->second.review
                         : draft != round.reviews.end()           ? &draft->second
                                                                  : nullptr;
  if (!review) return 0;
  int open = 0;
  for (const Group& group : pack.groups)
    for (const Criterion& criterion : group.criteria)
      for (const Item& item : criterion.items) {
        if (item.kind == Kind::information) continue;
        const auto found = review->items.find(item.id);
        const ReviewState state = found == review->items.end() ? ReviewState::todo : found->second.assessed.state;
        open += state == ReviewState::todo || state == ReviewState::question;
      }
  return open;
}

void RoundWork::withdraw(std::string_view unit_code) {
  change("withdraw", [&](RoundEdit& e) { e.take_out(std::string(unit_code)); });
  seal();
}

void RoundWork::sign_recognition(std::string_view passphrase) {
  if (!round.recognition) return;
  Recognition list = *round.recognition;
  list.head = round.head;
  list.extract_of.clear();
  sign("recognition", to_json_text(list), pack_json, Json::object(), "", "", passphrase,
       [this, list](const std::string& sha256) { keep_recognised({sha256, list, pack_json, ""}); });
}

void RoundWork::sign_extract(std::string_view unit_code, std::string_view passphrase) {
  if (!recognised) return;
  auto one = extract(recognised->recognition, unit_code, recognised->sha256);
  if (!one) return app_.tell(one.error());
  sign("recognition", to_json_text(*one), recognised->pack_json, Json::object(), unit_code, recognised->sha256, passphrase);
}

bool RoundWork::is_recognised_known() const {
  if (!recognised || recognised->fingerprint.empty()) return recognised.has_value();
  const std::string& office = recognised->recognition.head.office.code;
  const auto print = [](const std::string& line) {
    const auto key = parse_ssh_line(line);
    return key ? fingerprint(*key) : "";
  };
  const KeysOf keys = keys_of("recognition", office);
  return std::ranges::any_of(keys, [&](const auto& key) { return print(key.first) == recognised->fingerprint; }) ||
         (app_.key() && app_.key()->fingerprint == recognised->fingerprint);
}

void RoundWork::save_results_page() {
  if (!recognised) return;
  const auto with = load_pack(recognised->pack_json, "rubric.json");
  if (!with.pack) return app_.tell(with.problems.front());
  app_.ask("save", {{"name", "ket-qua-" + recognised->recognition.head.school_year + ".html"},
                    {"type", "text/html"},
                    {"text", results_page(recognised->recognition, *with.pack)}});
}

void RoundWork::keep_recognised(SignedRecognition signed_one) {
  recognised = std::move(signed_one);
  app_.ask("put", {{"store", "office"},
                   {"id", "recognised"},
                   {"json", to_compact_text({{"sha256", recognised->sha256},
                                             {"recognition", to_json_text(recognised->recognition)},
                                             {"pack", recognised->pack_json},
                                             {"fingerprint", recognised->fingerprint}})}});
}

void RoundWork::take_recognition(const Paper& file) {
  auto loaded = load_recognition(file.check.document_json, file.name);
  if (!loaded.recognition) return app_.tell(loaded.problems.front());
  const Check& check = file.check;
  // Ours stays: what another office recognised is read at its own place.
  if (recognised && recognised->fingerprint.empty() && loaded.recognition->head.office.code != round.head.office.code)
    return app_.tell(Notice::Tone::bad, "assess.recognition_kept", {{"office", loaded.recognition->head.office.name}});
  keep_recognised({file.sha256, std::move(*loaded.recognition), check.rubric_json,
                   check.signers.empty() ? "" : check.signers.front().fingerprint});
  app_.tell(Notice::Tone::info, "assess.recognition_opened", {{"number", recognised->recognition.decision_number}});
  go(OfficeStep::recognise);
}

}  // namespace thuoc
