// Archives made to deceive: each class of docs/engineering's list, generated, and refused.
#include <doctest/doctest.h>

#include "base/limits.h"
#include "bundle/names.h"
#include "bundle_support.h"
#include "support.h"

using namespace thuoc;
using namespace thuoc::test;

namespace {

ZipParts sample() { return parts_of(sample_bundle()); }

std::string with(const std::function<void(ZipParts&)>& change) {
  ZipParts parts = sample();
  change(parts);
  return answer(build(parts));
}

// One entry changed: first in the file, or one in its middle.
std::string with_entry(const std::function<void(ZipEntry&)>& change, std::size_t which = 3) {
  return with([&](ZipParts& parts) { change(parts.entries[which]); });
}

std::string named(const std::string& name) {
  return with([&](ZipParts& parts) { parts.entries.insert(parts.entries.begin() + 3, stored(name, "x")); });
}

// Every entry as another tool would write it, so that a single change is not damage to ours.
void repack(ZipParts& parts) {
  for (ZipEntry& entry : parts.entries) {
    entry.central.made_by = 0x031e;
    both(entry, [](Header& h) {
      h.date = 0x5a81;
      h.time = 0x6000;
    });
  }
}

}  // namespace

TEST_CASE("zip: nothing changed, and nothing but repacking") {
  CHECK(answer(build(sample())) == "unknown-key");
  CHECK(with(repack) == "unknown-key repacked");
}

TEST_CASE("zip: names that could lead an unpacker astray") {
  const std::string bad = "rejected zip.unsafe_name";
  for (const std::string& name : {top + "/../x",
                                  top + "/data/../../x",
                                  "../" + top,
                                  "/" + top + "/x",
                                  top + "//x",
                                  top + "/./x",
                                  top + "/.",
                                  top + "/..",
                                  top + "/x.",
                                  top + "/x ",
                                  top + "/a b",
                                  top + "\\x",
                                  "C:" + top + "/x",
                                  top + std::string("/x\0.txt", 7),
                                  top + "/x\n",
                                  top + "/ế",
                                  top + "/x\x7F",
                                  top + "/~x",
                                  top + "/a:b",
                                  top + "/$x",
                                  top + "/CON",
                                  top + "/nul.txt",
                                  top + "/data/com1.pdf",
                                  top + "/LPT9",
                                  top + "/aux/x",
                                  std::string(),
                                  std::string("/"),
                                  top + "/" + std::string(limits::name_bytes, 'x'),
                                  top + "/a/b/c/d/e/f/g/h"}) {
    CAPTURE(name);
    CHECK(named(name) == bad);
  }
  CHECK(named("x.txt") == "rejected zip.no_top_folder");
  CHECK(named("other/x.txt") == "rejected zip.several_folders");
  CHECK(named("__MACOSX/x") == "rejected zip.several_folders");
  CHECK(named(top + "x/y") == "rejected zip.several_folders");
}

TEST_CASE("zip: names that meet on another file system") {
  CHECK(named(top + "/bagit.txt") == "rejected zip.duplicate_name");
  CHECK(named(top + "/BAGIT.TXT") == "rejected zip.case_collision");
  CHECK(named(top + "/Data/x") == "rejected zip.case_collision");
  CHECK(named(top.substr(0, 4) + "X" + top.substr(5) + "/x") == "rejected zip.several_folders");
  CHECK(named(top + "/data") == "rejected zip.name_conflict");
  CHECK(named(top + "/bagit.txt/x") == "rejected zip.name_conflict");
  CHECK(named(top) == "rejected zip.no_top_folder");
  CHECK(with([](ZipParts& p) { p.entries.push_back(p.entries[3]); }) == "rejected zip.duplicate_name");
}

TEST_CASE("names: a hostile name is shown, never printed raw") {
  CHECK(shown_name("a\x1B[31m\"b") == "a\\x1b\\x5b31m\\x22b");
  CHECK(shown_name(std::string("a\0b", 3)) == "a\\x00b");
  CHECK(shown_name(std::string(1000, 'a')).size() < 210);
  const Check check = verify(build([] {
    ZipParts parts = sample();
    parts.entries.insert(parts.entries.begin(), stored("\x1B[2J", "x"));
    return parts;
  }()));
  CHECK(check.reason.place.file == "\\x1b\\x5b2J");
}

TEST_CASE("zip: bytes in front, behind, between") {
  CHECK(with([](ZipParts& p) { p.after = "x"; }) == "rejected zip.trailing_bytes");
  CHECK(with([](ZipParts& p) { p.after = std::string(70'000, 'x'); }) == "rejected zip.trailing_bytes");
  CHECK(with([](ZipParts& p) { p.before = "x"; }) == "rejected zip.prepended_bytes");
  CHECK(with([](ZipParts& p) { p.before = "#!/bin/sh\n"; }) == "rejected zip.prepended_bytes");
  CHECK(with([](ZipParts& p) { p.gap = "x"; }) == "rejected zip.hidden_bytes");
  CHECK(with_entry([](ZipEntry& e) { e.descriptor = "x"; }) == "rejected zip.not_contiguous");
  CHECK(answer(sample_bundle() + sample_bundle()) == "rejected zip.directory_misplaced");
  // A whole second archive in front of ours, told from where ours begins.
  const ZipParts other{{stored(top + "/x", "x")}, "", "", "", {}, false};
  CHECK(with([&](ZipParts& p) { p.before = build(other); }) == "rejected zip.not_contiguous");
}

TEST_CASE("zip: the end record") {
  const auto end = [](auto change) { return with([&](ZipParts& p) { change(p.end); }); };
  CHECK(end([](ZipEnd& e) { e.comment = "chú thích"; }) == "rejected zip.trailing_bytes");
  CHECK(end([](ZipEnd& e) { e.comment_size_true = false, e.comment_size = 9; }) == "rejected zip.comment");
  CHECK(end([](ZipEnd& e) { e.disk = 1; }) == "rejected zip.multi_disk");
  CHECK(end([](ZipEnd& e) { e.directory_disk = 1; }) == "rejected zip.multi_disk");
  CHECK(end([](ZipEnd& e) { e.more_on_disk = 1; }) == "rejected zip.multi_disk");
  CHECK(end([](ZipEnd& e) { e.more_in_all = e.more_on_disk = 1; }) == "rejected zip.bad_header");
  CHECK(end([](ZipEnd& e) { e.more_in_all = e.more_on_disk = -1; }) == "rejected zip.directory_misplaced");
  CHECK(end([](ZipEnd& e) { e.more_in_all = e.more_on_disk = -14; }) == "rejected zip.empty");
  CHECK(end([](ZipEnd& e) { e.more_in_all = e.more_on_disk = 5000; }) == "rejected zip.too_many_files");
  CHECK(end([](ZipEnd& e) { e.more_in_all = e.more_on_disk = 0xffff - 14; }) == "rejected zip.zip64");
  CHECK(end([](ZipEnd& e) { e.directory_size = 1; }) == "rejected zip.directory_misplaced");
  CHECK(end([](ZipEnd& e) { e.directory_offset = -1; }) == "rejected zip.directory_misplaced");
  CHECK(end([](ZipEnd& e) { e.directory_offset = -1, e.directory_size = 1; }) == "rejected zip.bad_header");
  // A comment that holds an end record of its own: the last one is not the only one.
  CHECK(end([](ZipEnd& e) { e.comment = std::string("PK\5\6", 4) + std::string(18, '\0'); }) == "rejected zip.empty");
  const std::string ours = sample_bundle();
  CHECK(end([&](ZipEnd& e) { e.comment = ours.substr(ours.size() - 22); }) == "rejected zip.directory_misplaced");
}

TEST_CASE("zip: the two headers of an entry disagree, field by field") {
  const std::string bad = "rejected zip.headers_disagree";
  // The record, and a piece of evidence, whose header may be read later.
  for (const auto& [entry, foreign] : {std::pair(3, false), {3, true}, {4, false}, {4, true}}) {
    CAPTURE(entry);
    CAPTURE(foreign);
    const auto local = [&](auto change) {
      return with([&](ZipParts& p) {
        if (foreign) repack(p);
        change(p.entries[static_cast<std::size_t>(entry)].local);
      });
    };
    CHECK(local([](Header& h) { h.needed = 10; }) == bad);
    CHECK(local([](Header& h) { h.flags = 0x800; }) == bad);
    CHECK(local([](Header& h) { h.method = 8; }) == bad);
    CHECK(local([](Header& h) { h.time ^= 1; }) == bad);
    CHECK(local([](Header& h) { h.date ^= 1; }) == bad);
    CHECK(local([](Header& h) { h.crc32 ^= 1; }) == bad);
    CHECK(local([](Header& h) { h.crc32 = 0; }) == bad);
    CHECK(local([](Header& h) { h.size += 1; }) == bad);
    CHECK(local([](Header& h) { h.packed_size += 1; }) == bad);
    CHECK(local([](Header& h) { h.name += "x"; }) == bad);
    CHECK(local([](Header& h) { h.name.back() = 'x'; }) == bad);
  }
}

TEST_CASE("zip: overlapping entries (Fifield) and offsets that lie") {
  const auto keep_offsets = [](ZipParts& p) {
    p.keep_offsets = true;
    std::uint32_t at = 0;
    for (ZipEntry& e : p.entries) {
      e.central.offset = at;
      at += static_cast<std::uint32_t>(30 + e.local.name.size() + e.data.size());
    }
  };
  // Two directory entries share one body.
  CHECK(with([&](ZipParts& p) {
          keep_offsets(p);
          ZipEntry again = p.entries[3];
          again.in_file = false;
          again.central.name = top + "/data/x";
          p.entries.push_back(again);
        }) == "rejected zip.not_contiguous");
  // A local header quoted inside another entry's data.
  CHECK(with([&](ZipParts& p) {
          keep_offsets(p);
          p.entries[5].central.offset = p.entries[4].central.offset + 40;
        }) == "rejected zip.not_contiguous");
  CHECK(with_entry([](ZipEntry& e) { both(e, [](Header& h) { h.size = h.packed_size += 1; }); }, 4) ==
        "rejected zip.not_contiguous");
  CHECK(with_entry([](ZipEntry& e) { both(e, [](Header& h) { h.size = h.packed_size -= 1; }); }, 4) ==
        "rejected zip.not_contiguous");
  CHECK(with_entry([](ZipEntry& e) { both(e, [](Header& h) { h.size = h.packed_size = 0x20000000; }); }, 13) ==
        "rejected zip.not_contiguous");
}

TEST_CASE("zip: in one list only") {
  CHECK(with_entry([](ZipEntry& e) { e.in_directory = false; }) == "rejected zip.not_contiguous");
  CHECK(with_entry([](ZipEntry& e) { e.in_directory = false; }, 13) == "rejected zip.hidden_bytes");
  CHECK(with_entry([](ZipEntry& e) { e.in_file = false; }) == "rejected zip.headers_disagree");
  CHECK(with_entry([](ZipEntry& e) { e.in_file = false; }, 13) == "rejected zip.bad_header");
}

TEST_CASE("zip: features that hide or change something") {
  const auto each = [](auto change) { return with_entry([&](ZipEntry& e) { both(e, change); }); };
  CHECK(each([](Header& h) { h.flags = 1; }) == "rejected zip.encrypted");
  CHECK(each([](Header& h) { h.flags = 1 << 6 | 1; }) == "rejected zip.encrypted");
  CHECK(each([](Header& h) { h.flags = 1 << 13; }) == "rejected zip.encrypted");
  CHECK(each([](Header& h) { h.flags = 1 << 5; }) == "rejected zip.unknown_feature");
  CHECK(each([](Header& h) { h.flags = 1 << 15; }) == "rejected zip.unknown_feature");
  CHECK(each([](Header& h) { h.needed = 45; }) == "rejected zip.unknown_feature");
  for (const std::uint16_t method : {1, 6, 9, 12, 14, 93, 95, 99})
    CHECK(each([&](Header& h) { h.method = method; }) == "rejected zip.unknown_feature");
  CHECK(each([](Header& h) { h.size = 0xffffffff; }) == "rejected zip.zip64");
  CHECK(each([](Header& h) { h.packed_size = 0xffffffff; }) == "rejected zip.zip64");
  CHECK(each([](Header& h) { h.extra = std::string("\1\0\0\0", 4); }) == "rejected zip.zip64");
  CHECK(each([](Header& h) { h.extra = std::string("up\5\0\1xxxx", 9); }) == "rejected zip.unknown_feature");
  CHECK(each([](Header& h) { h.extra = std::string("\x01\x99\0\0", 4); }) == "rejected zip.unknown_feature");
  CHECK(each([](Header& h) { h.extra = "UT"; }) == "rejected zip.bad_header");
  CHECK(each([](Header& h) { h.extra = std::string("UT\x50\0x", 5); }) == "rejected zip.bad_header");
  CHECK(each([](Header& h) { h.extra = std::string("UT\x00\x02", 4) + std::string(512, 'x'); }) ==
        "rejected zip.unknown_feature");
  // In the local header alone.
  CHECK(with_entry([](ZipEntry& e) { e.local.extra = std::string("\1\0\0\0", 4); }) == "rejected zip.zip64");
  CHECK(with_entry([](ZipEntry& e) { e.central.comment = "x"; }) == "rejected zip.comment");
  CHECK(with_entry([](ZipEntry& e) { e.central.disk = 1; }) == "rejected zip.multi_disk");
}

TEST_CASE("zip: links, devices, folders with content") {
  const auto attributes = [](std::uint32_t value) {
    return with([&](ZipParts& p) {
      repack(p);
      p.entries[3].central.attributes = value;
    });
  };
  CHECK(attributes(0100600u << 16) == "unknown-key repacked");
  CHECK(attributes(0x20) == "unknown-key repacked");
  for (const std::uint32_t type : {0120777u, 0060644u, 0020644u, 0010644u, 0140644u, 0040755u})
    CHECK(attributes(type << 16) == "rejected zip.not_a_plain_file");
  CHECK(attributes(0x10) == "rejected zip.not_a_plain_file");
  CHECK(attributes(0x08) == "rejected zip.not_a_plain_file");
  const auto with_folder = [](const ZipEntry& entry) {
    return with([&](ZipParts& p) { p.entries.insert(p.entries.begin(), entry); });
  };
  CHECK(with_folder(folder(top + "/")) == "unknown-key repacked");
  CHECK(with_folder(folder(top + "/data/")) == "unknown-key repacked");
  CHECK(with_folder(folder(top + "/trong/")) == "rejected zip.stray_folder");
  CHECK(with_folder(folder(top + "/DATA/")) == "rejected zip.case_collision");
  CHECK(with_folder(folder(top + "/bagit.txt/")) == "rejected zip.name_conflict");
  CHECK(with_folder(folder(top + "/data/../")) == "rejected zip.unsafe_name");
  ZipEntry full = stored(top + "/data/", "x");
  full.central.attributes = folder("").central.attributes;
  CHECK(with_folder(full) == "rejected zip.folder_with_content");
  ZipEntry link = folder(top + "/data/");
  link.central.attributes = 0120777u << 16;
  CHECK(with_folder(link) == "rejected zip.not_a_plain_file");
  CHECK(with([](ZipParts& p) {
          p.entries.insert(p.entries.begin(), folder(top + "/"));
          p.entries.insert(p.entries.begin(), folder(top + "/"));
        }) == "rejected zip.duplicate_name");
}

TEST_CASE("zip: data descriptors, honest and lying") {
  const auto descriptor = [](const Header& h, bool signature) {
    std::string out = signature ? std::string("PK\7\x8", 4) : std::string();
    for (const std::uint32_t value : {h.crc32, h.packed_size, h.size})
      for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(value >> shift & 0xff);
    return out;
  };
  const auto described = [&](bool signature, auto change) {
    return with([&](ZipParts& p) {
      for (ZipEntry& e : p.entries) {
        both(e, [](Header& h) { h.flags = 1 << 3; });
        e.descriptor = descriptor(e.central, signature);
        e.local.crc32 = e.local.size = e.local.packed_size = 0;
      }
      change(p.entries[3]);
    });
  };
  const auto nothing = [](ZipEntry&) {};
  const std::string bad = "rejected zip.headers_disagree";
  CHECK(described(true, nothing) == "unknown-key repacked");
  CHECK(described(false, nothing) == "unknown-key repacked");
  for (const bool signature : {true, false}) {
    CHECK(described(signature, [](ZipEntry& e) { e.descriptor.back() ^= 1; }) == bad);
    CHECK(described(signature, [](ZipEntry& e) { e.descriptor.clear(); }) == bad);
    CHECK(described(signature, [](ZipEntry& e) { e.descriptor[e.descriptor.size() - 12] ^= 1; }) == bad);
    CHECK(described(signature, [](ZipEntry& e) { e.descriptor += "x"; }) == "rejected zip.not_contiguous");
    CHECK(described(signature, [](ZipEntry& e) { e.local.size = 7; }) == bad);
    CHECK(described(signature, [](ZipEntry& e) { e.local.crc32 = 7; }) == bad);
  }
}

TEST_CASE("zip: bombs are refused by their headers, before anything is inflated") {
  const auto deflating = [](std::uint32_t packed, std::uint32_t size) {
    return with([&](ZipParts& p) {
      ZipEntry bomb = deflated(top + "/data/x", std::string(100, 'x'));
      bomb.data = std::string(packed, '\0');
      both(bomb, [&](Header& h) { h.packed_size = packed, h.size = size; });
      p.entries.insert(p.entries.begin() + 3, bomb);
    });
  };
  CHECK(deflating(100, 100 * limits::inflate_ratio + 1) == "rejected zip.bomb");
  CHECK(deflating(0, 1) == "rejected zip.bomb");
  CHECK(deflating(3 << 20, limits::evidence_bytes + 1) == "rejected zip.file_too_large");
  CHECK(deflating(1 << 20, limits::document_bytes + 1) == "altered bundle.extra_file");
  CHECK(with([](ZipParts& p) {
          for (int i = 0; i < 5; ++i) {
            ZipEntry big = deflated(top + "/data/evidence/x" + std::to_string(i), "x");
            big.data = std::string(3 << 20, '\0');
            both(big, [](Header& h) { h.packed_size = 3 << 20, h.size = 500u << 20; });
            p.entries.push_back(big);
          }
        }) == "rejected zip.bomb");
}

TEST_CASE("zip: a document longer than a document may be is not read into memory") {
  auto members = members_of(sample_bundle());
  member(members, "data/tom-tat.html").content = std::string(limits::document_bytes + 1, 'x');
  rehash(members);
  resign(members, key_number(1));
  ZipParts parts;
  for (const Member& m : members) parts.entries.push_back(stored(m.name, m.content));
  CHECK(answer(build(parts)) == "rejected zip.file_too_large");
}

TEST_CASE("zip: a deflate stream must be whole, and end where it says") {
  const auto packed = [](auto change) {
    return with([&](ZipParts& p) {
      ZipEntry& e = p.entries[3];
      e = deflated(e.local.name, e.data);
      change(e);
    });
  };
  const auto resized = [](ZipEntry& e) {
    both(e, [&](Header& h) { h.packed_size = static_cast<std::uint32_t>(e.data.size()); });
  };
  const std::string bad = "rejected zip.bad_deflate";
  CHECK(packed([](ZipEntry&) {}) == "unknown-key repacked");
  CHECK(packed([&](ZipEntry& e) { e.data += "x", resized(e); }) == bad);
  CHECK(packed([&](ZipEntry& e) { e.data.pop_back(), resized(e); }) == bad);
  CHECK(packed([&](ZipEntry& e) { e.data[0] = '\x07', resized(e); }) == bad);
  CHECK(packed([](ZipEntry& e) { both(e, [](Header& h) { h.size += 1; }); }) == bad);
  CHECK(packed([](ZipEntry& e) { both(e, [](Header& h) { h.size -= 1; }); }) == bad);
  CHECK(packed([](ZipEntry& e) { both(e, [](Header& h) { h.size = 0; }); }) == bad);
  CHECK(packed([&](ZipEntry& e) { e.data.clear(), both(e, [](Header& h) { h.size = 0; }), resized(e); }) == bad);
  CHECK(packed([&](ZipEntry& e) { e.data += deflate_raw("more"), resized(e); }) == bad);
  // Sizes of a stored entry that differ.
  CHECK(with_entry([](ZipEntry& e) { both(e, [](Header& h) { h.size += 1; }); }) == "rejected zip.sizes_disagree");
}

TEST_CASE("zip: right hash, wrong CRC") {
  for (const std::size_t which : {0u, 3u, 4u, 8u, 9u, 13u})  // tag file, document, evidence, signature …
    CHECK(with_entry([](ZipEntry& e) { both(e, [](Header& h) { h.crc32 ^= 1; }); }, which) == "rejected zip.crc_mismatch");
}

TEST_CASE("zip: a lone odd field is damage to our file, not another tool's writing") {
  const auto central = [](auto change) { return with_entry([&](ZipEntry& e) { change(e.central); }); };
  const std::string bad = "rejected zip.bad_header";
  CHECK(central([](Header& h) { h.made_by ^= 1; }) == bad);
  CHECK(central([](Header& h) { h.internal = 1; }) == bad);
  CHECK(central([](Header& h) { h.attributes ^= 1u << 20; }) == bad);
  CHECK(central([](Header& h) { h.attributes |= 1; }) == bad);
}

TEST_CASE("zip: files that are none") {
  CHECK(answer("") == "rejected zip.not_a_zip");
  CHECK(answer("PK") == "rejected zip.not_a_zip");
  CHECK(answer("PK\3\4") == "rejected zip.truncated");
  CHECK(answer(std::string(100, '\0')) == "rejected zip.not_a_zip");
  CHECK(answer("%PDF-1.4 and so on and so on and so on") == "rejected zip.not_a_zip");
  CHECK(answer(std::string("PK\5\6", 4) + std::string(18, '\0')) == "rejected zip.empty");
  CHECK(answer(build({{stored("a/b", "c")}, "", "", "", {}, false})) == "rejected bundle.not_a_bundle");

  struct Huge : Source {
    std::uint64_t size() const override { return limits::bundle_bytes + 1; }
    Status read(std::uint64_t, std::span<std::byte>) const override {
      FAIL("nothing of it should be read");
      return {};
    }
  };
  CHECK(verify_bundle(Huge{}, {}).reason.code == "zip.too_large");
}

TEST_CASE("zip: repacked by other tools, in all they do differently") {
  const auto repacked = [](auto change) {
    return with([&](ZipParts& p) {
      repack(p);
      change(p);
    });
  };
  CHECK(repacked([](ZipParts& p) { std::swap(p.entries[0], p.entries[9]); }) == "unknown-key repacked");
  CHECK(repacked([](ZipParts& p) {
          for (ZipEntry& e : p.entries) {
            const ZipEntry as_was = e;
            e = deflated(e.local.name, e.data);
            e.central.made_by = as_was.central.made_by;
          }
        }) == "unknown-key repacked");
  CHECK(repacked([](ZipParts& p) {
          for (ZipEntry& e : p.entries) {
            e.local.extra = std::string("UT\x9\0\3xxxxyyyyux\xB\0\1\4zzzz\4zzzz", 28);
            e.central.extra = std::string("UT\5\0\3xxxxux\xB\0\1\4zzzz\4zzzz", 24);
            e.central.internal = e.data.size() % 2;
            both(e, [](Header& h) { h.flags = 0x802; });
          }
        }) == "unknown-key repacked");
  const Check check = verify(build([] {
                               ZipParts parts = sample();
                               repack(parts);
                               return parts;
                             }()),
                             register_of("79012345", key_number(1)));
  CHECK(check.verdict == Verdict::valid);
  CHECK(check.container == Container::repacked);
  CHECK(check.reason.code == "bundle.valid_repacked");
}
