// What goes into the bundle a school hands in, put together the same way by the page and `thuoc`.
#pragma once

#include <string>
#include <string_view>

#include "bundle/bundle.h"
#include "dossier/dossier.h"

namespace thuoc {

// `pack_json` is the exact pack the dossier was scored with; it goes in byte for byte. `today` dates
// the bag. Refuses a dossier that readiness() blocks with the first reason of it (ready.*, score.*),
// a pack that cannot be loaded (rubric.*, json.*), what write_bundle refuses, and
// texts with a secret key in them (bundle.secret_in_text); evidence is looked at by who has its bytes.
Result<WrittenBundle> hand_in(const Dossier& dossier, std::string_view pack_json, const SecretKey& key,
                              std::string_view today_iso);

// The same of a pack that is loaded already, and refusing nothing of what the dossier says.
Result<WrittenBundle> bundle_of(const Dossier& dossier, std::string_view pack_json, const Pack& pack, const Score& scored,
                                const SecretKey& key, std::string_view today_iso);

// "cds-<mã trường>-<năm học>": the top folder, and with ".zip" the file's name.
std::string bundle_name(const Dossier& dossier);

}  // namespace thuoc
