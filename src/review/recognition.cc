#include "review/recognition.h"

#include <algorithm>

namespace thuoc {
namespace {

const std::string& code_of(const Recognised& unit) { return unit.subject.unit_code; }

}  // namespace

const Recognised* Recognition::find(std::string_view unit_code) const {
  const auto at = std::ranges::lower_bound(units, unit_code, {}, code_of);
  return at != units.end() && code_of(*at) == unit_code ? &*at : nullptr;
}

Json to_json(const Recognition& recognition) {
  Json root = head_json("recognition", recognition_version, recognition.head);
  put(root, "decision_number", recognition.decision_number);
  put(root, "decision_date", recognition.decision_date);
  put(root, "signer_title", recognition.signer_title);
  put(root, "extract_of", recognition.extract_of);
  // By code, so that two people's lists can be merged and each unit is there once.
  Json units = Json::object();
  for (const Recognised& unit : recognition.units) {
    Json one = {{"bundle", unit.subject.bundle}};
    put(one, "name", unit.subject.unit_name);
    put(one, "level", unit.subject.unit_level);
    put(one, "commune", unit.commune);
    put(one, "review", unit.review);
    put(one, "self", to_json(unit.self));
    put(one, "external", to_json(unit.external));
    units[code_of(unit)] = std::move(one);
  }
  put(root, "units", std::move(units));
  return root;
}

std::string to_json_text(const Recognition& recognition) { return to_text(to_json(recognition)); }

Recognition read_recognition(Strict& reader, const Json& document, std::string pointer) {
  Recognition out;
  Fields f = reader.fields(document, std::move(pointer));
  out.head = read_head(reader, f);
  out.decision_number = reader.text(f, "decision_number");
  out.decision_date = reader.date(f, "decision_date");
  out.signer_title = reader.text(f, "signer_title");
  out.extract_of = reader.hash(f, "extract_of");
  reader.each_named(f, "units", limits::units, [&](const std::string& code, Fields& u) {
    Recognised unit;
    unit.subject = {reader.hash(u, "bundle", true), code, reader.text(u, "name"), reader.text(u, "level")};
    unit.commune = reader.text(u, "commune");
    unit.review = reader.hash(u, "review");
    unit.self = read_results(reader, u, "self");
    unit.external = read_results(reader, u, "external");
    out.units.push_back(std::move(unit));
  });
  f.done();
  return out;
}

LoadedRecognition load_recognition(std::string_view json, std::string_view file) {
  LoadedRecognition loaded;
  loaded.recognition =
      load_document(json, file, "recognition", recognition_version, read_recognition, loaded.problems, limits::collection_bytes);
  return loaded;
}

Recognised propose(const Dossier& dossier, std::string_view bundle_sha256, std::string_view review_sha256,
                   const Comparison& comparison) {
  return {subject_of(dossier, bundle_sha256), dossier.unit.commune, std::string(review_sha256), results_of(comparison.self),
          results_of(comparison.external)};
}

void put(Recognition& recognition, Recognised unit) {
  const auto at = std::ranges::lower_bound(recognition.units, code_of(unit), {}, code_of);
  if (at != recognition.units.end() && code_of(*at) == code_of(unit)) *at = std::move(unit);
  else recognition.units.insert(at, std::move(unit));
}

void take_out(Recognition& recognition, std::string_view unit_code) {
  std::erase_if(recognition.units, [&](const Recognised& unit) { return code_of(unit) == unit_code; });
}

Result<Recognition> extract(const Recognition& whole, std::string_view unit_code, std::string_view whole_sha256) {
  const Recognised* unit = whole.find(unit_code);
  if (!unit) return fail("recognition.no_such_unit", {}, {{"code", std::string(unit_code)}});
  Recognition out = whole;
  out.units = {*unit};
  out.extract_of = whole_sha256;
  return out;
}

}  // namespace thuoc
