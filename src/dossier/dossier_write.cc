// What is empty is left out, so that the file reads well and a small change is a small difference.
// The reader gives an absent value back as empty: writing and reading are exact inverses.
#include <string>

#include "base/strict.h"
#include "dossier/dossier.h"
#include "dossier/words.h"

namespace thuoc {
namespace {

Json to_json(const Person& person) {
  Json object = Json::object();
  put(object, "name", person.name);
  put(object, "title", person.title);
  put(object, "phone", person.phone);
  put(object, "email", person.email);
  return object;
}

Json to_json(const Unit& unit) {
  Json object = Json::object();
  put(object, "code", unit.code);
  put(object, "name", unit.name);
  put(object, "level", unit.level);
  put(object, "ownership", unit.ownership);
  put(object, "address", unit.address);
  put(object, "commune", unit.commune);
  put(object, "province", unit.province);
  put(object, "email", unit.email);
  put(object, "phone", unit.phone);
  put(object, "website", unit.website);
  put(object, "head", to_json(unit.head));
  put(object, "contact", to_json(unit.contact));
  put(object, "receiver", unit.receiver);
  put(object, "receiver_email", unit.receiver_email);
  return object;
}

Json to_json(const Council& council) {
  Json object = Json::object();
  put(object, "decision_number", council.decision_number);
  put(object, "decision_date", council.decision_date);
  Json members = Json::array();
  for (const Member& member : council.members) {
    Json one = Json::object();
    put(one, "name", member.name);
    put(one, "position", member.position);
    put(one, "role", member.role);
    put(one, "duties", strings(member.duties));
    members.push_back(std::move(one));
  }
  put(object, "members", std::move(members));
  return object;
}

Json to_json(const Answer& answer) {
  Json object = Json::object();
  if (answer.yes) object["yes"] = *answer.yes;
  if (answer.points) object["points"] = to_json_text(*answer.points);
  if (answer.numerator) object["numerator"] = *answer.numerator;
  if (answer.denominator) object["denominator"] = *answer.denominator;
  if (answer.count) object["count"] = *answer.count;
  if (answer.level) object["level"] = *answer.level;
  put(object, "text", answer.text);
  put(object, "solution", answer.solution);
  put(object, "origin", std::string(to_text(answer.origin)));
  put(object, "note", answer.note);
  return object;
}

Json to_json(const EvidenceFile& file) {
  Json object = Json::object();
  put(object, "sha256", file.sha256);
  object["size"] = file.size;
  object["crc32"] = file.crc32;
  put(object, "name", file.name);
  put(object, "media_type", file.media_type);
  return object;
}

Json to_json(const Evidence& evidence) {
  Json object = Json::object();
  object["id"] = evidence.id;
  object["type"] = std::string(to_text(evidence.type));
  put(object, "title", evidence.title);
  put(object, "note", evidence.note);
  put(object, "items", strings(evidence.items));
  if (evidence.file) object["file"] = to_json(*evidence.file);
  put(object, "url", evidence.url);
  Json document = Json::object();
  put(document, "number", evidence.document.number);
  put(document, "date", evidence.document.date);
  put(document, "excerpt", evidence.document.excerpt);
  put(document, "signer", evidence.document.signer);
  put(object, "document", std::move(document));
  put(object, "added_at", evidence.added_at);
  return object;
}

Json to_json(const Change& change) {
  Json object = Json::object();
  object["at"] = change.at;
  object["pointer"] = change.pointer;
  put(object, "before", change.before);
  put(object, "after", change.after);
  return object;
}

}  // namespace

std::string to_json_text(const Dossier& dossier) {
  Json root = Json::object();
  root["format"] = std::string(dossier_format);
  root["version"] = dossier_version;
  root["id"] = dossier.id;
  put(root, "school_year", dossier.school_year);
  root["pack"] = dossier.pack;
  put(root, "unit", to_json(dossier.unit));
  put(root, "council", to_json(dossier.council));
  Json figures = Json::object();
  for (const auto& [id, value] : dossier.figures) figures[id] = value;
  put(root, "figures", std::move(figures));
  // An answer with nothing in it still means that the item was opened and emptied: kept.
  Json answers = Json::object();
  for (const auto& [id, answer] : dossier.answers) answers[id] = to_json(answer);
  put(root, "answers", std::move(answers));
  Json evidence = Json::array();
  for (const Evidence& one : dossier.evidence) evidence.push_back(to_json(one));
  put(root, "evidence", std::move(evidence));
  root["next_evidence"] = dossier.next_evidence;
  put(root, "difficulties", dossier.difficulties);
  put(root, "proposals", dossier.proposals);
  put(root, "previous", dossier.previous);
  if (dossier.returned) {
    root["returned"] = {{"submission", dossier.returned->submission}, {"notice", dossier.returned->notice}};
  }
  Json history = Json::array();
  for (const Change& change : dossier.history) history.push_back(to_json(change));
  put(root, "history", std::move(history));
  return to_text(root);
}

}  // namespace thuoc
