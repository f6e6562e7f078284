// Every text that the sources ask for is in the tables, in both languages, with the same slots.
#ifndef __EMSCRIPTEN__

#include <doctest/doctest.h>

#include <filesystem>
#include <map>
#include <regex>
#include <set>

#include "base/lang.h"
#include "rubric_make.h"

using namespace thuoc;

namespace {

namespace fs = std::filesystem;

struct Use {
  std::string key, where;
};

// The keys in calls that take one: text(lang, "…"), fail("…"), Error{"…"}, Reason{"…"}, tr("…") and
// the local helpers that end in them. A key that is put together at run time shows its beginning.
std::vector<Use> used_keys() {
  const std::regex call(
      R"re((?:\btext\(\s*[^,()"]*(?:\([^()"]*\))?[^,()"]*,\s*|\b(?:fail|tr|problem|refuse|report)\(\s*|\b(?:Error|Reason)\s*\{\s*)"([^"\\]+)")re");
  std::vector<Use> uses;
  for (const char* folder : {"src", "web"}) {
    const fs::path root = fs::path(THUOC_SOURCE_DIR) / folder;
    if (!fs::exists(root)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
      const std::string extension = entry.path().extension().string();
      if (extension != ".cc" && extension != ".h" && extension != ".js" && extension != ".mjs") continue;
      const std::string path = fs::relative(entry.path(), THUOC_SOURCE_DIR).string();
      const std::string source = read_source(path);
      for (std::sregex_iterator it(source.begin(), source.end(), call), end; it != end; ++it) uses.push_back({(*it)[1], path});
    }
  }
  return uses;
}

// Of the files, not of the built table: what is tested is the tree as it is now.
std::set<std::string> known_keys() {
  std::set<std::string> keys;
  for (const auto& entry : fs::directory_iterator(fs::path(THUOC_SOURCE_DIR) / "assets/texts")) {
    const Json table = read_json("assets/texts/" + entry.path().filename().string());
    for (const auto& [key, value] : table.items()) keys.insert(key);
  }
  return keys;
}

bool is_known(const std::string& key, const std::set<std::string>& keys) {
  const auto it = keys.lower_bound(key);
  if (it == keys.end()) return false;
  return *it == key || ((key.ends_with('.') || key.ends_with('_')) && it->starts_with(key));
}

std::set<std::string> slots(std::string_view sentence) {
  static const std::regex slot(R"(\{([a-z0-9_.]+)\})");
  const std::string text(sentence);
  std::set<std::string> found;
  for (std::sregex_iterator it(text.begin(), text.end(), slot), end; it != end; ++it) found.insert((*it)[1]);
  return found;
}

}  // namespace

TEST_CASE("texts: every key used in the sources is in the tables") {
  const auto uses = used_keys();
  const auto keys = known_keys();
  CHECK(uses.size() > 50);
  for (const Use& use : uses) {
    // Keys have a dot; what has none is a word of another kind (a file's name, a label).
    if (use.key.find('.') == use.key.npos || use.key.find(' ') != use.key.npos) continue;
    if (!is_known(use.key, keys)) FAIL_CHECK(use.where << ": no text table has \"" << use.key << "\"");
  }
}

TEST_CASE("texts: the two languages have the same keys and slots in every file") {
  std::map<std::string, std::string> home;
  int files = 0;
  for (const auto& entry : fs::directory_iterator(fs::path(THUOC_SOURCE_DIR) / "assets/texts")) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(".vi.json")) {
      const std::string vi = name.substr(0, name.size() - std::string("en.json").size()) + "vi.json";
      CHECK_MESSAGE(fs::exists(entry.path().parent_path() / vi), name);
      continue;
    }
    ++files;
    const std::string english = name.substr(0, name.size() - std::string("vi.json").size()) + "en.json";
    const Json vi = read_json("assets/texts/" + name), en = read_json("assets/texts/" + english);
    for (const auto& [key, text] : vi.items()) {
      CHECK_MESSAGE(home.emplace(key, name).second, key << " is in two files");
      CHECK_MESSAGE(en.contains(key), key << " is not in " << english);
      if (!en.contains(key)) continue;
      CHECK_MESSAGE(!text.get<std::string>().empty(), key);
      CHECK_MESSAGE(slots(text.get<std::string>()) == slots(en[key].get<std::string>()), key);
    }
    for (const auto& [key, text] : en.items()) CHECK_MESSAGE(vi.contains(key), key << " is not in " << name);
  }
  CHECK(files > 2);
}

TEST_CASE("texts: what the programs carry is what stands in the files") {
  for (const auto& entry : fs::directory_iterator(fs::path(THUOC_SOURCE_DIR) / "assets/texts")) {
    const std::string name = entry.path().filename().string();
    const Lang lang = name.ends_with(".vi.json") ? Lang::vi : Lang::en;
    const Json table = read_json("assets/texts/" + name);
    for (const auto& [key, words] : table.items()) CHECK(text(lang, key) == words.get<std::string>());
  }
  CHECK(text(Lang::vi, "no.such_key") == "no.such_key");
  CHECK(has_english());
}

// The school's page carries no words of the office's screens or of the native tool.
TEST_CASE("texts: the school's part asks for no text that only others carry") {
  std::set<std::string> others;
  for (const char* area : {"office", "cli"}) {
    const Json table = read_json("assets/texts/" + std::string(area) + ".vi.json");
    for (const auto& [key, words] : table.items()) others.insert(key);
  }
  for (const Use& use : used_keys()) {
    // What is wrong with a bundle is told to whoever opens one: a school's page opens none but what it has written itself.
    const bool of_others = use.where.find("office") != use.where.npos || use.where.starts_with("src/cli") ||
                           use.where.starts_with("src/bundle") || use.where.starts_with("src/trust");
    if (!of_others && is_known(use.key, others)) FAIL_CHECK(use.where << " asks for " << use.key);
  }
}

#endif
