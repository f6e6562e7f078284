// Lists of units and registers of keys as a worker reads them and the page hears of them: piece by piece,
// none so large that it holds the page up.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "bundle/bundle.h"
#include "round/key_offer.h"
#include "round/register.h"

namespace thuoc {

using TellPiece = std::function<void(Json)>;

// `tell` gets {"keys": […]}, as keys_of_piece() reads it; answers {"count", "problems"}, 0 and none where it is
// no such list. Codes file.too_large, file.unreadable.
Result<Json> read_key_list(const Source& source, std::string_view file, const TellPiece& tell);
std::vector<KeyOffer::Key> keys_of_piece(const Json& piece);
std::vector<Error> problems_of_list(const Json& answer);

// `tell` gets {"columns": […]}, then {"units": […]}, as units_of_piece() reads it; answers the rest of ParsedRegister, as
// rest_of_list() reads it. Codes as above and those of load_pack.
Result<Json> read_unit_list(const Source& source, std::string_view file, std::string_view pack_json, const TellPiece& tell);
UnitRegister units_of_piece(const Json& piece);
ParsedRegister rest_of_list(const Json& answer);  // all but the units

}  // namespace thuoc
