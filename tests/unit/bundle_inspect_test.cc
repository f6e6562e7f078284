#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/lang.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "bundle/signature_set.h"
#include "bundle_support.h"
#include "support.h"

using namespace thuoc;
using namespace thuoc::test;

namespace {

std::string pack(const std::vector<Member>& members) {
  ZipParts parts;
  for (const Member& m : members) parts.entries.push_back(stored(m.name, m.content));
  return build(parts);
}

// The answer for a bundle whose members were changed.
std::string changed(const std::function<void(std::vector<Member>&)>& change) {
  auto members = members_of(sample_bundle());
  change(members);
  std::sort(members.begin(), members.end(), [](auto& a, auto& b) { return a.name < b.name; });
  return answer(pack(members));
}

std::string signature_name(const char* ending, int key = 1) {
  return "signatures/" + key_id(key_number(key).public_key()) + ending;
}

void remove(std::vector<Member>& members, const std::string& name) {
  const std::size_t before = members.size();
  std::erase_if(members, [&](const Member& m) { return m.name == top + "/" + name; });
  REQUIRE(members.size() == before - 1);
}

}  // namespace

TEST_CASE("verdict: a registered key, an unknown key, a key that should make one ask") {
  const std::string bundle = sample_bundle();
  const SecretKey key = key_number(1), other = key_number(2);

  Check check = verify(bundle, register_of("79012345", key));
  CHECK(check.verdict == Verdict::valid);
  CHECK(check.reason.code == "bundle.valid");
  REQUIRE(check.signers.size() == 1);
  CHECK(check.signers[0].known);
  CHECK(check.signers[0].fingerprint == fingerprint(key.public_key()));

  check = verify(bundle);
  CHECK(check.verdict == Verdict::unknown_key);
  CHECK(check.reason.code == "bundle.unknown_key");
  CHECK(message(check.reason, Lang::vi).find(fingerprint(key.public_key())) != std::string::npos);

  check = verify(bundle, register_of("79099999", key));
  CHECK(check.verdict == Verdict::unknown_key);
  CHECK(check.reason.code == "bundle.key_of_other_unit");
  CHECK(check.signers[0].registered_for == std::vector<std::string>{"79099999"});
  CHECK(message(check.reason, Lang::vi).find("79099999") != std::string::npos);

  check = verify(bundle, register_of("79012345", other));
  CHECK(check.verdict == Verdict::unknown_key);
  CHECK(check.reason.code == "bundle.unit_has_other_key");
  CHECK(check.signers[0].unit_has_other_key);

  Signers both_keys = register_of("79012345", other);  // an old key and a new one
  both_keys.list.push_back({"79012345", key.public_key(), ""});
  CHECK(verify(bundle, both_keys).verdict == Verdict::valid);
}

TEST_CASE("inspect: what a bundle says of itself") {
  const Check check = inspect(MemorySource(sample_bundle()), {});
  CHECK(check.top == top);
  CHECK(check.info.external_identifier == "79012345");
  CHECK(check.info.source_organization == "Trường THCS Ánh Dương");
  CHECK(check.info.software == "Thuoc 1");
  CHECK(check.entries.size() == 14);
  CHECK(check.document_json == "{\"id\": \"x\"}\n");
  CHECK(check.rubric_json == "{}\n");
  CHECK(check.pending.size() == 2);
}

TEST_CASE("verdict: altered, and which file") {
  for (const char* name : {"data/dossier.json", "data/rubric.json", "data/tom-tat.html",
                           "data/evidence/1.3.1/0123456789abcdef.pdf", "KIEM-TRA.txt"}) {
    CAPTURE(name);
    auto members = members_of(sample_bundle());
    member(members, name).content += " ";
    const Check check = verify(pack(members), register_of("79012345", key_number(1)));
    CHECK(check.verdict == Verdict::altered);
    CHECK(check.reason.code == "bundle.file_altered");
    CHECK(check.reason.place.file == name);
    CHECK(message(check.reason, Lang::vi).find(name) != std::string::npos);
    CHECK(check.pending.empty());
  }
}

TEST_CASE("verdict: altered in the middle of the file, as a failing USB stick does it") {
  for (const char* name : {"KIEM-TRA.txt", "bag-info.txt", "bagit.txt", "data/dossier.json",
                           "data/evidence/1.3.1/0123456789abcdef.pdf", "manifest-sha256.txt"}) {
    CAPTURE(name);
    ZipParts parts = parts_of(sample_bundle());
    for (ZipEntry& entry : parts.entries)
      if (entry.local.name == top + "/" + name) entry.data[0] ^= 0x20;
    const Check check = verify(build(parts));
    CHECK(check.verdict == Verdict::altered);
    CHECK(check.reason.code == "bundle.file_altered");
    CHECK(check.reason.place.file == name);
  }
}

TEST_CASE("verdict: an altered bundle still tells whose it is") {
  auto members = members_of(sample_bundle());
  member(members, "data/tom-tat.html").content = "<p>khác";
  const Check check = verify(pack(members));
  CHECK(check.verdict == Verdict::altered);
  CHECK(check.info.source_organization == "Trường THCS Ánh Dương");
  CHECK_FALSE(check.document_json.empty());
}

TEST_CASE("verdict: hashes made right again without the key") {
  CHECK(changed([](auto& m) {
          member(m, "data/dossier.json").content = "{\"id\": \"y\"}\n";
          rehash(m);
        }) == "altered bundle.signature_broken");
  CHECK(changed([](auto& m) {  // and signed with a key of one's own: that is what the register is for
          member(m, "data/dossier.json").content = "{\"id\": \"y\"}\n";
          rehash(m);
          resign(m, key_number(9));
        }) == "unknown-key");
}

TEST_CASE("verdict: missing and extra files") {
  for (const char* name :
       {"data/dossier.json", "data/evidence/1.3.1/0123456789abcdef.pdf", "KIEM-TRA.txt", "bag-info.txt", "manifest-sha256.txt"})
    CHECK(changed([&](auto& m) { remove(m, name); }) == "altered bundle.missing_file");
  for (const char* name :
       {"data/evidence/1.1/x.pdf", "data/x", "x.txt", "fetch.txt", "meta/x", "manifest-sha512.txt", "signatures/x.pub",
        "signatures/README", "signatures/0123456789abcdef.txt", "signatures/x/0123456789abcdef.pub"})
    CHECK(changed([&](auto& m) { m.push_back({top + "/" + name, "x"}); }) == "altered bundle.extra_file");
  CHECK(changed([](auto& m) { remove(m, "bagit.txt"); }) == "rejected bundle.not_a_bundle");
  CHECK(changed([](auto& m) { remove(m, "tagmanifest-sha256.txt"); }) == "rejected bundle.not_a_bundle");
}

TEST_CASE("verdict: any signature file missing, foreign or changed") {
  for (const char* ending : {".ed25519", ".pub", ".pub.pem", ".sshsig"}) {
    CAPTURE(ending);
    const std::string name = signature_name(ending);
    CHECK(changed([&](auto& m) { remove(m, name); }) == "altered bundle.signature_broken");
    CHECK(changed([&](auto& m) { member(m, name).content += "\n"; }) == "altered bundle.signature_broken");
    CHECK(changed([&](auto& m) { member(m, name).content.clear(); }) == "altered bundle.signature_broken");
    CHECK(changed([&](auto& m) {  // another key's file under this one's name
            const auto& bytes = member(m, "tagmanifest-sha256.txt").content;
            for (const SignatureFile& file : sign_set(key_number(2), bytes, "79012345"))
              if (file.name.substr(27) == ending) member(m, name).content = file.content;
          }) == "altered bundle.signature_broken");
  }
  CHECK(changed([](auto& m) { std::erase_if(m, [](auto& x) { return x.name.find("/signatures/") != x.name.npos; }); }) ==
        "rejected bundle.not_signed");
  CHECK(changed([](auto& m) {  // the comment of the .pub line is no free text
          member(m, signature_name(".pub")).content = ssh_line(key_number(1).public_key(), "Trường khác");
        }) == "altered bundle.signature_broken");
  CHECK(changed([](auto& m) {  // a whole set under a name that is not its key's
          for (auto& x : m)
            if (const auto at = x.name.find("signatures/"); at != x.name.npos) x.name.replace(at + 11, 16, "0123456789abcdef");
        }) == "altered bundle.signature_broken");
}

TEST_CASE("verdict: several signers, all of whom must hold") {
  auto members = members_of(sample_bundle());
  const std::string bytes = member(members, "tagmanifest-sha256.txt").content;
  for (const SignatureFile& file : sign_set(key_number(2), bytes, "79012345"))
    members.push_back({top + "/" + file.name, file.content});
  const auto sorted_pack = [](auto m) {
    std::sort(m.begin(), m.end(), [](auto& a, auto& b) { return a.name < b.name; });
    return pack(m);
  };
  Check check = verify(sorted_pack(members), register_of("79012345", key_number(2)));
  CHECK(check.verdict == Verdict::valid);
  CHECK(check.signers.size() == 2);
  CHECK(std::count_if(check.signers.begin(), check.signers.end(), [](auto& s) { return s.known; }) == 1);
  member(members, signature_name(".ed25519", 1)).content[5] ^= 1;
  check = verify(sorted_pack(members), register_of("79012345", key_number(2)));
  CHECK(check.verdict == Verdict::altered);
}

TEST_CASE("verdict: a signed bundle whose lists are not of our form is refused") {
  const auto with = [](const std::string& name, const std::function<void(std::string&)>& change) {
    return changed([&](auto& m) {
      change(member(m, name).content);
      if (name == "manifest-sha256.txt") {  // tag hashes right, payload list as changed
        auto copy = m;
        rehash(copy);
        auto& tags = member(m, "tagmanifest-sha256.txt").content;
        const std::string good = member(copy, "manifest-sha256.txt").content;
        std::string old_hash = member(copy, "tagmanifest-sha256.txt").content;
        tags = old_hash.substr(0, old_hash.rfind("  ") - 64) + sha256_hex(member(m, name).content) + "  manifest-sha256.txt\n";
      } else if (name != "tagmanifest-sha256.txt") {
        rehash(m);
      }
      resign(m, key_number(1));
    });
  };
  const std::string list = "manifest-sha256.txt", bad = "rejected bundle.bad_manifest";
  CHECK(with(list, [](std::string&) {}) == "unknown-key");
  CHECK(with(list, [](std::string& t) { t += t.substr(t.rfind('\n', t.size() - 2) + 1); }) == bad);
  CHECK(with(list, [](std::string& t) { t += std::string(64, 'a') + "  data/../x\n"; }) == bad);
  CHECK(with(list, [](std::string& t) { t += std::string(64, 'a') + "  /etc/passwd\n"; }) == bad);
  CHECK(with(list, [](std::string& t) { t += std::string(64, 'a') + "  tep.txt\n"; }) == bad);
  CHECK(with(list, [](std::string& t) { t += std::string(64, 'a') + " *data/x\n"; }) == bad);
  CHECK(with(list, [](std::string& t) { t += std::string(64, 'A') + "  data/x\n"; }) == bad);
  CHECK(with(list, [](std::string& t) { t += std::string(63, 'a') + "  data/x\n"; }) == bad);
  CHECK(with(list, [](std::string& t) { t += "\n"; }) == bad);
  CHECK(with(list, [](std::string& t) { t.pop_back(); }) == bad);
  CHECK(with(list, [](std::string& t) { t.insert(t.find('\n'), "\r"); }) == bad);
  CHECK(with(list, [](std::string& t) { t[5] = static_cast<char>(t[5] ^ 0x20); }) != "unknown-key");
  CHECK(with(list, [](std::string& t) {  // two lines exchanged
          const std::size_t first = t.find('\n') + 1, second = t.find('\n', first) + 1;
          t = t.substr(first, second - first) + t.substr(0, first) + t.substr(second);
        }) == bad);
  CHECK(with(list, [](std::string& t) { t += std::string(64, 'a') + "  data/x\n"; }) == "altered bundle.missing_file");
  CHECK(with(list, [](std::string& t) { t.erase(0, t.find('\n') + 1); }) == "altered bundle.extra_file");

  const std::string tags = "tagmanifest-sha256.txt";
  CHECK(with(tags, [](std::string& t) { t.erase(0, t.find('\n') + 1); }) == "rejected bundle.tag_list");
  CHECK(with(tags, [](std::string& t) { t += std::string(64, 'a') + "  x\n"; }) == "rejected bundle.tag_list");
  CHECK(with(tags, [](std::string& t) { t.clear(); }) == "rejected bundle.tag_list");
  CHECK(with(tags, [](std::string& t) { t.insert(64, " "); }) == bad);

  const std::string info = "bag-info.txt", bad_info = "rejected bundle.bad_bag_info";
  CHECK(with(info, [](std::string& t) { t += "Contact-Name: An\n"; }) == "unknown-key");
  CHECK(with(info, [](std::string& t) { t += "Rubric: other@1\n"; }) == bad_info);
  CHECK(with(info, [](std::string& t) { t += "Payload-Oxum: 56.5\n"; }) == bad_info);
  CHECK(with(info, [](std::string& t) { t += "no colon\n"; }) == bad_info);
  CHECK(with(info, [](std::string& t) { t.pop_back(); }) == bad_info);
  CHECK(with(info, [](std::string& t) { t.insert(t.find('\n'), "\r"); }) == bad_info);
  CHECK(with(info, [](std::string& t) { t.replace(t.find("56.5"), 4, "056.5"); }) == bad_info);
  CHECK(with(info, [](std::string& t) { t.replace(t.find("56.5"), 4, "-6.5"); }) == bad_info);
  CHECK(with(info, [](std::string& t) { t.replace(t.find("56.5"), 4, "56.6"); }) == "altered bundle.wrong_oxum");
  CHECK(with(info, [](std::string& t) { t.erase(t.find("External"), 30); }) == bad_info);
  CHECK(with("bagit.txt", [](std::string& t) { t.replace(15, 3, "0.9"); }) == "rejected bundle.not_a_bundle");
}

namespace {

// A file that remembers how much of it was asked for, and may fail.
class WatchedSource : public MemorySource {
 public:
  using MemorySource::MemorySource;
  Status read(std::uint64_t offset, std::span<std::byte> into) const override {
    ++reads;
    bytes += into.size();
    largest = std::max<std::uint64_t>(largest, into.size());
    if (reads > fail_after) return fail("source.read_failed", {"", "", offset});
    return MemorySource::read(offset, into);
  }
  mutable std::uint64_t reads = 0, bytes = 0, largest = 0;
  std::uint64_t fail_after = ~0ull;
};

std::string bundle_with_evidence(int files, std::size_t size) {
  Store store;
  std::vector<PayloadFile> payload{{"data/dossier.json", "{}"}};
  for (int i = 0; i < files; ++i)
    payload.push_back(
        {"data/evidence/1.1/" + std::to_string(i) + ".bin", put(store, std::string(size, static_cast<char>('a' + i)))});
  return bytes_of(*write_bundle(top, sample_info(), payload, "x", key_number(1)), store);
}

}  // namespace

TEST_CASE("inspect: evidence is not read, and few reads are made") {
  const WatchedSource source(bundle_with_evidence(20, 1 << 20));
  const Check check = inspect(source, {});
  CHECK(check.verdict == Verdict::unknown_key);
  CHECK(check.pending.size() == 20);
  CHECK(source.bytes <= 2 * limits::slice_bytes);
  CHECK(source.reads == 2);  // its two ends
  const WatchedSource small(sample_bundle());
  inspect(small, {});
  CHECK(small.reads == 1);
}

TEST_CASE("check_payload: the header amid the evidence is seen to, and nothing behind it believed") {
  const std::string good = bundle_with_evidence(3, 300'000);
  const Check check = inspect(MemorySource(good), {});
  const Check::Pending& second = check.pending[1];
  const Entry& entry = check.entries[second.entry];
  CHECK_FALSE(entry.header_read);
  for (std::uint64_t at = entry.header_offset; at < entry.data_offset; ++at) {
    CAPTURE(at - entry.header_offset);
    std::string bytes = good;
    bytes[at] ^= 1;
    const MemorySource bad(bytes);
    CHECK(inspect(bad, {}).verdict == Verdict::unknown_key);  // stage one does not look there
    const Status wrong = check_payload(bad, check, second);
    REQUIRE_FALSE(wrong.has_value());
    CHECK(wrong.error().code.starts_with("zip."));
    CHECK(wrong.error().place.offset.value() >= entry.header_offset);
    CHECK(read_entry(bad, entry, 1 << 20).error().code == wrong.error().code);
    CHECK(verify_bundle(bad, {}).verdict == Verdict::rejected);
  }
}

TEST_CASE("check_payload: in slices, and a mismatch names the file") {
  std::string bytes = bundle_with_evidence(3, 300'000);
  const WatchedSource good(bytes);
  const Check check = inspect(good, {});
  for (const auto& pending : check.pending) CHECK(check_payload(good, check, pending).has_value());
  CHECK(good.largest <= limits::slice_bytes);

  bytes[check.entries[check.pending[1].entry].data_offset + 150'000] ^= 1;
  const MemorySource bad(bytes);
  CHECK(inspect(bad, {}).verdict == Verdict::unknown_key);  // stage one cannot know
  CHECK(check_payload(bad, check, check.pending[0]).has_value());
  const Status wrong = check_payload(bad, check, check.pending[1]);
  REQUIRE_FALSE(wrong.has_value());
  CHECK(wrong.error().code == "bundle.file_altered");
  CHECK(wrong.error().place.file == "data/evidence/1.1/1.bin");
  CHECK(verify_bundle(bad, {}).verdict == Verdict::altered);
}

namespace {

// As a browser that has hashed some ranges beforehand.
class HashedSource : public MemorySource {
 public:
  using MemorySource::MemorySource;
  std::string sha256(std::uint64_t offset, std::uint64_t size) const override {
    asked.push_back({offset, size});
    const auto found = known.find({offset, size});
    return found == known.end() ? std::string() : found->second;
  }
  std::map<std::pair<std::uint64_t, std::uint64_t>, std::string> known;
  mutable std::vector<std::pair<std::uint64_t, std::uint64_t>> asked;
};

}  // namespace

TEST_CASE("check_payload: a hash the source knows counts, and the CRC is still reckoned") {
  std::string bytes = bundle_with_evidence(3, 300'000);
  HashedSource source(bytes);
  const Check check = inspect(source, {});
  CHECK(source.asked.empty());  // documents are hashed here
  const auto range = [&](std::size_t i) {
    const Entry& entry = check.entries[check.pending[i].entry];
    return std::pair(entry.data_offset, entry.size);
  };
  source.known[range(0)] = check.pending[0].sha256;
  source.known[range(1)] = check.pending[0].sha256;  // of other bytes
  CHECK(check_payload(source, check, check.pending[0]).has_value());
  CHECK(check_payload(source, check, check.pending[1]).error().code == "bundle.file_altered");
  CHECK(check_payload(source, check, check.pending[2]).has_value());  // not known: hashed
  CHECK(source.asked == std::vector{range(0), range(1), range(2)});

  bytes[range(0).first] ^= 1;
  HashedSource wrong(bytes);
  wrong.known = source.known;
  CHECK(check_payload(wrong, check, check.pending[0]).error().code == "zip.crc_mismatch");
}

TEST_CASE("verify_bundle: progress and cancelling") {
  const MemorySource source(bundle_with_evidence(3, 300'000));
  std::uint64_t last = 0, all = 0;
  const Check whole = verify_bundle(source, {}, [&](std::uint64_t done, std::uint64_t total) {
    CHECK(done > last);
    last = done;
    all = total;
    return true;
  });
  CHECK(whole.verdict == Verdict::unknown_key);
  CHECK(last == 900'000);
  CHECK(all == 900'000);
  const Check stopped = verify_bundle(source, {}, [](std::uint64_t done, std::uint64_t) { return done < 400'000; });
  CHECK(stopped.verdict == Verdict::rejected);
  CHECK(stopped.reason.code == "bundle.cancelled");
}

TEST_CASE("verify_bundle: a drive pulled out at any read is no verdict about the bundle") {
  WatchedSource source(bundle_with_evidence(5, 100'000));
  verify_bundle(source, {});
  const std::uint64_t all = source.reads;
  for (std::uint64_t n = 0; n < all; ++n) {
    source.reads = 0;
    source.fail_after = n;
    const Check check = verify_bundle(source, {});
    CHECK(check.verdict == Verdict::rejected);
    CHECK(check.reason.code == "source.read_failed");
  }
}

TEST_CASE("read_entry: whole, checked, and within its limit") {
  const MemorySource source(sample_bundle());
  const Check check = inspect(source, {});
  CHECK(read_entry(source, check.entries[3], 100) == "{\"id\": \"x\"}\n");
  CHECK(read_entry(source, check.entries[3], 5).error().code == "zip.file_too_large");
  Entry wrong = check.entries[3];
  wrong.crc32 ^= 1;
  CHECK(read_entry(source, wrong, 100).error().code == "zip.crc_mismatch");
}

TEST_CASE("inspect: what a system left in the bag is told apart from a document that somebody added") {
  const auto with = [](std::vector<std::string> names) {
    ZipParts parts = parts_of(sample_bundle());
    for (const std::string& name : names) parts.entries.push_back(stored(top + "/" + name, "x"));
    return verify(build(parts));
  };
  for (const char* name :
       {"data/.DS_Store", "data/evidence/1.1/Thumbs.db", "data/evidence/1.1/desktop.ini", "data/._tom-tat.html"}) {
    const Check check = with({name});
    CHECK(check.verdict == Verdict::altered);
    CHECK(check.reason.code == "kind.litter_in_bag");
    CHECK(check.reason.place.file == name);
  }
  CHECK(with({"data/.DS_Store", "data/z.txt"}).reason.code == "bundle.extra_file");
}
