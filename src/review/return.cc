#include "review/return.h"

#include <algorithm>

namespace thuoc {

Json to_json(const Return& notice) {
  Json root = head_json("return", return_version, notice.head);
  root["subject"] = to_json(notice.subject);
  put(root, "words", notice.words);
  put(root, "deadline", notice.deadline);
  Json requests = Json::array();
  for (const Request& request : notice.requests) {
    Json one = {{"words", request.words}};
    put(one, "pointer", request.pointer);
    put(one, "deadline", request.deadline);
    requests.push_back(std::move(one));
  }
  put(root, "requests", std::move(requests));
  return root;
}

std::string to_json_text(const Return& notice) { return to_text(to_json(notice)); }

Return read_return(Strict& reader, const Json& document, std::string pointer) {
  Return notice;
  Fields f = reader.fields(document, std::move(pointer));
  notice.head = read_head(reader, f);
  if (const Json* subject = f.object("subject")) {
    Fields s = reader.fields(*subject, f.at("subject"));
    notice.subject = read_subject(reader, s);
    s.done();
  }
  notice.words = reader.text(f, "words");
  notice.deadline = reader.date(f, "deadline");
  reader.each(f, "requests", limits::answers, [&](Fields& r) {
    Request request;
    request.pointer = reader.text(r, "pointer");
    request.words = reader.required_text(r, "words");
    request.deadline = reader.date(r, "deadline");
    notice.requests.push_back(std::move(request));
  });
  f.done();
  return notice;
}

LoadedReturn load_return(std::string_view json, std::string_view file) {
  LoadedReturn loaded;
  loaded.notice = load_document(json, file, "return", return_version, read_return, loaded.problems);
  return loaded;
}

Return begin_return(const Head& head, const Dossier& dossier, std::string_view bundle_sha256) {
  Return notice;
  notice.head = head;
  notice.subject = subject_of(dossier, bundle_sha256);
  return notice;
}

namespace {

std::vector<std::string> parts_of(std::string_view pointer) {
  std::vector<std::string> parts;
  while (!pointer.empty()) {
    if (pointer.front() != '/') return {};
    pointer.remove_prefix(1);
    const std::size_t end = std::min(pointer.find('/'), pointer.size());
    std::string part;
    for (std::size_t i = 0; i < end; ++i) {
      const bool escape = pointer[i] == '~' && i + 1 < end;
      part += !escape ? pointer[i] : pointer[++i] == '1' ? '/' : '~';
    }
    parts.push_back(std::move(part));
    pointer.remove_prefix(end);
  }
  return parts;
}

}  // namespace

std::vector<Placed> place_requests(const Return& notice, const Dossier& dossier, const Pack& pack) {
  using At = Placed::At;
  std::vector<Placed> placed;
  for (const Request& request : notice.requests) {
    Placed one;
    one.request = &request;
    one.deadline = request.deadline.empty() ? notice.deadline : request.deadline;
    const std::vector<std::string> parts = parts_of(request.pointer);
    const std::string area = parts.empty() ? "" : parts[0], id = parts.size() > 1 ? parts[1] : "";
    if (area == "unit") one.at = At::unit;
    else if (area == "council") one.at = At::council;
    else if (area == "figures") one.at = At::figures;
    else if (area == "difficulties" || area == "proposals") one.at = At::words;
    else if (area == "answers" && !id.empty()) one = {&request, At::item, id, one.deadline, !pack.item(id)};
    else if (area == "evidence" && !id.empty()) one = {&request, At::evidence, id, one.deadline, !dossier.find_evidence(id)};
    else one.gone = !request.pointer.empty();
    placed.push_back(std::move(one));
  }
  std::ranges::stable_sort(placed, {}, &Placed::at);
  return placed;
}

Status answer(Dossier& dossier, const Return& notice, std::string_view notice_sha256) {
  if (notice.subject.unit_code != dossier.unit.code)
    return fail("return.other_unit", {"", "/unit/code", {}},
                {{"notice", notice.subject.unit_code}, {"dossier", dossier.unit.code}});
  if (notice.head.school_year != dossier.school_year)
    return fail("return.other_year", {"", "/school_year", {}},
                {{"notice", notice.head.school_year}, {"dossier", dossier.school_year}});
  dossier.returned = {notice.subject.bundle, std::string(notice_sha256)};
  return {};
}

}  // namespace thuoc
