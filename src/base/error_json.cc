#include "base/error_json.h"

namespace thuoc {

Json to_json(const Error& error) {
  Json args = Json::array();
  for (const auto& [name, value] : error.args) args.push_back(Json::array({name, value}));
  Json out = {{"code", error.code}, {"file", error.place.file}, {"pointer", error.place.pointer}, {"args", std::move(args)}};
  if (error.place.offset) out["offset"] = *error.place.offset;
  return out;
}

Error error_from_json(const Json& json) {
  Error error{text_of(json, "code"), {text_of(json, "file"), text_of(json, "pointer"), {}}, {}};
  if (error.code.empty()) error.code = "job.crashed";
  if (json.is_object() && json.contains("offset") && json["offset"].is_number_unsigned()) {
    error.place.offset = json["offset"].get<std::uint64_t>();
  }
  if (json.is_object() && json.contains("args") && json["args"].is_array()) {
    for (const Json& pair : json["args"]) {
      if (pair.is_array() && pair.size() == 2 && pair[0].is_string() && pair[1].is_string()) {
        error.args.emplace_back(pair[0].get<std::string>(), pair[1].get<std::string>());
      }
    }
  }
  return error;
}

}  // namespace thuoc
