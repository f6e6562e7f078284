// Reviews, notices and lists for tests, and a way to damage any JSON.
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <random>
#include <string>
#include <vector>

#include "dossier_support.h"
#include "review/recognition.h"
#include "review/return.h"
#include "review/review.h"

namespace thuoc::test {

// Read once: these tests make thousands of documents.
inline const Pack& the_pack() {
  static const Pack pack = builtin_pack();
  return pack;
}

inline Head sample_head() {
  return {{"XA-01", "UBND xã Mẫu Sơn", "xã", "Chủ tịch UBND xã Mẫu Sơn", "Mẫu Sơn", "vhxh@mauson.vn"},
          "2025-2026",
          the_pack().name()};
}

// A school that answered everything it can: full points, conditions met, "yes" everywhere.
inline Dossier full_dossier(const std::string& code = "MH-0417") {
  Dossier d;
  d.id = std::string(32, 'a');
  d.school_year = "2025-2026";
  const Pack& pack = the_pack();
  d.pack = pack.name();
  d.unit.code = code;
  d.unit.name = "Trường THCS Đồi Chim Sẻ";
  d.unit.level = "thcs";
  d.unit.commune = "xã Mẫu Sơn";
  d.unit.head.name = "Lê Thị Hoài Thương";
  for (const Group& group : pack.groups)
    for (const Criterion& criterion : group.criteria)
      for (const Item& item : criterion.items) {
        if (item.kind == Kind::mandatory || item.kind == Kind::yes_no) d.answers[item.id].yes = true;
        else if (item.max) d.answers[item.id].points = item.max->value;
      }
  return d;
}

inline const std::string hash_a(64, 'a'), hash_b(64, 'b'), hash_c(64, 'c');

class RandomOffice {
 public:
  explicit RandomOffice(unsigned seed) : random_(seed) {}

  int below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
  bool coin() { return below(2) == 0; }
  std::string hex(int digits) {
    std::string out;
    while (digits-- > 0) out += "0123456789abcdef"[below(16)];
    return out;
  }
  std::string words() {
    static const std::vector<std::string> parts{"Trường ", "ễ", "\"", "\\", "<b>", "\n", "đ", "a/b~c", "{slot}", "'", "null"};
    std::string out;
    for (int i = below(4); i > 0; --i) out += parts[static_cast<std::size_t>(below(static_cast<int>(parts.size())))];
    return out;
  }
  std::string instant() { return to_iso_instant(static_cast<std::int64_t>(random_() % 4'000'000'000u) * 1000); }
  std::string date() { return coin() ? instant().substr(0, 10) : ""; }
  std::string item() {
    std::vector<std::string> ids;
    for (const Group& group : the_pack().groups)
      for (const Criterion& criterion : group.criteria)
        for (const Item& one : criterion.items) ids.push_back(one.id);
    return ids[static_cast<std::size_t>(below(static_cast<int>(ids.size())))];
  }
  Subject subject() { return {hex(64), "MH-" + std::to_string(below(50)), words(), coin() ? "thcs" : ""}; }

  Review review() {
    Review r;
    r.head = sample_head();
    r.subject = subject();
    for (int i = below(4); i > 0; --i)
      r.assessors["Người " + std::to_string(below(4))] = {
          words(), coin() ? "leader" : "", {"1.3", "2." + std::to_string(below(4))}};
    for (int i = below(12); i > 0; --i) {
      ItemReview one;
      one.note = words();
      if (coin()) {
        one.assessed.state = static_cast<ReviewState>(below(4));
        if (coin()) one.assessed.points = Points{below(40) * 50};
        if (coin()) one.assessed.yes = coin();
        one.assessed.reason = words();
        one.assessed.by = "Người " + std::to_string(below(4));
        one.assessed.at = coin() ? instant() : "";
      }
      if (one != ItemReview{}) r.items[item()] = one;
    }
    r.assessed_on = date();
    r.conclusion = words();
    if (coin()) r.merged = {hex(64), hex(64)};
    return r;
  }

  Return notice() {
    Return n;
    n.head = sample_head();
    n.subject = subject();
    n.words = words();
    n.deadline = date();
    for (int i = below(5); i > 0; --i) n.requests.push_back({coin() ? "/answers/" + item() : "", words(), date()});
    return n;
  }

  std::vector<GroupResult> results() {
    if (coin()) return {};
    return {{"1", {below(200) * 50}, whole_points(100), below(4)}, {"2", {below(200) * 50}, whole_points(100), below(4)}};
  }

  Recognition recognition() {
    Recognition r;
    r.head = sample_head();
    r.decision_number = words();
    r.decision_date = date();
    r.signer_title = words();
    r.extract_of = coin() ? hex(64) : "";
    for (int i = below(6); i > 0; --i) put(r, {subject(), words(), coin() ? hex(64) : "", results(), results()});
    return r;
  }

 private:
  std::mt19937 random_;
};

// One place of a document, chosen by chance, made into something else.
inline Json damaged(Json document, std::mt19937& random) {
  const auto below = [&](std::size_t n) { return random() % n; };
  Json* at = &document;
  for (int depth = static_cast<int>(below(5)); depth > 0 && at->is_structured() && !at->empty(); --depth) {
    auto it = at->begin();
    std::advance(it, static_cast<long>(below(at->size())));
    at = &*it;
  }
  if (at->is_object() && !at->empty() && below(3) == 0) {
    auto it = at->begin();
    std::advance(it, static_cast<long>(below(at->size())));
    at->erase(it);
    return document;
  }
  if (at->is_object() && below(3) == 0) {
    (*at)["lạ"] = 1;
    return document;
  }
  const Json others[] = {nullptr,
                         -1,
                         7,
                         "x",
                         std::string(64, 'f'),
                         "2026-13-01",
                         true,
                         Json::array({1}),
                         Json::array(),
                         Json::object(),
                         {{"a", {{"b", 1}}}},
                         std::string(200'000, 'y'),
                         "\x01"};
  *at = others[below(std::size(others))];
  return document;
}

}  // namespace thuoc::test
