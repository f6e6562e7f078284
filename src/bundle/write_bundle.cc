#include <algorithm>

#include "base/sha256.h"
#include "base/version.h"
#include "bundle/bag.h"
#include "bundle/names.h"
#include "bundle/signature_set.h"
#include "bundle/zip_writer.h"

namespace thuoc {

std::string bundle_software() { return "Thuoc " + std::string(version()); }

Result<WrittenBundle> write_bundle(std::string_view top, const BagInfo& info, std::vector<PayloadFile> payload,
                                   std::string_view check_text, const SecretKey& key) {
  if (!is_safe_name(top) || top.find('/') != top.npos)
    return fail("bundle.name_not_safe", {shown_name(top), "", std::nullopt}, {{"name", shown_name(top)}});
  std::vector<ZipMember> members;
  for (PayloadFile& file : payload) members.push_back({std::move(file.path), std::move(file.content)});
  sort_by_name(members);
  std::vector<bag::Line> lines;
  bag::Oxum oxum;
  for (const ZipMember& file : members) {
    if (!file.name.starts_with(bag::payload_folder))
      return fail("bundle.name_not_safe", {shown_name(file.name), "", std::nullopt}, {{"name", shown_name(file.name)}});
    const StoredFile* stored = std::get_if<StoredFile>(&file.content);
    const std::string* text = std::get_if<std::string>(&file.content);
    if (const auto most = document_limit(info.bundle_type, file.name); text && text->size() > most)
      return fail("bundle.too_large", {file.name, "", std::nullopt}, {{"limit", std::to_string(most >> 20)}});
    lines.push_back({stored ? stored->sha256 : sha256_hex(*text), file.name});
    oxum.bytes += stored ? stored->size : text->size();
    ++oxum.files;
  }
  const auto info_text = bag::write_info(info, oxum);
  if (!info_text) return std::unexpected(info_text.error());

  std::vector<std::pair<std::string_view, std::string>> tags{
      {bag::how_to_check_name, std::string(check_text)},
      {bag::info_name, *info_text},
      {bag::bagit_name, std::string(bag::bagit_text)},
      {bag::manifest_name, bag::write_manifest(lines)},
  };
  std::vector<bag::Line> tag_lines;
  for (const auto& [name, text] : tags) tag_lines.push_back({sha256_hex(text), std::string(name)});
  std::string signed_bytes = bag::write_manifest(tag_lines);

  const std::string folder = std::string(top) + "/";
  for (ZipMember& file : members) file.name.insert(0, folder);
  for (auto& [name, text] : tags) members.push_back({folder + std::string(name), std::move(text)});
  for (SignatureFile& file : sign_set(key, signed_bytes, info.external_identifier))
    members.push_back({folder + file.name, std::move(file.content)});
  members.push_back({folder + std::string(bag::tagmanifest_name), std::move(signed_bytes)});
  auto zip = write_zip(std::move(members));
  if (!zip) return std::unexpected(zip.error());
  return WrittenBundle{std::string(top) + ".zip", std::move(zip->pieces), zip->size};
}

}  // namespace thuoc
