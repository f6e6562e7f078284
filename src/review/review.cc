#include "review/review.h"

#include <algorithm>
#include <array>

#include "base/sha256.h"

namespace thuoc {
namespace {

constexpr std::array<std::string_view, 4> state_words{"todo", "agreed", "changed", "question"};
constexpr std::array<std::string_view, 3> role_words{"leader", "secretary", "member"};

Json to_json(const Assessed& assessed) {
  Json object = Json::object();
  if (assessed == Assessed{}) return object;
  object["state"] = std::string(to_text(assessed.state));
  put(object, "points", assessed.points);
  if (assessed.yes) object["yes"] = *assessed.yes;
  put(object, "reason", assessed.reason);
  put(object, "by", assessed.by);
  put(object, "at", assessed.at);
  return object;
}

Json to_json(const Assessor& assessor) {
  Json object = Json::object();
  put(object, "position", assessor.position);
  put(object, "role", assessor.role);
  put(object, "criteria", strings(assessor.criteria));
  return object;
}

Assessed read_assessed(Strict& reader, Fields f) {
  Assessed out;
  out.state = static_cast<ReviewState>(reader.required_choice(f, "state", state_words));
  out.points = reader.points(f, "points");
  out.yes = f.boolean_if("yes");
  out.reason = reader.text(f, "reason");
  out.by = reader.text(f, "by");
  out.at = reader.instant(f, "at");
  f.done();
  return out;
}

}  // namespace

std::string_view to_text(ReviewState state) { return state_words[static_cast<std::size_t>(state)]; }

Json to_json(const Review& review) {
  Json root = head_json("review", review_version, review.head);
  root["subject"] = to_json(review.subject);
  // By name, not as a list: two people's teams can be merged, and a conflict has a lasting address.
  Json assessors = Json::object();
  for (const auto& [name, assessor] : review.assessors) assessors[name] = to_json(assessor);
  put(root, "assessors", std::move(assessors));
  Json items = Json::object();
  for (const auto& [id, item] : review.items) {
    Json one = Json::object();
    put(one, "assessed", to_json(item.assessed));
    put(one, "note", item.note);
    put(items, id.c_str(), std::move(one));
  }
  put(root, "items", std::move(items));
  put(root, "assessed_on", review.assessed_on);
  put(root, "conclusion", review.conclusion);
  put(root, "merged", strings(review.merged));
  return root;
}

std::string to_json_text(const Review& review) { return to_text(to_json(review)); }

Review read_review(Strict& reader, const Json& document, std::string pointer) {
  Review review;
  Fields f = reader.fields(document, std::move(pointer));
  review.head = read_head(reader, f);
  if (const Json* subject = f.object("subject")) {
    Fields s = reader.fields(*subject, f.at("subject"));
    review.subject = read_subject(reader, s);
    s.done();
  }
  reader.each_named(f, "assessors", limits::council_members, [&](const std::string& name, Fields& a) {
    review.assessors[name] = {reader.text(a, "position"), reader.choice(a, "role", role_words), reader.names(a, "criteria")};
  });
  reader.each_named(f, "items", limits::answers, [&](const std::string& id, Fields& i) {
    ItemReview item;
    if (const Json* assessed = i.optional_object("assessed"))
      item.assessed = read_assessed(reader, reader.fields(*assessed, i.at("assessed")));
    item.note = reader.text(i, "note");
    if (item != ItemReview{}) review.items[id] = std::move(item);
  });
  review.assessed_on = reader.date(f, "assessed_on");
  review.conclusion = reader.text(f, "conclusion");
  review.merged = reader.names(f, "merged");
  for (std::size_t i = 0; i < review.merged.size(); ++i)
    if (!is_sha256_hex(review.merged[i]))
      reader.problem("json.bad_sha256", child(f.at("merged"), i), {{"value", shortened(review.merged[i])}});
  f.done();
  return review;
}

LoadedReview load_review(std::string_view json, std::string_view file) {
  LoadedReview loaded;
  loaded.review = load_document(json, file, "review", review_version, read_review, loaded.problems);
  return loaded;
}

Review begin_review(const Head& head, const Dossier& dossier, std::string_view bundle_sha256) {
  Review review;
  review.head = head;
  review.subject = subject_of(dossier, bundle_sha256);
  return review;
}

std::vector<std::string> assessors_of(const Review& review, std::string_view criterion_id) {
  std::vector<std::string> names;
  for (const auto& [name, assessor] : review.assessors)
    if (std::ranges::find(assessor.criteria, criterion_id) != assessor.criteria.end()) names.push_back(name);
  return names;
}

void agree(Review& review, const Pack& pack, const Answers& self, std::string_view item_id, std::string by, std::string at_iso) {
  const auto found = self.find(std::string(item_id));
  const Item* item = pack.item(item_id);
  Assessed& assessed = review.items[std::string(item_id)].assessed;
  assessed.state = ReviewState::agreed;
  assessed.by = std::move(by);
  assessed.at = std::move(at_iso);
  // Written out, so that the review can be read without the dossier beside it.
  const bool answered = found != self.end() && item;
  assessed.points = answered ? found->second.points : std::nullopt;
  assessed.yes = answered ? found->second.yes : std::nullopt;
}

}  // namespace thuoc
