#include "rollup/rank.h"

#include <algorithm>

#include "base/utf8.h"

namespace thuoc {

namespace {

std::string plain(std::string_view name) {
  std::string out = fold(name);
  std::erase(out, ' ');
  return out;
}

}  // namespace

Rank rank_of(Rank::Key key, std::string_view changed, std::string_view handed_in, std::string_view bundle,
             std::string_view review) {
  return {key, changed.empty() ? handed_in : changed, handed_in, bundle, review};
}

bool clash(const Claim& a, const Claim& b) {
  if (a.name.empty() || b.name.empty() || plain(a.name) == plain(b.name)) return false;
  if (!a.signer.empty() && !b.signer.empty()) return a.signer != b.signer;
  return plain(a.commune) != plain(b.commune);
}

Picked pick(std::span<const Claim> claims) {
  Picked out{{}, std::vector<bool>(claims.size(), false)};
  if (claims.empty()) return out;
  const std::size_t best = static_cast<std::size_t>(std::ranges::max_element(claims, {}, &Claim::rank) - claims.begin());
  bool asked = false;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    if (i == best || !clash(claims[best], claims[i])) continue;
    out.clashes[i] = true;
    asked = asked || claims[i].rank.key == claims[best].rank.key;
  }
  if (asked) out.clashes[best] = true;
  else out.best = best;
  return out;
}

}  // namespace thuoc
