#include "bundle/how_to_check.h"

#include "base/utf8.h"
#include "bundle/bag.h"

namespace thuoc {
namespace {

constexpr std::size_t width = 80;

class Page {
 public:
  Page(Lang lang, Args args) : lang_(lang), args_(std::move(args)) {}

  void title(std::string_view key) {
    const std::string words = text(lang_, key, args_);
    out_ += words + "\n" + std::string(code_points(words), '=') + "\n\n";
  }
  void heading(std::string_view key) { out_ += "--- " + text(lang_, key, args_) + " ---\n\n"; }

  void paragraph(std::string_view key) {
    std::string rest = text(lang_, key, args_), line;
    while (!rest.empty()) {
      const std::size_t end = rest.find(' ');
      const std::string word = rest.substr(0, end);
      if (!line.empty() && code_points(line) + 1 + code_points(word) > width) {
        out_ += line + "\n";
        line.clear();
      }
      line += (line.empty() ? "" : " ") + word;
      rest.erase(0, end == rest.npos ? rest.size() : end + 1);
    }
    out_ += line + "\n\n";
  }

  // One command a line; nothing is wrapped, or it could not be copied.
  void commands(const std::vector<std::string>& lines) {
    for (const std::string& line : lines) out_ += "    " + line + "\n";
    out_ += "\n";
  }

  std::string take() { return std::move(out_); }

 private:
  Lang lang_;
  Args args_;
  std::string out_;
};

struct Names {
  std::string top, unit, stem;  // unit: as ssh-keygen is given it; stem: "signatures/<key id>"
  std::string about;            // key of the sentence that says what this is and whose
  std::string side;             // "unit" or "office": on which paper the fingerprint stands
};

std::string in_language(Lang lang, const Names& names, const Args& args) {
  Page page(lang, args);
  page.title("howto.title");
  page.paragraph(names.about);
  page.paragraph("howto.about_key");
  page.paragraph("howto.intro");

  page.heading("howto.unix");
  page.paragraph("howto.unpack");
  page.commands({"unzip " + names.top + ".zip", "cd " + names.top});
  page.paragraph("howto.hashes");
  page.commands({"sha256sum -c --strict tagmanifest-sha256.txt", "sha256sum -c --strict manifest-sha256.txt"});
  page.paragraph("howto.extra");
  page.commands({"diff <(cut -c67- manifest-sha256.txt) <(find data -type f | LC_ALL=C sort)"});
  page.paragraph("howto.fingerprint." + names.side);
  page.commands({"ssh-keygen -lf " + names.stem + ".pub"});
  page.paragraph("howto.openssh");
  page.commands({"echo \"" + names.unit + " $(cat " + names.stem + ".pub)\" > ../khoa.txt",
                 "ssh-keygen -Y verify -n " + std::string(signature_namespace) + " -I " + names.unit + " -f ../khoa.txt \\",
                 "  -s " + names.stem + ".sshsig < tagmanifest-sha256.txt"});
  page.paragraph("howto.openssl");
  page.commands({"openssl pkeyutl -verify -rawin -pubin -inkey " + names.stem + ".pub.pem \\",
                 "  -sigfile " + names.stem + ".ed25519 -in tagmanifest-sha256.txt"});

  page.heading("howto.windows");
  page.paragraph("howto.unpack");
  page.commands({"Expand-Archive " + names.top + ".zip .", "cd " + names.top});
  page.paragraph("howto.windows_hashes");
  page.commands({"foreach ($m in 'tagmanifest-sha256.txt', 'manifest-sha256.txt') {", "  foreach ($l in Get-Content $m) {",
                 "    $h, $f = $l -split '  ', 2", "    if ((Get-FileHash $f).Hash -ne $h) { \"SAI: $f\" } } }"});
  page.paragraph("howto.windows_extra");
  page.commands({"(Get-ChildItem data -Recurse -File).Count", "(Get-Content manifest-sha256.txt).Count"});
  page.paragraph("howto.fingerprint." + names.side);
  page.commands({"ssh-keygen -lf " + names.stem + ".pub"});
  page.paragraph("howto.windows_openssh");
  page.commands({"\"" + names.unit + " \" + (Get-Content " + names.stem + ".pub) |", "  Set-Content -Encoding ascii ../khoa.txt",
                 "cmd /c \"ssh-keygen -Y verify -n " + std::string(signature_namespace) + " -I " + names.unit +
                     " -f ../khoa.txt -s " + names.stem + ".sshsig < tagmanifest-sha256.txt\""});

  page.heading("howto.meaning");
  page.paragraph("howto.all_right." + names.side);
  page.paragraph("howto.not_legal." + names.side);
  return page.take();
}

}  // namespace

std::string how_to_check(std::string_view top, const BagInfo& info, const PublicKey& key) {
  const Names names{std::string(top), encode_principal(info.external_identifier),
                    std::string(bag::signature_folder) + key_id(key), "howto.about." + info.bundle_type,
                    info.bundle_type == "dossier" ? "unit" : "office"};
  const Args args{{"name", info.source_organization},
                  {"code", info.external_identifier},
                  {"year", info.school_year},
                  {"fingerprint", fingerprint(key)}};
  std::string out = in_language(Lang::vi, names, args);
  out += std::string(width, '_') + "\n\n" + in_language(Lang::en, names, args);
  out.pop_back();  // one line end at the end
  return out;
}

}  // namespace thuoc
