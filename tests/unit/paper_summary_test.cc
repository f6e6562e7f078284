#include "paper/summary.h"

#include <doctest/doctest.h>

#include <map>
#include <set>

#include "base/json.h"
#include "base/utf8.h"
#include "dossier_support.h"
#include "paper/format.h"
#include "paper/html.h"
#include "support.h"

using namespace thuoc;
using namespace thuoc::test;

namespace {

struct Tag {
  std::string name;
  std::map<std::string, std::string> attributes;
};

// Our own markup read strictly: a tag, an attribute or a '<' that we did not mean fails the test.
struct Parsed {
  std::vector<Tag> tags;
  std::string text;  // what a reader sees, references resolved
};

std::string unescaped(std::string_view html) {
  static const std::pair<std::string_view, char> references[] = {
      {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
  std::string out;
  while (!html.empty()) {
    if (html[0] == '&') {
      const auto known = std::ranges::find_if(references, [&](const auto& one) { return html.starts_with(one.first); });
      REQUIRE(known != std::end(references));
      out += known->second;
      html.remove_prefix(known->first.size());
    } else {
      if (html[0] == '>') FAIL_CHECK("'>' in text");
      out += html[0];
      html.remove_prefix(1);
    }
  }
  return out;
}

Parsed parse(std::string_view html) {
  static const std::set<std::string> alone = {"meta"};
  REQUIRE(html.starts_with("<!DOCTYPE html>\n"));
  html.remove_prefix(16);
  Parsed parsed;
  std::vector<std::string> open;
  while (!html.empty()) {
    const std::size_t start = html.find('<');
    if (open.empty() || open.back() != "style") parsed.text += unescaped(html.substr(0, start));
    if (start == html.npos) break;
    html.remove_prefix(start);
    const std::size_t end = html.find('>');
    REQUIRE(end != html.npos);
    std::string_view inside = html.substr(1, end - 1);
    html.remove_prefix(end + 1);
    if (inside.starts_with('/')) {
      REQUIRE_FALSE(open.empty());
      CHECK(open.back() == inside.substr(1));
      open.pop_back();
      parsed.text += ' ';
      continue;
    }
    Tag tag;
    const std::size_t space = inside.find(' ');
    tag.name = inside.substr(0, space);
    inside.remove_prefix(space == inside.npos ? inside.size() : space);
    while (!inside.empty()) {
      REQUIRE(inside[0] == ' ');
      const std::size_t equals = inside.find("=\"");
      REQUIRE(equals != inside.npos);
      const std::size_t close = inside.find('"', equals + 2);
      REQUIRE(close != inside.npos);
      tag.attributes[std::string(inside.substr(1, equals - 1))] = unescaped(inside.substr(equals + 2, close - equals - 2));
      inside.remove_prefix(close + 1);
    }
    if (!alone.contains(tag.name)) open.push_back(tag.name);
    parsed.tags.push_back(std::move(tag));
  }
  CHECK(open.empty());
  return parsed;
}

// What may be in the page at all, whoever wrote the dossier.
void check_harmless(const Parsed& page) {
  static const std::set<std::string> tags = {
      "html", "head", "meta", "title", "style", "body", "main", "header", "section", "footer", "h1",    "h2", "h3", "p",
      "div",  "span", "a",    "dl",    "dt",    "dd",   "ul",   "li",     "table",   "thead",  "tbody", "tr", "th", "td"};
  static const std::set<std::string> attributes = {"lang", "charset", "http-equiv", "content",    "name", "class",
                                                   "id",   "scope",   "aria-label", "data-label", "href", "rel"};
  for (const Tag& tag : page.tags) {
    CHECK(tags.contains(tag.name));
    for (const auto& [name, value] : tag.attributes) {
      CHECK(attributes.contains(name));
      if (name != "href") continue;
      CAPTURE(value);
      const bool ours = value.starts_with("#mc") || value.starts_with("evidence/") || value == "../KIEM-TRA.txt";
      CHECK((ours || value.starts_with("http://") || value.starts_with("https://")));
      CHECK(value.find_first_of(" \t\r\n") == value.npos);
    }
  }
}

std::string page_of(const Dossier& d, const Pack& pack) { return summary_html(d, pack, score(pack, d.answers), ""); }

Dossier example_dossier() {
  const std::string json = read_file(std::string(THUOC_SOURCE_DIR) + "/examples/truong-thcs-doi-chim-se/dossier.json");
  const LoadedDossier loaded = load_dossier(json, "example");
  CHECK(told(loaded.problems) == std::vector<std::string>{});
  REQUIRE(loaded.dossier);
  CHECK(to_json_text(*loaded.dossier) == json);
  return *loaded.dossier;
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++n;
  return n;
}

bool shows(const std::string& text, std::string_view part) { return count(text, part) > 0; }

}  // namespace

TEST_CASE("html: literals are markup, everything else is text") {
  const std::string hostile = "<a href='x'>\"&";
  Html html;
  html << "<b>" << hostile << std::string_view("\x01\x7f\n\t") << "</b>";
  CHECK(std::move(html).take() == "<b>&lt;a href=&#39;x&#39;&gt;&quot;&amp;[U+0001][U+007F]\n\t</b>");
}

TEST_CASE("format: as Vietnamese papers write") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(1000) == "1.000");
  CHECK(grouped(-1234567) == "-1.234.567");
  CHECK(grouped(-123) == "-123");
  CHECK(grouped(INT64_MIN) == "-9.223.372.036.854.775.808");
  CHECK(file_size(0) == "0 byte");
  CHECK(file_size(1023) == "1023 byte");
  CHECK(file_size(1024) == "1 KB");
  CHECK(file_size((1 << 20) - 513) == "1023 KB");
  CHECK(file_size((1 << 20) - 512) == "1 MB");
  CHECK(file_size((5 << 20) / 4) == "1,3 MB");
  CHECK(file_size(512ull << 20) == "512 MB");
  CHECK(shown_date("2026-04-01") == "01/04/2026");
  CHECK(shown_date("") == "");
  CHECK(shown_date("hôm qua") == "hôm qua");
}

TEST_CASE("summary: the example says what it is worth and of what it consists") {
  const Pack pack = builtin_pack();
  const Dossier d = example_dossier();
  const std::string html = page_of(d, pack);
  CHECK(html == page_of(d, pack));
  const Parsed page = parse(html);
  check_harmless(page);
  for (const char* part : {"Trường THCS Đồi Chim Sẻ",
                           "Năm học 2025-2026 · Mã trường MH-0417",
                           "63,5 / 100 điểm",
                           "82,5 / 100 điểm",
                           "Mức độ 2 – đáp ứng cơ bản",
                           "Mức độ 3 – đáp ứng tốt",
                           "Trung học cơ sở",
                           "Công lập",
                           "03/QĐ-THCSĐCS, ngày 05/01/2026",
                           "Phó Chủ tịch",
                           "702 học sinh",
                           "31",
                           "38",
                           "Giải pháp: BigBlueButton",
                           "Hình thức: tự xây dựng",
                           "Số 45/KH-THCSĐCS, ngày 05/09/2025",
                           "Kế hoạch dạy học trực tuyến 2025-2026.pdf",
                           "Đường truyền ở dãy nhà A",
                           "thay 20 máy tính",
                           "không phải là chữ ký số",
                           "KIEM-TRA.txt",
                           "4725/QĐ-BGDĐT ngày 30/12/2022"}) {
    CAPTURE(part);
    CHECK(shows(page.text, part));
  }
  // Every piece of evidence has its row, every reference leads to one.
  std::set<std::string> ids, wanted;
  for (const Tag& tag : page.tags) {
    if (const auto id = tag.attributes.find("id"); id != tag.attributes.end()) ids.insert(id->second);
    const auto href = tag.attributes.find("href");
    if (href != tag.attributes.end() && href->second.starts_with('#')) { wanted.insert(href->second.substr(1)); }
  }
  CHECK(ids.size() == d.evidence.size());
  CHECK(std::ranges::includes(ids, wanted));
  CHECK(wanted.size() == d.evidence.size());
}

TEST_CASE("summary: nothing runs and nothing is fetched") {
  const std::string html = page_of(example_dossier(), builtin_pack());
  CHECK(shows(html, "default-src 'none'"));
  for (const char* part : {"<script", "<img", "<link", "<iframe", "<form", "url(", "@import", "onerror"}) {
    CAPTURE(part);
    CHECK_FALSE(shows(html, part));
  }
}

TEST_CASE("summary: our handles are never printed as the instrument's numbering") {
  const Pack pack = builtin_pack();
  const std::string text = parse(page_of(example_dossier(), pack)).text;
  int handles = 0;
  for (const Group& group : pack.groups) {
    for (const Criterion& criterion : group.criteria) {
      for (const Item& item : criterion.items) {
        if (item.number == item.id) continue;
        ++handles;
        CAPTURE(item.id);
        CHECK_FALSE(shows(text, item.id));
        CHECK(shows(text, item.title.vi));
      }
    }
  }
  CHECK(handles > 20);
}

TEST_CASE("summary: what is provisional says so where it stands and in a list with its note") {
  Pack pack = builtin_pack();
  const Dossier d = example_dossier();
  const auto all = unconfirmed(pack);
  const auto maxima = std::ranges::count_if(
      all, [](const Unconfirmed& one) { return one.what == "max" && one.sure.certainty == Certainty::provisional; });
  CHECK(maxima > 0);
  const Parsed page = parse(page_of(d, pack));
  CHECK(count(page.text, "điểm tối đa tạm") == static_cast<std::size_t>(maxima));
  CHECK(shows(page.text, "ngưỡng tạm"));
  for (const Unconfirmed& one : all) {
    if (one.sure.certainty == Certainty::provisional) CHECK(shows(page.text, one.sure.note));
  }

  for (Group& group : pack.groups) {
    group.max.sure.certainty = Certainty::confirmed;
    for (Criterion& criterion : group.criteria) {
      if (criterion.max) criterion.max->sure.certainty = Certainty::confirmed;
      for (Item& item : criterion.items) {
        if (item.max) item.max->sure.certainty = Certainty::confirmed;
      }
    }
  }
  CHECK_FALSE(shows(parse(page_of(d, pack)).text, "điểm tối đa tạm"));
}

TEST_CASE("summary: not answered, impossible and missing are seen, none is shown as zero") {
  const Pack pack = builtin_pack();
  Dossier d = example_dossier();
  d.answers["1.1"].yes = false;
  d.answers.erase("1.3.2");
  d.answers["1.3.3"].points = whole_points(60);
  d.answers["1.4"].points.reset();
  const std::string text = parse(page_of(d, pack)).text;
  CHECK(shows(text, "chưa chấm"));
  CHECK(shows(text, "chưa cho điểm"));
  CHECK(shows(text, "không hợp lệ, không tính điểm"));
  CHECK(shows(text, "Điều kiện bắt buộc chưa đáp ứng hoặc chưa trả lời: 1.1. Ban hành"));
  CHECK(shows(text, "– / 6"));
  CHECK(shows(text, "– / 10"));
}

TEST_CASE("summary: an overall level only where the pack asks, and labelled as convention") {
  Pack pack = builtin_pack();
  const Dossier d = example_dossier();
  CHECK_FALSE(shows(parse(page_of(d, pack)).text, "quy ước nội bộ"));
  pack.policy.overall = Overall::lower;
  CHECK(shows(parse(page_of(d, pack)).text, "quy ước nội bộ, không có trong văn bản"));
}

TEST_CASE("summary: a hostile dossier is text and nothing else") {
  const Pack pack = builtin_pack();
  const std::vector<std::string> hostile = {"</style><script>alert(1)</script>",
                                            "\"><img src=x onerror=alert(1)>",
                                            "' onclick='alert(1)",
                                            "javascript:alert(document.domain)",
                                            "https://a\" onmouseover=\"alert(1)",
                                            "<!--",
                                            "]]>",
                                            "&lt;b&gt;",
                                            "\u202egnp.exe"};
  for (const std::string& words : hostile) {
    CAPTURE(words);
    // Everywhere at once: as text of the JSON, so that no field is forgotten.
    Json document = parse_json(to_json_text(example_dossier()), "").value();
    const auto poison = [&](auto& self, Json& value, const std::string& key) -> void {
      static const std::set<std::string> shapes = {"format",        "id",    "pack", "school_year", "type",   "sha256",
                                                   "decision_date", "date",  "at",   "added_at",    "points", "role",
                                                   "ownership",     "origin"};
      if (value.is_string() && !shapes.contains(key)) value = words;
      if (value.is_object()) {
        for (auto& [name, part] : value.items()) self(self, part, name);
      } else if (value.is_array() && key != "items" && key != "duties") {
        for (Json& part : value) self(self, part, key);
      }
    };
    poison(poison, document, "");
    document["figures"][words] = 1;
    const LoadedDossier loaded = load(document);
    CHECK(told(loaded.problems) == std::vector<std::string>{});
    REQUIRE(loaded.dossier);
    const Parsed page = parse(page_of(*loaded.dossier, pack));
    check_harmless(page);
    CHECK(count(page.text, with_hidden_shown(words, true)) > 50);
  }
}

TEST_CASE("summary: a hostile pack is text, too") {
  Pack pack = builtin_pack();
  const std::string words = "\"><script>alert(1)</script>";
  pack.title.vi = pack.decision = pack.groups[0].title.vi = pack.groups[0].number = words;
  pack.groups[0].criteria[2].title.vi = pack.groups[0].criteria[2].items[0].title.vi = words;
  pack.figures[0].title.vi = pack.figures[0].unit.vi = words;
  pack.groups[0].levels.bands[1].name.vi = pack.groups[0].levels.bands[1].meaning.vi = words;
  check_harmless(parse(page_of(example_dossier(), pack)));
}

TEST_CASE("summary: whatever is in a dossier, the page stands") {
  const Pack pack = builtin_pack();
  parse(page_of(Dossier{}, pack));
  parse(page_of(Dossier{}, Pack{}));
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    const Dossier d = RandomDossier(seed).make();
    check_harmless(parse(page_of(d, pack)));
  }
}

TEST_CASE("summary: files are linked where they stand in the bundle") {
  const Pack pack = builtin_pack();
  Dossier d;
  const auto add = [&](std::string id, std::string sha256, std::string name, std::string item) {
    Evidence e;
    e.id = std::move(id);
    e.items = {std::move(item)};
    e.file = EvidenceFile{std::move(sha256), 2048, 0, std::move(name), ""};
    d.evidence.push_back(e);
  };
  add("mc1", std::string(64, 'a'), "một.pdf", "1.1");
  add("mc2", std::string(64, 'a'), "hai.pdf", "1.2");  // the same bytes: one place
  add("mc3", "", "ba.pdf", "1.2");                     // not stored yet: no link
  const Parsed page = parse(summary_html(d, pack, score(pack, d.answers), "evidence/../"));
  std::vector<std::string> links;
  for (const Tag& tag : page.tags) {
    const auto href = tag.attributes.find("href");
    if (href != tag.attributes.end() && href->second.starts_with("evidence/")) { links.push_back(href->second); }
  }
  CHECK(links == std::vector<std::string>(2, "evidence/../evidence/1.1/aaaaaaaaaaaaaaaa.pdf"));
  CHECK(shows(page.text, "ba.pdf"));
}
