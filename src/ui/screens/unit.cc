// Đơn vị: who the school is, who leads it, whom the dossier goes to.
#include <array>

#include "ui/view.h"

namespace thuoc::ui {

namespace {

void part(std::string_view title) {
  text(title, {.size = px::subheading, .bold = true, .role = port::Role::heading, .level = 2});
  gap(4);
}

// `of` says whose in every label: "Họ và tên thủ trưởng", so that no two fields have one name.
void person(std::string_view root, std::string_view title, std::string_view of, const Person& value, Person Unit::* whose,
            bool required) {
  auto place = [&](std::string Person::* part) { return [whose, part](Dossier& d) { return &((d.unit.*whose).*part); }; };
  const std::string base(root);
  const Args args = {{"of", std::string(of)}};
  part(title);
  columns({1, 1}, 16, is_narrow());
  bound_text(base + "/name", tr_with("ui.person_name", args), value.name, place(&Person::name), {.required = required});
  next_column();
  bound_text(base + "/title", tr_with("ui.person_title", args), value.title, place(&Person::title));
  end_columns();
  columns({1, 1}, 16, is_narrow());
  bound_text(base + "/phone", tr_with("ui.person_phone", args), value.phone, place(&Person::phone),
             {.keyboard = port::telephone});
  next_column();
  bound_text(base + "/email", tr_with("ui.person_email", args), value.email, place(&Person::email), {.keyboard = port::email});
  end_columns();
}

void unit_text(std::string_view pointer, std::string_view label, const std::string& value, std::string Unit::* part,
               FieldStyle style = {}) {
  bound_text(pointer, label, value, [part](Dossier& d) { return &(d.unit.*part); }, style);
}

}  // namespace

void unit_screen() {
  App& app = view().app;
  const OpenDossier& current = *app.dossier.current;
  const Unit& u = current.editor.dossier().unit;
  const Pack& pack = current.editor.pack();
  heading(1, tr("ui.unit_title"));
  asked_here("/unit");
  text(tr("ui.unit_text"), {.color = theme.muted});
  gap(20);

  unit_text("/unit/name", tr("ui.unit_name"), u.name, &Unit::name, {.required = true});
  columns({1, 1}, 16, is_narrow());
  unit_text("/unit/code", tr("ui.unit_code"), u.code, &Unit::code, {.help = tr("ui.unit_code_help"), .required = true});
  next_column();
  bound_school_year("/school_year", tr("ui.school_year"), current.editor.dossier().school_year,
                    [](Dossier& d) { return &d.school_year; }, {.help = tr("ui.school_year_help"), .required = true});
  end_columns();

  std::vector<port::Option> levels;
  levels.push_back({"", std::string(tr("ui.choose"))});
  for (const Pack::UnitLevel& level : pack.unit_levels) levels.push_back({level.id, level.title.in(app.display.lang)});
  const std::array<port::Option, 4> ownerships = {port::Option{"", std::string(tr("ui.choose"))},
                                                  {"public", std::string(tr("ui.own_public"))},
                                                  {"people-founded", std::string(tr("ui.own_people"))},
                                                  {"private", std::string(tr("ui.own_private"))}};
  columns({1, 1}, 16, is_narrow());
  if (const int chosen =
          select("/unit/level", tr("ui.unit_level"), levels, u.level, {.placeholder = tr("ui.choose"), .required = true});
      chosen >= 0) {
    const std::string to = levels[static_cast<std::size_t>(chosen)].value;
    app.dossier.edit("/unit/level", u.level, to, [&](Dossier& d) { d.unit.level = to; });
    app.dossier.field_left();
  }
  next_column();
  if (const int chosen =
          select("/unit/ownership", tr("ui.unit_ownership"), ownerships, u.ownership, {.placeholder = tr("ui.choose")});
      chosen >= 0) {
    const std::string to = ownerships[static_cast<std::size_t>(chosen)].value;
    app.dossier.edit("/unit/ownership", u.ownership, to, [&](Dossier& d) { d.unit.ownership = to; });
    app.dossier.field_left();
  }
  end_columns();

  unit_text("/unit/address", tr("ui.address"), u.address, &Unit::address);
  columns({1, 1}, 16, is_narrow());
  unit_text("/unit/commune", tr("ui.commune"), u.commune, &Unit::commune);
  next_column();
  unit_text("/unit/province", tr("ui.province"), u.province, &Unit::province);
  end_columns();
  columns({1, 1, 1}, 16, is_narrow());
  unit_text("/unit/phone", tr("ui.phone"), u.phone, &Unit::phone, {.keyboard = port::telephone});
  next_column();
  unit_text("/unit/email", tr("ui.email"), u.email, &Unit::email, {.keyboard = port::email});
  next_column();
  unit_text("/unit/website", tr("ui.website"), u.website, &Unit::website, {.keyboard = port::url});
  end_columns();

  gap(12);
  person("/unit/head", tr("ui.head"), tr("ui.of_head"), u.head, &Unit::head, true);
  gap(12);
  person("/unit/contact", tr("ui.contact"), tr("ui.of_contact"), u.contact, &Unit::contact, false);

  gap(12);
  part(tr("ui.receiver_title"));
  muted(tr("ui.receiver_text"));
  gap(8);
  columns({1, 1}, 16, is_narrow());
  unit_text("/unit/receiver", tr("ui.receiver"), u.receiver, &Unit::receiver);
  next_column();
  unit_text("/unit/receiver_email", tr("ui.receiver_email"), u.receiver_email, &Unit::receiver_email, {.keyboard = port::email});
  end_columns();
  gap(8);
}

}  // namespace thuoc::ui
