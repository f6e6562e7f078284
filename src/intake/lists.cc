#include "intake/lists.h"

#include <array>

#include "base/error_json.h"
#include "base/limits.h"

namespace thuoc {

namespace {

Result<std::string> whole_text(const Source& source, std::string_view file) {
  const std::uint64_t size = source.size();
  if (size > limits::list_bytes)
    return fail("file.too_large", {std::string(file), "", {}}, {{"limit", std::to_string(limits::list_bytes >> 20)}});
  std::string text(size, '\0');
  if (!source.read(0, std::as_writable_bytes(std::span(text)))) return fail("file.unreadable", {std::string(file), "", {}});
  return text;
}

// Rows of texts, told by the hundred kilobytes.
class Pieces {
 public:
  Pieces(const char* name, const TellPiece& tell) : name_(name), tell_(tell) {}
  ~Pieces() { say(); }
  Pieces(const Pieces&) = delete;
  Pieces& operator=(const Pieces&) = delete;

  template <std::size_t n>
  void add(const std::array<const std::string*, n>& row) {
    Json texts = Json::array();
    for (const std::string* text : row) {
      bytes_ += text->size() + 4;
      texts.push_back(*text);
    }
    rows_.push_back(std::move(texts));
    if (bytes_ > piece_bytes) say();
  }

 private:
  static constexpr std::size_t piece_bytes = 100'000;
  void say() {
    if (!rows_.empty()) tell_({{name_, std::exchange(rows_, Json::array())}});
    bytes_ = 0;
  }
  const char* name_;
  const TellPiece& tell_;
  Json rows_ = Json::array();
  std::size_t bytes_ = 0;
};

Json errors_to_json(const std::vector<Error>& problems) {
  Json out = Json::array();
  for (const Error& problem : problems) out.push_back(to_json(problem));
  return out;
}

std::vector<Error> errors_in(const Json& answer) {
  std::vector<Error> out;
  if (answer.contains("problems"))
    for (const Json& problem : answer["problems"]) out.push_back(error_from_json(problem));
  return out;
}

constexpr std::array unit_fields{&RegisteredUnit::name,  &RegisteredUnit::level,   &RegisteredUnit::ownership,
                                 &RegisteredUnit::email, &RegisteredUnit::commune, &RegisteredUnit::note};

}  // namespace

Result<Json> read_key_list(const Source& source, std::string_view file, const TellPiece& tell) {
  const auto text = whole_text(source, file);
  if (!text) return std::unexpected(text.error());
  const LoadedSigners loaded = parse_allowed_signers(*text, file);
  const std::string unit = "unit", office = "office";
  Pieces pieces("keys", tell);
  for (const Signer& signer : loaded.signers.list) {
    const std::string key = key_line(signer.key);
    pieces.add<4>({signer.role == Role::office ? &office : &unit, &signer.principal, &signer.comment, &key});
  }
  const std::size_t count = loaded.signers.list.size();
  // What is no list of keys is something else, of which the list of files says more.
  return Json{{"count", count}, {"problems", errors_to_json(count ? loaded.problems : std::vector<Error>())}};
}

std::vector<Error> problems_of_list(const Json& answer) { return errors_in(answer); }

std::vector<KeyOffer::Key> keys_of_piece(const Json& piece) {
  std::vector<KeyOffer::Key> keys;
  if (!piece.contains("keys")) return keys;
  for (const Json& row : piece["keys"])
    keys.push_back({row[0] == "office" ? Role::office : Role::unit, row[1].get<std::string>(), row[2].get<std::string>(),
                    row[3].get<std::string>(), false});
  return keys;
}

Result<Json> read_unit_list(const Source& source, std::string_view file, std::string_view pack_json, const TellPiece& tell) {
  const auto text = whole_text(source, file);
  if (!text) return std::unexpected(text.error());
  const LoadedPack loaded = load_pack(pack_json, "rubric.json");
  if (!loaded.pack) return std::unexpected(loaded.problems.front());
  const ParsedRegister list = parse_register(*text, *loaded.pack, file);
  tell({{"columns", list.columns}});
  Pieces pieces("units", tell);
  for (const auto& [code, unit] : list.units) {
    std::array<const std::string*, 1 + unit_fields.size()> row{&code};
    for (std::size_t i = 0; i < unit_fields.size(); ++i) row[i + 1] = &(unit.*unit_fields[i]);
    pieces.add(row);
  }
  return Json{{"problems", errors_to_json(list.problems)},
              {"left_out", list.left_out},
              {"lines", list.lines},
              {"repeated", list.repeated},
              {"columns", list.columns},
              {"delimiter", std::string(1, list.delimiter)}};
}

UnitRegister units_of_piece(const Json& piece) {
  UnitRegister units;
  if (!piece.contains("units")) return units;
  for (const Json& row : piece["units"]) {
    RegisteredUnit unit;
    for (std::size_t i = 0; i < unit_fields.size(); ++i) unit.*unit_fields[i] = row[i + 1].get<std::string>();
    units.emplace_hint(units.end(), row[0].get<std::string>(), std::move(unit));
  }
  return units;
}

ParsedRegister rest_of_list(const Json& answer) {
  ParsedRegister list;
  list.problems = errors_in(answer);
  list.left_out = answer.value("left_out", std::size_t{0});
  list.lines = answer.value("lines", std::size_t{0});
  list.repeated = answer.value("repeated", std::size_t{0});
  list.columns = answer.value("columns", std::vector<std::string>());
  list.delimiter = answer.value("delimiter", "\t")[0];
  return list;
}

}  // namespace thuoc
