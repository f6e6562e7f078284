// Fields that write into the open dossier, and the few ways to put values into words.
#include "base/date.h"
#include "base/limits.h"
#include "base/strict.h"
#include "base/utf8.h"
#include "paper/format.h"
#include "ui/frame.h"
#include "ui/view.h"

namespace thuoc::ui {

namespace {

// A value of the open dossier of any kind: `set` gets it, none where the field was emptied.
template <typename Value, typename Parse, typename Set>
void bound_value(std::string_view pointer, std::string_view label, const std::string& shown, const Parse& parse, const Set& set,
                 const FieldStyle& style) {
  typed_field({.id = pointer,
               .label = label,
               .value = shown,
               .wrong = wrong_by(parse),
               .set =
                   [&](const std::string& text) {
                     view().app.dossier.edit(pointer, shown, text, [&](Dossier& d) {
                       set(d, text.empty() ? std::optional<Value>() : std::optional<Value>(*parse(text)));
                     });
                   },
               .left = [] { view().app.dossier.field_left(); }},
              style);
}

}  // namespace

std::string_view tr(std::string_view key) { return text(view().app.display.lang, key); }
std::string tr_with(std::string_view key, const Args& args) { return text(view().app.display.lang, key, args); }
std::string tr(std::string_view key, std::initializer_list<Slot> slots) {
  Args args;
  for (const Slot& slot : slots) args.emplace_back(slot.name, slot.value);
  return tr_with(key, args);
}

std::optional<Error> too_long(std::string_view text) {
  if (text.size() <= limits::text_bytes) return std::nullopt;
  return Error{"json.text_too_long", {}, {{"bytes", std::to_string(text.size())}, {"limit", std::to_string(limits::text_bytes)}}};
}

void typed_field(const TypedField& field, FieldStyle style) {
  View& v = view();
  const std::string id(field.id);
  const auto draft = v.drafts.find(id);
  const std::string shown = draft != v.drafts.end() ? draft->second : std::string(field.value);
  const auto why_not = [&](const std::string& text) {
    const auto wrong = text.empty() ? std::nullopt : field.wrong(text);
    return wrong ? message(*wrong, v.app.display.lang) : std::string();
  };
  const std::string why = draft != v.drafts.end() ? why_not(shown) : "";
  // While it is being typed nearly everything is wrong ("5/9/20"): said quietly, and as an error
  // only once the field is left.
  if (!why.empty()) (frame().focused == node_id(id) ? style.help : style.error) = why;
  const Typed typed = ui::field(id, field.label, shown, style);
  if (typed.changed) {
    const std::string text = clean_text(typed.text, style.multi_line);
    // While typing the text stays as typed; the value behind it is what was made of it.
    v.drafts.erase(id);
    if (!why_not(text).empty()) v.drafts[id] = text;
    else if (text != field.value) field.set(text);
  }
  if (!typed.left) return;
  field.left();
  // The words beside the field are not heard from where one is now.
  if (const auto left = v.drafts.find(id); left != v.drafts.end())
    v.app.notices.announce(std::string(field.label) + ": " + why_not(left->second));
}

void bound_text(std::string_view pointer, std::string_view label, const std::string& value,
                const std::function<std::string*(Dossier&)>& find, FieldStyle style) {
  typed_field({.id = pointer,
               .label = label,
               .value = value,
               .wrong = too_long,
               .set =
                   [&](const std::string& text) {
                     view().app.dossier.edit(pointer, value, text, [&](Dossier& d) {
                       if (std::string* const place = find(d)) *place = text;
                     });
                   },
               .left = [] { view().app.dossier.field_left(); }},
              style);
}

void bound_date(std::string_view pointer, std::string_view label, const std::string& iso,
                const std::function<std::string*(Dossier&)>& find, FieldStyle style) {
  style.placeholder = tr("ui.date_placeholder");
  bound_value<Date>(
      pointer, label, shown_date(iso), [](std::string_view typed) { return parse_typed_date(typed); },
      [&](Dossier& d, std::optional<Date> value) {
        if (std::string* const place = find(d)) *place = value ? to_iso(*value) : "";
      },
      style);
}

void bound_school_year(std::string_view pointer, std::string_view label, const std::string& value,
                       const std::function<std::string*(Dossier&)>& find, FieldStyle style) {
  bound_value<std::string>(
      pointer, label, value,
      [](std::string_view typed) -> Result<std::string> {
        if (is_school_year(typed)) return std::string(typed);
        return fail("json.bad_school_year", {}, {{"value", shortened(typed)}});
      },
      [&](Dossier& d, const std::optional<std::string>& year) {
        if (std::string* const place = find(d)) *place = year.value_or("");
      },
      style);
}

void bound_number(std::string_view pointer, std::string_view label, std::optional<std::int64_t> value,
                  const std::function<void(Dossier&, std::optional<std::int64_t>)>& set, FieldStyle style) {
  style.keyboard = port::decimal;
  bound_value<std::int64_t>(pointer, label, value ? std::to_string(*value) : "", parse_typed_whole, set, style);
}

void bound_points(std::string_view pointer, std::string_view label, std::optional<Points> value,
                  const std::function<void(Dossier&, std::optional<Points>)>& set, FieldStyle style) {
  style.keyboard = port::decimal;
  bound_value<Points>(
      pointer, label, value ? to_display(*value, view().app.display.lang) : "",
      [](std::string_view typed) { return parse_typed_points(typed); }, set, style);
}

std::string size_text(std::uint64_t bytes) {
  // Binary, as Windows and the mail limit count.
  constexpr std::uint64_t kilo = 1u << 10, mega_bytes = 1u << 20;
  const bool mega = bytes + kilo / 2 >= mega_bytes;
  const std::uint64_t unit = mega ? mega_bytes : kilo, tenths = (bytes * 10 + unit / 2) / unit;
  std::string out = std::to_string(tenths / 10);
  if (tenths % 10 && tenths < 1000) { out += (view().app.display.lang == Lang::vi ? "," : ".") + std::to_string(tenths % 10); }
  return out + (mega ? " MB" : " KB");
}

std::string level_name(const Group& group, int level) {
  for (const Band& band : group.levels.bands) {
    if (band.level == level) return band.name.in(view().app.display.lang);
  }
  return std::to_string(level);
}

const Group* find_group(const Pack& pack, std::string_view id) {
  for (const Group& group : pack.groups) {
    if (group.id == id) return &group;
  }
  return nullptr;
}

std::string numbered(std::string_view number, const Words& title) {
  return thuoc::numbered(std::string(number), title.in(view().app.display.lang));
}

std::string sure_mark(const Sure& sure) {
  switch (sure.certainty) {
    case Certainty::confirmed: return {};
    case Certainty::single_source: return std::string(tr("ui.sure_single"));
    case Certainty::provisional: break;
  }
  return std::string(tr("ui.sure_provisional"));
}

}  // namespace thuoc::ui
