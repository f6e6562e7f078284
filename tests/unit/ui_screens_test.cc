// Every screen of a school, drawn: its whole work by presses and typing, and at each stop the frame in every width,
// language and theme is looked over (screen_checks.h). ui_screens_office_test.cc has the office's.
#include <doctest/doctest.h>

#include "gallery.h"
#include "review/return.h"
#include "rubric/builtin_packs.h"

using namespace thuoc;
using namespace thuoc::test;
namespace outside = port::headless;

namespace {

App& app() { return ui::view().app; }

const std::string long_name(
    "Trường Phổ thông dân tộc bán trú Tiểu học và Trung học cơ sở Nguyễn Thị Minh Khai, điểm trường Suối Lội – Khuổi Nặm");

}  // namespace

TEST_CASE("a school's screens: the first, its dialogs, and what is kept on this machine") {
  Visitor school;
  school.other_machine(false);
  Gallery gallery(school);
  school.show();
  gallery.look("start");
  school.press("start.new");
  gallery.look("dialog-new");
  school.press("dialog.new.cancel");
  school.press("start.about");
  gallery.look("dialog-about");
  school.press("dialog.about.close");
  school.press("display");
  gallery.look("dialog-display");
  school.press("dialog.display.close");
  outside::world().fail_become = "browser.no_office";
  school.press("start.office");
  gallery.look("dialog-office-failed");
  school.press("dialog.office.cancel");
  school.drop({{std::string(120, 'x') + " không phải của chúng ta.docx", "gì đó"}});
  gallery.look("notice");

  signed_example(school);
  school.press("home");
  school.press("start.new");
  school.press("dialog.new.ok");
  school.type("/unit/name", long_name);
  school.press("home");
  school.handle({"flush", 0, Json::object()});
  outside::world().stores["dossier"]["hong"] = "{\"format\": \"thuoc-record\", \"version\": 99}";
  school.reload(false);
  outside::world().held_elsewhere = true;
  for (const Shelved& one : app().shelf.all)
    if (one.record) app().dossiers.open(one.id);
  school.show();
  gallery.look("start-with-dossiers");
  for (const Shelved& one : app().shelf.all)
    if (one.record && !one.record->exported) ui::view().dialog_subject = one.id;
  ui::view().dialog = ui::View::Dialog::delete_dossier;
  gallery.look("dialog-delete");
}

TEST_CASE("a school's screens: nothing filled in, and names as long as they get") {
  Visitor school;
  school.other_machine(false);
  Gallery gallery(school);
  school.show();
  school.press("start.new");
  school.press("dialog.new.ok");
  gallery.look("unit-empty");
  school.press("step.2");
  gallery.look("council-empty");
  school.press("council.add");
  school.press("/council/members/0.duties");
  school.type("/council/members/0/name", long_name);
  school.type("/council/decision_date", "31/02/2026");
  gallery.look("council-duties");
  school.press("step.4");
  gallery.look("scoring-empty");
  school.press("step.5");
  gallery.look("evidence-empty");
  school.press("step.6");
  gallery.look("results-empty");
  school.press("step.7");
  gallery.look("hand-in-nothing");
  school.press("step.1");
  school.type("/unit/name", long_name);
  school.type("/unit/code", "79-TH-001-CƠ-SỞ-HAI-VÀ-BA");
  gallery.look("unit-long-name");
  school.press("step.7");
  gallery.look("hand-in-partly");
  outside::world().fail_put = "storage.full";
  school.press("step.1");
  school.type("/unit/address", "Thôn Vườn Ổi");
  school.pass(2000);
  school.show();
  gallery.look("save-failed");
  school.press("step.4");
  gallery.look("save-failed-scoring");
  school.press("home");
  gallery.look("save-failed-start");
}

TEST_CASE("a school's screens: the example filled in, signed, handed in") {
  Visitor school;
  school.other_machine(false);
  Gallery gallery(school);
  school.show();
  const auto files = example_files();
  school.drop({files[0], files[1], files[2], files[3], files[4]});  // the others are not here
  gallery.look("unit");
  school.press("step.2");
  gallery.look("council");
  school.press("step.3");
  gallery.look("figures");
  school.press("step.4");
  for (const char* item : {"1.1", "1.3.lms", "1.4", "1.6.1", "1.7.2", "2.1", "2.3.1"}) {
    school.press(std::string("list.") + item);
    gallery.look(std::string("scoring-") + item);
  }
  school.press("list.1.4");
  school.type("/answers/1.4/points", "70");
  gallery.look("scoring-too-many");
  school.type("/answers/1.4/points", "7,5x");
  gallery.look("scoring-no-number");
  ui::view().reading_question = false;
  gallery.look("scoring-list");
  school.press("step.5");
  gallery.look("evidence-missing");
  school.press("/evidence/mc1.edit");
  gallery.look("evidence-editing");
  school.press("evidence.link");
  school.type("/evidence/mc15/url", "không phải địa chỉ");
  school.press("evidence.document");
  school.drop({{"biên bản.pdf", ""}});
  gallery.look("evidence-own");
  school.press("step.7");
  gallery.look("hand-in-blocked");
}

TEST_CASE("a school's screens: signing, and what an office sends back") {
  Visitor school;
  school.other_machine(false);
  Gallery gallery(school);
  school.show();
  school.drop(example_files());
  school.press("step.6");
  gallery.look("results");
  school.press("step.7");
  gallery.look("hand-in-ready");
  school.press("hand_in.key_new");
  school.type("dialog.key.pass", "mười hai chữ");
  school.type("dialog.key.again", "mười");
  gallery.look("dialog-key");
  school.type("dialog.key.again", "mười hai chữ");
  school.press("dialog.key.ok");
  gallery.look("hand-in-key");
  school.press("hand_in.sign");
  gallery.look("dialog-passphrase");
  school.type("dialog.pass.field", "không phải nó");
  school.press("dialog.pass.ok");
  gallery.look("hand-in-wrong-passphrase");
  school.press("hand_in.sign");
  school.type("dialog.pass.field", "mười hai chữ");
  school.press("dialog.pass.ok");
  REQUIRE(app().dossier.current->exported);
  gallery.look("handed-in");
  app().dossier.current->notice = ReturnNotice{std::string(64, 'a'),
                                               "Ủy ban nhân dân xã Đồi Chim Sẻ",
                                               "Hồ sơ tốt, cần bổ sung một số nội dung trước khi công nhận.",
                                               "2026-05-20",
                                               {{"/answers/1.4", "Bổ sung quyết định phê duyệt học liệu.", ""},
                                                {"/evidence/mc1", "Bản chụp không đọc được.", "2026-05-10"},
                                                {"/unit", "Ghi đủ tên trường.", ""},
                                                {"", "Nộp lại trước hạn.", ""}}};
  gallery.look("returned");
  school.press("step.4");
  school.press("list.1.4");
  gallery.look("returned-item");
  school.type("/answers/1.4/points", "");
  school.press("step.7");
  gallery.look("changed-since");
  school.press("hand_in.sign");
  gallery.look("dialog-incomplete");
}
