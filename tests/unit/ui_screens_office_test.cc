// Every screen of an office, drawn, as ui_screens_test.cc does for a school.
#include <doctest/doctest.h>

#include "base/limits.h"
#include "base/sha256.h"
#include "gallery.h"
#include "round_support.h"
#include "rubric/builtin_packs.h"
#include "school/hand_in.h"

using namespace thuoc;
using namespace thuoc::test;
namespace outside = port::headless;

namespace {

OfficeWork& work() { return ui::work(); }
ui::OfficeView& view() { return ui::office_view(); }

// A school's bundle, by key number `key`.
std::string bundle_of_school(const std::string& code, int key, const std::function<void(Dossier&)>& change = [](Dossier&) {}) {
  Dossier d = full_dossier(code);
  d.unit.name += " " + code;
  change(d);
  const Pack pack = builtin_pack();
  const auto written = bundle_of(d, builtin_pack_json(), pack, score(pack, d.answers), key_number(key), "2026-03-28");
  REQUIRE(written);
  std::string bytes;
  for (const Piece& piece : written->pieces) bytes += std::get<std::string>(piece.content);
  return bytes;
}

const std::string& example_bundle() {
  static const std::string made = [] {
    Visitor school;
    school.other_machine(false);
    school.show();
    return signed_example(school);
  }();
  return made;
}

void name_office(Visitor& office, const std::string& code, const std::string& name) {
  work().store.record([&](Round& r) { r.head.office = {code, name, "xã", "", "Đồi Chim Sẻ", ""}; });
  ui::view().app.keys.make("");
  office.settle();
}

// What an office signs of the example's dossier, on another machine.
struct Signed {
  std::string review, rollup, round;
};
Signed signed_elsewhere(Visitor& office, const std::string& code, int points) {
  const std::string bundle = example_bundle();
  office.other_machine();
  office.drop({{"nop.zip", bundle}});
  name_office(office, code, "UBND xã " + code);
  work().store.name_assessor("Lê Văn Minh");
  work().reviews.assess(sha256_hex(bundle));
  office.settle();
  work().reviews.set_points("1.4", whole_points(points));
  work().reviews.set_words("1.4", "Nhật ký sử dụng chỉ có ở hai khối lớp.", false);
  const auto file = [&] {
    office.settle();
    REQUIRE(work().papers.signing());
    REQUIRE_FALSE(work().papers.signing()->failed);
    return outside::world().saved.at(work().papers.signing()->name);
  };
  Signed all;
  work().reviews.sign("");
  all.review = file();
  work().adding_up.sign("");
  all.rollup = file();
  work().papers.sign_round("");
  all.round = file();
  return all;
}

}  // namespace

TEST_CASE("an office's screens: nothing here yet") {
  Visitor office;
  office.other_machine();
  Gallery gallery(office);
  office.show();
  office.press("start.office");
  for (const auto& [step, name] :
       {std::pair("1", "list"), {"2", "units"}, {"3", "assess"}, {"4", "sample"}, {"5", "recognise"}, {"6", "rollup"}}) {
    office.press(std::string("office.step.") + step);
    gallery.look(std::string("office-empty-") + name);
  }
}

TEST_CASE("an office's screens: files, one of them, and the units") {
  const std::string bundle = example_bundle();
  Visitor office;
  office.other_machine();
  Gallery gallery(office);
  office.show();
  std::string broken = bundle;
  broken[broken.size() / 2] = static_cast<char>(broken[broken.size() / 2] ^ 1);
  const auto named = [](const std::string& name) { return [name](Dossier& d) { d.unit.name = name; }; };
  const std::string clash = bundle_of_school("MH-0002", 3, named("Trường TH Nà Sác"));
  office.drop({{"cds-MH-0417.zip", bundle},
               {"sao chép lỗi của trường Đồi Chim Sẻ (bản cuối cùng, đã sửa).zip", broken},
               {"ảnh lớp.zip", std::string("PK\x05\x06") + std::string(18, '\0')},
               {"một.zip", bundle_of_school("MH-0001", 1)},
               {"hai.zip", bundle_of_school("MH-0002", 2)},
               {"hai nữa.zip", clash},
               {"ba.zip",
                bundle_of_school("MH-0003", 4, named("Trường Phổ thông dân tộc bán trú Tiểu học và THCS Suối Lội – Khuổi Nặm"))},
               {"lạ.zip", bundle_of_school("XX-0009", 5)}});
  gallery.look("office-list");
  {  // shared/look.md D: the list is what one came for
    office.width = 1366, office.height = 768;
    office.show();
    const FrameCheck frame(port::headless::world().mirror, 1366, 768);
    const auto head = frame.rect_of("office.table.head"), row = frame.rect_of("office.một.zip");
    REQUIRE(head);
    REQUIRE(row);
    CHECK(head->y <= 216);
    CHECK((768 - head->y - head->h) / row->h >= 10);
  }
  office.press("office.filters");
  office.press("office.charts");
  office.press("office.pick");
  view().files.picked->insert("một.zip");
  office.tick("office.by_commune");
  gallery.look("office-list-unfolded");
  office.press("office.pick");
  office.type("office.search", "không có gì như thế");
  gallery.look("office-list-found-nothing");
  office.type("office.search", "");
  office.press("office.filters");
  office.press("office.charts");
  for (const char* name : {"cds-MH-0417.zip", "sao chép lỗi của trường Đồi Chim Sẻ (bản cuối cùng, đã sửa).zip"}) {
    office.press("office." + std::string(name) + ".open");
    gallery.look(std::string("office-file-") + (name[0] == 'c' ? "sound" : "altered"));
    office.press("office_file.back");
  }
  work().keys.confirm("MH-0001", key_line(key_number(8).public_key()));
  office.height = 2000;  // its row is far down
  office.show();
  office.press("office.một.zip.open");
  gallery.look("office-file-other-key");
  office.press("office_file.back");

  office.press("office.step.2");
  gallery.look("units-of-files");
  office.press("units.paste");
  gallery.look("units-paste");
  office.press("units.paste");
  std::string lines =
      "Mã trường\tTên trường\tCấp học\tE-mail\tXã\n\tTrường không có mã\t\t\t\nMH-0417\tTrường THCS Đồi Chim "
      "Sẻ\tTHCS\tvanthu@truong.example\tMẫu Sơn\n";
  for (int i = 1; i <= 4; ++i)
    lines += "MH-000" + std::to_string(i) + "\tTrường số " + std::to_string(i) + " Mẫu Sơn\tlạ\tso@truong.example\tMẫu Sơn\n";
  work().unit_lists.read({{"text", lines}}, "danh sách.csv");
  office.show();
  gallery.look("units-read");
  office.press("units.add");
  office.type("units.deadline", "1/4/2026");
  gallery.look("units-table");
  office.press("units.keys");
  work().keys.confirm_office("79-101", "UBND phường Một", key_line(key_number(7).public_key()));
  office.show();
  gallery.look("units-keys");
  office.press("units.keys");
  office.press("units.share");
  gallery.look("units-share");
  office.press("units.share");
  for (const char* code : {"XX-0009", "MH-0004", "MH-0002", "MH-0001"}) {
    view().units.unit = code;
    office.show();
    gallery.look("unit-" + std::string(code));
  }
}

TEST_CASE("an office's screens: assessing, returning, what colleagues and strangers bring") {
  const std::string bundle = example_bundle();
  Visitor office;
  const Signed colleague = signed_elsewhere(office, "XA-0417", 8), stranger = signed_elsewhere(office, "XA-0999", 2);
  office.other_machine();
  Gallery gallery(office);
  office.drop({{"cds-MH-0417.zip", bundle}, {"một.zip", bundle_of_school("MH-0001", 1)}});
  office.press("office.step.3");
  gallery.look("assess-units");
  office.press("assess.unit." + sha256_hex(bundle) + ".open");
  gallery.look("assess-list");
  office.type("assess.me", "Trần Thị Lan");
  office.press("assess.team");
  office.press("assess.list.1.4");
  office.type("assess.points.1.4", "4");
  office.type("assess.reason.1.4", "Nhật ký sử dụng chỉ có ở hai khối lớp.");
  gallery.look("assess-item");
  office.press("assess.next");
  office.type("assess.points.1.5.1", "bốn");
  gallery.look("assess-no-number");
  office.type("assess.points.1.5.1", "");
  office.press("assess.question");
  office.press("assess.to_return");
  office.press("return.questions");
  office.type("return.deadline", "20/05/2026");
  if (office.find("return.0.words")) office.type("return.0.words", "Bổ sung nhật ký sử dụng của học kỳ II.");
  gallery.look("return");
  name_office(office, "XA-0417", "UBND xã Đồi Chim Sẻ");
  office.show();
  office.press("return.sign");
  gallery.look("returned-signed");
  office.press("return.back");

  office.drop({{"dong-nghiep.zip", colleague.review}});
  gallery.look("asked");
  REQUIRE_FALSE(work().inbox.asked.empty());
  const SignerFound signer = work().inbox.asked.front().signers.front();
  office.press("asked.confirm." + signer.key_id + (work().trusted.of("review", "XA-0417").empty() ? "" : ".beside"));
  REQUIRE(work().inbox.merging);
  gallery.look("merge");
  office.press("merge.accept");
  office.drop({{"vong.zip", stranger.round}});
  gallery.look("round-of-a-stranger");
  office.press("round.open");
  gallery.look("merge-round");
  if (work().inbox.merging) office.press("merge.drop");
  KeyOffer offer{.from = "danh bạ khóa.txt"};
  offer.conflicts.push_back({.code = "MH-0417", .name = "Trường THCS Đồi Chim Sẻ", .key = key_line(key_number(5).public_key())});
  work().keys.offer_keys(std::move(offer));
  office.show();
  gallery.look("keys-offered");
}

TEST_CASE("an office's screens: sample, recognition, adding up, signing") {
  const std::string bundle = example_bundle();
  Visitor office;
  const Signed lower = signed_elsewhere(office, "XA-0999", 2);
  office.other_machine();
  Gallery gallery(office);
  std::vector<std::pair<std::string, std::string>> files = {{"cds-MH-0417.zip", bundle}};
  for (int i = 1; i <= 5; ++i)
    files.emplace_back(std::to_string(i) + ".zip", bundle_of_school("MH-000" + std::to_string(i), i, [&](Dossier& d) {
                         d.unit.level = i % 2 ? "th" : "thpt";
                         d.difficulties = "Đường truyền còn chậm; thiếu kinh phí.";
                         d.proposals = i % 2 ? "Hỗ trợ máy tính cho học sinh." : "";
                       }));
  office.drop(files);
  office.press("office.step.4");
  gallery.look("sample-to-draw");
  office.type("sample.percent", "ba mươi");
  gallery.look("sample-no-number");
  office.type("sample.percent", "50");
  office.press("sample.draw");
  office.press("sample.how");
  office.press("sample.team_add");
  office.type("sample.team.0.members", "Trần Thị Lan, Lê Văn Minh");
  office.type("sample.team.0.from", "32/13/2026");
  gallery.look("sample-drawn");
  office.press("office.step.5");
  gallery.look("recognise-to-propose");
  office.press("recognise.add_all");
  work().reviews.assess(sha256_hex(bundle));
  office.settle();
  work().store.name_assessor("Trần Thị Lan");
  work().reviews.set_points("1.4", whole_points(4));
  office.press("office.step.5");
  office.type("recognise.number", "128/QĐ-UBND");
  office.type("recognise.date", "25/05/2026");
  office.type("recognise.title", "CHỦ TỊCH");
  gallery.look("recognise");
  ui::view().app.keys.make("mười hai chữ");
  office.settle();
  work().store.record([](Round& r) { r.head.office = {"XA-0417", "UBND xã Đồi Chim Sẻ", "xã", "", "", ""}; });
  office.show();
  if (office.find("recognise.open_seen")) office.tick("recognise.open_seen");
  office.press("recognise.sign");
  gallery.look("dialog-office-passphrase");
  office.type("dialog.pass.field", "không phải nó");
  office.press("dialog.pass.ok");
  gallery.look("recognise-wrong-passphrase");
  office.press("recognise.sign");
  office.type("dialog.pass.field", "mười hai chữ");
  office.press("dialog.pass.ok");
  gallery.look("recognised");
  office.press("office.step.6");
  office.press("rollups.2...all");
  gallery.look("rollup");
  office.tick("rollups.side=1");
  office.drop({{"tong-hop.zip", lower.rollup}});
  work().keys.confirm_office("XA-0999", "UBND xã XA-0999", key_line(key_number(9).public_key()));
  office.show();
  gallery.look("asked-instead");
  work().inbox.drop_asked();
  work().adding_up.refused =
      Refused{"tong-hop-sai.zip", {Error{"rollup.cell_differs", {}, {}}, Error{"rollup.cell_differs", {}, {}}}};
  office.press("office.step.6");
  gallery.look("rollup-refused");
}
