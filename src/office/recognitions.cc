#include "office/recognitions.h"

#include <set>

#include "base/strict.h"
#include "office/round_saving.h"

namespace thuoc {

namespace {

constexpr std::string_view recognised_id = "recognised";

}  // namespace

void Recognitions::edit(std::string_view what, const std::function<void(Recognition&)>& step) {
  store_.change(what, [&](RoundEdit& e) {
    Recognition& list = e.recognition();
    std::vector<Recognised> units = std::move(list.units);
    step(list);
    list.units = std::move(units);
  });
}

std::size_t Recognitions::propose_self(const std::vector<std::string>& bundles) {
  std::vector<const SubmissionEntry*> fresh;
  const std::set<std::string_view> chosen(bundles.begin(), bundles.end());
  for (const UnitState& unit : unit_states(store_.round, store_.pack)) {
    if (!unit.counted || !chosen.contains(unit.current->first)) continue;
    if (!is_name(unit.code) || (store_.round.recognition && store_.round.recognition->find(unit.code))) continue;
    fresh.push_back(unit.current);
  }
  if (fresh.empty()) return 0;
  store_.change("propose", [&](RoundEdit& e) {
    for (const auto* entry : fresh) {
      const auto& [sha256, s] = *entry;
      e.put({{sha256, s.unit_code, s.unit_name, s.unit_level}, s.commune, "", s.results, s.results});
    }
  });
  store_.seal();
  return fresh.size();
}

int Recognitions::open_items(const Recognised& unit) const {
  if (unit.review.empty()) return 0;
  const auto draft = store_.round.reviews.find(unit.subject.bundle);
  const auto signed_one = store_.round.signed_reviews.find(unit.subject.bundle);
  const Review* review = signed_one != store_.round.signed_reviews.end() ? &signed_one->second.review
                         : draft != store_.round.reviews.end()           ? &draft->second
                                                                         : nullptr;
  if (!review) return 0;
  int open = 0;
  for (const Group& group : store_.pack.groups)
    for (const Criterion& criterion : group.criteria)
      for (const Item& item : criterion.items) {
        if (item.kind == Kind::information) continue;
        const auto found = review->items.find(item.id);
        const ReviewState state = found == review->items.end() ? ReviewState::todo : found->second.assessed.state;
        open += state == ReviewState::todo || state == ReviewState::question;
      }
  return open;
}

void Recognitions::withdraw(std::string_view unit_code) {
  store_.change("withdraw", [&](RoundEdit& e) { e.take_out(std::string(unit_code)); });
  store_.seal();
}

void Recognitions::sign(std::string_view passphrase) {
  if (!store_.round.recognition) return;
  Recognition list = *store_.round.recognition;
  list.head = store_.round.head;
  list.extract_of.clear();
  papers_.sign("recognition", to_json_text(list), store_.pack_json, Json::object(), "", "", passphrase,
               [this, list](const std::string& sha256) { keep({sha256, list, store_.pack_json, ""}); });
}

void Recognitions::sign_extract(std::string_view unit_code, std::string_view passphrase) {
  if (!recognised) return;
  auto one = extract(recognised->recognition, unit_code, recognised->sha256);
  if (!one) return app_.notices.tell(one.error());
  papers_.sign("recognition", to_json_text(*one), recognised->pack_json, Json::object(), unit_code, recognised->sha256,
               passphrase);
}

bool Recognitions::is_known() const {
  if (!recognised || recognised->fingerprint.empty()) return recognised.has_value();
  const std::string& office = recognised->recognition.head.office.code;
  const auto print = [](const std::string& line) {
    const auto key = parse_ssh_line(line);
    return key ? fingerprint(*key) : "";
  };
  const KeysOf keys = trusted_.of("recognition", office);
  return std::ranges::any_of(keys, [&](const auto& key) { return print(key.first) == recognised->fingerprint; }) ||
         (app_.keys.in_use() && app_.keys.in_use()->fingerprint == recognised->fingerprint);
}

void Recognitions::save_page() {
  if (!recognised) return;
  const auto with = load_pack(recognised->pack_json, "rubric.json");
  if (!with.pack) return app_.notices.tell(with.problems.front());
  app_.outside.ask("save", {{"name", "ket-qua-" + recognised->recognition.head.school_year + ".html"},
                            {"type", "text/html"},
                            {"text", results_page(recognised->recognition, *with.pack)}});
}

void Recognitions::keep(SignedRecognition signed_one) {
  recognised = std::move(signed_one);
  app_.outside.ask("put", {{"store", office_store},
                           {"id", recognised_id},
                           {"json", to_compact_text({{"sha256", recognised->sha256},
                                                     {"recognition", to_json_text(recognised->recognition)},
                                                     {"pack", recognised->pack_json},
                                                     {"fingerprint", recognised->fingerprint}})}});
}

void Recognitions::take(const Paper& file) {
  auto loaded = load_recognition(file.check.document_json, file.name);
  if (!loaded.recognition) return app_.notices.tell(loaded.problems.front());
  const Check& check = file.check;
  // Ours stays: what another office recognised is read at its own place.
  if (recognised && recognised->fingerprint.empty() && loaded.recognition->head.office.code != store_.round.head.office.code)
    return app_.notices.tell(Notice::Tone::bad, "assess.recognition_kept", {{"office", loaded.recognition->head.office.name}});
  keep({file.sha256, std::move(*loaded.recognition), check.rubric_json,
        check.signers.empty() ? "" : check.signers.front().fingerprint});
  app_.notices.tell(Notice::Tone::info, "assess.recognition_opened", {{"number", recognised->recognition.decision_number}});
  steps_.go(OfficeStep::recognise);
}

void Recognitions::stored(const std::string& id, const std::string& json) {
  if (id != recognised_id) return;
  const Json kept = parsed_of(id, json);
  auto loaded = load_recognition(text_of(kept, "recognition"), recognised_id);
  if (loaded.recognition)
    recognised = {text_of(kept, "sha256"), std::move(*loaded.recognition), text_of(kept, "pack"), text_of(kept, "fingerprint")};
}

}  // namespace thuoc
