#include "bundle/office.h"

#include <algorithm>
#include <limits>

#include "bundle/how_to_check.h"
#include "bundle/names.h"

namespace thuoc {
namespace {

// Vietnamese words, like "cds" of the dossier: an office's folder is read by people.
constexpr std::pair<std::string_view, std::string_view> name_prefixes[] = {
    {"review", "danh-gia"}, {"return", "tra-lai"}, {"recognition", "cong-nhan"}, {"rollup", "tong-hop"}, {"round", "dot"}};

std::string_view name_prefix(std::string_view type) {
  const auto found = std::ranges::find(name_prefixes, type, &std::pair<std::string_view, std::string_view>::first);
  return found == std::end(name_prefixes) ? type : found->second;
}

}  // namespace

bool is_named_for_unit(std::string_view file_name) {
  const auto begins = [&](std::string_view type) { return file_name.starts_with(std::string(name_prefix(type)) + "-"); };
  return file_name.ends_with(".zip") && (begins("return") || begins("recognition"));
}

std::string document_format(std::string_view bundle_type) { return "thuoc-" + std::string(bundle_type); }

Result<Json> open_document(std::string_view json, std::string_view file, std::string_view bundle_type, int known_version,
                           std::size_t most) {
  Result<Json> document = parse_json(json, file, most);
  if (!document) return document;
  const std::string format = document_format(bundle_type);
  const auto refuse = [&](const char* code, const char* pointer, Args args) {
    return fail(code, {std::string(file), pointer, {}}, std::move(args));
  };
  if (!document->is_object() || !document->contains("format") || (*document)["format"] != format)
    return refuse("document.other_format", document->is_object() ? "/format" : "", {{"format", format}});
  const auto version = document->find("version");
  if (version == document->end() || !version->is_number_integer() || version->get<std::int64_t>() < 1)
    return refuse("document.bad_version", "/version", {});
  if (const auto found = version->get<std::int64_t>(); found > known_version)
    return refuse("document.newer_version", "/version",
                  {{"found", std::to_string(found)}, {"known", std::to_string(known_version)}});
  return document;
}

Json head_json(std::string_view bundle_type, int version, const Head& head) {
  Json office = {{"code", head.office.code}, {"name", head.office.name}};
  put(office, "kind", head.office.kind);
  put(office, "addressed", head.office.addressed);
  put(office, "place", head.office.place);
  put(office, "email", head.office.email);
  return {{"format", document_format(bundle_type)},
          {"version", version},
          {"office", std::move(office)},
          {"school_year", head.school_year},
          {"pack", head.pack}};
}

Head read_head(Strict& reader, Fields& f) {
  Head head;
  f.text("format");
  f.integer("version");
  if (const Json* office = f.object("office")) {
    Fields o = reader.fields(*office, f.at("office"));
    head.office.code = reader.required_text(o, "code");
    head.office.name = reader.required_text(o, "name");
    head.office.kind = reader.text(o, "kind");
    head.office.addressed = reader.text(o, "addressed");
    head.office.place = reader.text(o, "place");
    head.office.email = reader.text(o, "email");
    o.done();
  }
  head.school_year = reader.school_year(f, "school_year");
  head.pack = reader.required_text(f, "pack");
  return head;
}

std::vector<Error> head_problems(const Check& check, std::string_view file) {
  const std::string& type = check.info.bundle_type;
  const std::string path = document_path(type), at = std::string(file) + "/" + path;
  if (check.document_json.empty()) return {{"intake.document_missing", {std::string(file), "", {}}, {{"name", path}}}};
  const auto document = open_document(check.document_json, at, type, std::numeric_limits<int>::max(), limits::collection_bytes);
  if (!document) return {document.error()};
  std::vector<Error> problems;
  Strict reader(at, problems);
  Fields f = reader.fields(*document, "");
  const Head head = read_head(reader, f);
  if (!problems.empty()) return problems;
  const struct {
    const char* pointer;
    const std::string *outside, *inside;
  } pairs[] = {{"/office/code", &check.info.external_identifier, &head.office.code},
               {"/school_year", &check.info.school_year, &head.school_year},
               {"/pack", &check.info.rubric, &head.pack}};
  for (const auto& [pointer, outside, inside] : pairs)
    if (*outside != *inside) reader.problem("intake.identity_differs", pointer, {{"outside", *outside}, {"inside", *inside}});
  return problems;
}

Result<WrittenBundle> write_office_bundle(OfficeBundle bundle, const SecretKey& key, std::string_view today_iso) {
  const BagInfo info{.bundle_type = bundle.type,
                     .external_identifier = bundle.head.office.code,
                     .school_year = bundle.head.school_year,
                     .rubric = bundle.head.pack,
                     .source_organization = bundle.head.office.name,
                     .bagging_date = std::string(today_iso),
                     .software = bundle_software()};
  std::vector<PayloadFile> payload = std::move(bundle.more);
  payload.push_back({document_path(bundle.type), std::move(bundle.document_json)});
  if (!bundle.rubric_json.empty()) payload.push_back({"data/rubric.json", std::move(bundle.rubric_json)});
  if (!bundle.page.empty()) payload.push_back({"data/tom-tat.html", std::move(bundle.page)});
  const std::string top = folder_name(name_prefix(bundle.type), bundle.name_code, bundle.name, bundle.head.school_year);
  return write_bundle(top, info, std::move(payload), how_to_check(top, info, key.public_key()), key);
}

}  // namespace thuoc
