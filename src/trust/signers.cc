// The register of known signers: OpenSSH's allowed_signers form (ssh-keygen(1), ALLOWED SIGNERS).
#include <algorithm>
#include <set>
#include <tuple>
#include <variant>

#include "base/limits.h"
#include "base/utf8.h"
#include "trust/trust.h"

namespace thuoc {
namespace {

constexpr std::string_view blanks = " \t", office_mark = "office:";

bool is_plain(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' ||
         c == '@';
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

std::optional<std::string> decode_principal(std::string_view encoded) {
  std::string out;
  for (std::size_t i = 0; i < encoded.size(); ++i) {
    if (encoded[i] != '%') {
      out += encoded[i];
      continue;
    }
    if (i + 2 >= encoded.size()) return std::nullopt;
    const int high = hex_value(encoded[i + 1]), low = hex_value(encoded[i + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  if (out.empty() || !is_utf8(out) ||
      std::any_of(out.begin(), out.end(), [](char c) { return static_cast<unsigned char>(c) < 32; }))
    return std::nullopt;
  return out;
}

// Up to the next blank that is not inside "…", which options may have.
std::string_view take_word(std::string_view& rest) {
  std::size_t end = 0;
  for (bool quoted = false; end < rest.size(); ++end) {
    if (rest[end] == '"') quoted = !quoted;
    if (!quoted && blanks.find(rest[end]) != blanks.npos) break;
  }
  const std::string_view word = rest.substr(0, end);
  rest.remove_prefix(std::min(rest.size(), rest.find_first_not_of(blanks, end)));
  return word;
}

bool is_key_type(std::string_view word) {
  return word.starts_with("ssh-") || word.starts_with("ecdsa-") || word.starts_with("sk-");
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  std::size_t from = 0;
  bool quoted = false;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] == '"') quoted = !quoted;
    if (i == text.size() || (text[i] == separator && !quoted)) {
      parts.push_back(text.substr(from, i - from));
      from = i + 1;
    }
  }
  return parts;
}

// Why a line with these options is not for us, or null. Option names are case-insensitive.
const char* refuse_options(std::string_view options) {
  for (const std::string_view option : split(options, ',')) {
    const std::size_t equals = option.find('=');
    std::string name(option.substr(0, equals));
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (name == "namespaces" && equals != option.npos) {
      std::string_view value = option.substr(equals + 1);
      if (value.size() < 2 || value.front() != '"' || value.back() != '"') return "signers.bad_option";
      value = value.substr(1, value.size() - 2);
      const auto names = split(value, ',');
      if (std::find(names.begin(), names.end(), signature_namespace) == names.end()) return "signers.other_namespace";
    } else if (name == "valid-after" || name == "valid-before") {
      // The only date in a bundle is the signer's own word, so no period can be checked honestly.
      return "signers.validity";
    } else {
      return name == "cert-authority" ? "signers.authority" : "signers.bad_option";
    }
  }
  return nullptr;
}

// The signers of one line (several principals may share a key), or why it is skipped.
std::variant<std::vector<Signer>, const char*> parse_line(std::string_view line) {
  const std::string_view principals = take_word(line);
  std::string_view word = take_word(line);
  if (!is_key_type(word)) {
    if (const char* why = refuse_options(word)) return line.empty() ? "signers.bad_line" : why;
    word = take_word(line);
    if (!is_key_type(word)) return "signers.bad_line";
  }
  if (word != "ssh-ed25519") return "signers.not_ed25519";
  const auto key = parse_ssh_line(std::string(word) + " " + std::string(take_word(line)));
  if (!key) return "signers.bad_key";
  const std::string comment = clean_text(line, false);
  std::vector<Signer> out;
  for (const std::string_view encoded : split(principals, ',')) {
    if (encoded.find_first_of("*?!") != encoded.npos) return "signers.pattern";
    if (encoded.find('"') != encoded.npos) return "signers.bad_principal";
    const bool office = encoded.starts_with(office_mark);
    auto principal = decode_principal(office ? encoded.substr(office_mark.size()) : encoded);
    if (!principal) return "signers.bad_principal";
    out.push_back({std::move(*principal), *key, comment, office ? Role::office : Role::unit});
  }
  return out;
}

}  // namespace

const Signer* Signers::find(std::string_view principal, const PublicKey& key) const {
  for (const Signer& signer : list)
    if (signer.key == key && signer.principal == principal) return &signer;
  return nullptr;
}

std::vector<const Signer*> Signers::of_key(const PublicKey& key) const {
  std::vector<const Signer*> out;
  for (const Signer& signer : list)
    if (signer.key == key) out.push_back(&signer);
  return out;
}

std::vector<const Signer*> Signers::of_principal(std::string_view principal) const {
  std::vector<const Signer*> out;
  for (const Signer& signer : list)
    if (signer.principal == principal) out.push_back(&signer);
  return out;
}

LoadedSigners parse_allowed_signers(std::string_view text, std::string_view file) {
  LoadedSigners out;
  std::set<std::tuple<Role, std::string, PublicKey>> seen;
  const std::size_t whole = text.size();
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // Notepad's mark
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::uint64_t offset = whole - text.size();
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (line.ends_with('\r')) line.remove_suffix(1);
    line.remove_prefix(std::min(line.size(), line.find_first_not_of(blanks)));
    if (line.empty() || line.front() == '#') continue;

    const auto problem = [&](const char* code) {
      add_problem(out.problems, {code,
                                 {std::string(file), "", offset},
                                 {{"line", std::to_string(number)},
                                  {"limit", std::to_string(limits::signers)},
                                  {"namespace", std::string(signature_namespace)}}});
    };
    auto parsed = parse_line(line);
    if (const char** why = std::get_if<const char*>(&parsed)) {
      problem(*why);
      continue;
    }
    for (Signer& signer : std::get<std::vector<Signer>>(parsed)) {
      if (!seen.emplace(signer.role, signer.principal, signer.key).second) continue;
      if (out.signers.list.size() == limits::signers) {
        problem("signers.too_many");
        return out;
      }
      out.signers.list.push_back(std::move(signer));
    }
  }
  return out;
}

std::string write_allowed_signers(const Signers& signers) {
  std::string out;
  for (const Signer& signer : signers.list)
    out += std::string(signer.role == Role::office ? office_mark : "") + encode_principal(signer.principal) + " namespaces=\"" +
           std::string(signature_namespace) + "\" " + ssh_line(signer.key, signer.comment);
  return out;
}

// Only characters that no shell and no pattern gives a meaning stay: the name is also copied into
// commands (KIEM-TRA.txt).
std::string encode_principal(std::string_view unit_code) {
  constexpr char digits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : unit_code) {
    if (is_plain(c)) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += digits[byte >> 4];
      out += digits[byte & 15];
    }
  }
  return out;
}

}  // namespace thuoc
