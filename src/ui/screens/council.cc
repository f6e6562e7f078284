// Hội đồng tự đánh giá: its decision, its members, and who answers for which criterion.
#include <algorithm>
#include <array>

#include "base/limits.h"
#include "ui/view.h"

namespace thuoc::ui {

namespace {

constexpr std::array<std::string_view, 4> roles = {"chair", "vice-chair", "secretary", "member"};

void duties(const Pack& pack, const Member& member, std::size_t index) {
  App& app = view().app;
  for (const Group& group : pack.groups) {
    muted(numbered(group.number, group.title));
    for (const Criterion& criterion : group.criteria) {
      const bool has = std::ranges::find(member.duties, criterion.id) != member.duties.end();
      const std::string id = "/council/members/" + std::to_string(index) + "/duties/" + criterion.id;
      if (checkbox(id, numbered(criterion.number, criterion.title), has)) {
        app.dossier.edit(id, has ? "x" : "", has ? "" : "x", [&](Dossier& d) {
          auto& list = d.council.members[index].duties;
          if (has) {
            std::erase(list, criterion.id);
          } else {
            list.push_back(criterion.id);
          }
        });
        app.dossier.field_left();
      }
    }
    gap(8);
  }
}

void add_member() {
  App& app = view().app;
  const std::string pointer = "/council/members/" + std::to_string(app.dossier.current->editor.dossier().council.members.size());
  app.dossier.edit(pointer, "", "",
                   [](Dossier& d) { d.council.members.push_back({"", "", d.council.members.empty() ? "chair" : "member", {}}); });
  app.dossier.field_left();
  app.navigation.focus_pointer = pointer + "/name";
}

void remove_member(std::size_t index) {
  View& v = view();
  v.open_member.clear();
  // The others move up: what was typed and is no value yet would stand in another's field.
  std::erase_if(v.drafts, [](const auto& draft) { return draft.first.starts_with("/council/members"); });
  const std::vector<Member>& members = v.app.dossier.current->editor.dossier().council.members;
  v.app.dossier.edit("/council/members/" + std::to_string(index), members[index].name, "", [index](Dossier& d) {
    d.council.members.erase(d.council.members.begin() + static_cast<std::ptrdiff_t>(index));
  });
  v.app.dossier.field_left();
}

void member_card(const Pack& pack, const Member& member, std::size_t index) {
  View& v = view();
  App& app = v.app;
  const std::string base = "/council/members/" + std::to_string(index);
  const std::string number = std::to_string(index + 1);
  auto place = [index](std::string Member::* part) {
    return [index, part](Dossier& d) { return index < d.council.members.size() ? &(d.council.members[index].*part) : nullptr; };
  };
  {
    const Region in_item(port::Role::listitem, base);
    const Card in_card(theme.card, theme.line, 18);
    columns({1, 1, 180}, 16, is_narrow());
    bound_text(base + "/name", tr("ui.member_name", {{"number", number}}), member.name, place(&Member::name));
    next_column();
    bound_text(base + "/position", tr("ui.member_position", {{"number", number}}), member.position, place(&Member::position));
    next_column();
    std::vector<port::Option> options;
    for (const std::string_view role : roles) {
      options.push_back({std::string(role), std::string(tr("ui.role_" + std::string(role)))});
    }
    if (const int chosen = select(base + "/role", tr("ui.member_role", {{"number", number}}), options, member.role);
        chosen >= 0) {
      const std::string to(roles[static_cast<std::size_t>(chosen)]);
      app.dossier.edit(base + "/role", member.role, to, [&](Dossier& d) { d.council.members[index].role = to; });
      app.dossier.field_left();
    }
    end_columns();

    const bool open = v.open_member == base;
    std::string summary;
    for (const std::string& duty : member.duties) {
      const Criterion* criterion = pack.criterion(duty);
      if (!summary.empty()) summary += ", ";
      summary += criterion && !criterion->number.empty() ? criterion->number
                 : criterion                             ? criterion->title.in(app.display.lang)
                                                         : duty;
    }
    text(summary.empty() ? std::string(tr("ui.duties_none")) : tr("ui.duties_are", {{"list", summary}}),
         {.size = px::small, .color = theme.muted});
    gap(8);
    if (open) duties(pack, member, index);
    const int pressed = buttons({
        {base + ".duties",
         tr(open ? "ui.duties_close" : "ui.duties_open", {{"number", number}}),
         {.small = true, .shown = tr(open ? "ui.duties_close_short" : "ui.duties_open_short")}},
        {base + ".remove",
         tr("ui.member_remove", {{"number", number}}),
         {.kind = ButtonStyle::Kind::danger, .small = true, .shown = tr("ui.delete")}},
    });
    if (pressed == 0) v.open_member = open ? "" : base;
    if (pressed == 1) later([index] { remove_member(index); });
  }
  gap(12);
}

}  // namespace

void council_screen() {
  App& app = view().app;
  heading(1, tr("ui.council_title"));
  asked_here("/council");
  text(tr("ui.council_text"), {.color = theme.muted});
  gap(20);
  const Council& council = app.dossier.current->editor.dossier().council;
  columns({1, 1}, 16, is_narrow());
  bound_text("/council/decision_number", tr("ui.decision_number"), council.decision_number,
             [](Dossier& d) { return &d.council.decision_number; });
  next_column();
  bound_date("/council/decision_date", tr("ui.decision_date"), council.decision_date,
             [](Dossier& d) { return &d.council.decision_date; });
  end_columns();
  heading(2, tr("ui.members"));
  gap(4);
  {
    const Region in_list(port::Role::list, "/council/members", tr("ui.members"));
    for (std::size_t i = 0; i < council.members.size(); ++i) {
      member_card(app.dossier.current->editor.pack(), council.members[i], i);
    }
  }
  const bool full = council.members.size() >= limits::council_members;
  if (full) muted(tr("ui.members_full", {{"limit", std::to_string(limits::council_members)}}));
  if (button("council.add", tr("ui.member_add"), {.disabled = full})) later(add_member);
  gap(12);
}

}  // namespace thuoc::ui
