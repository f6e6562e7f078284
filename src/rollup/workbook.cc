#include "rollup/workbook.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <memory>

#include "base/date.h"
#include "base/utf8.h"
#include "rollup/memory_file.h"

namespace thuoc {
namespace {

// Excel's own: a longer text is refused whole.
constexpr std::size_t cell_characters = 32'767;

struct Close {
  void operator()(lxw_workbook* book) const { lxw_workbook_free(book); }
};

std::string cut(const std::string& text) {
  return text.size() <= cell_characters ? text : std::string(cut_at(text, cell_characters - 3)) + "…";
}

// The library takes a name that begins with "=" for a formula; one with a blank before it is the text it was.
std::string chart_text(const std::string& text) { return text.starts_with('=') ? " " + text : text; }

class Writer {
 public:
  Writer(lxw_workbook* book, const Rollup& rollup, const Pack& pack, const Form& form, Lang lang)
      : book_(book), rollup_(rollup), pack_(pack), form_(form), lang_(lang) {
    base_ = format();
    title_ = format([](lxw_format* f) {
      format_set_bold(f);
      format_set_font_size(f, 14);
      format_set_align(f, LXW_ALIGN_CENTER);
      format_set_text_wrap(f);
    });
    centred_ = format([](lxw_format* f) {
      format_set_align(f, LXW_ALIGN_CENTER);
      format_set_text_wrap(f);
    });
    bold_ = format([](lxw_format* f) { format_set_bold(f); });
    wrapped_ = format([](lxw_format* f) {
      format_set_text_wrap(f);
      format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
    });
    head_ = format([](lxw_format* f) {
      format_set_bold(f);
      format_set_border(f, LXW_BORDER_THIN);
      format_set_align(f, LXW_ALIGN_CENTER);
      format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
      format_set_text_wrap(f);
      format_set_bg_color(f, 0xE8EEF7);
    });
    for (const bool strong : {false, true}) {
      const auto boxed = [&](const char* number, auto... more) {
        return format([&](lxw_format* f) {
          format_set_border(f, LXW_BORDER_THIN);
          if (strong) format_set_bold(f);
          if (number) format_set_num_format(f, number);
          (more(f), ...);
        });
      };
      text_[strong] = boxed(nullptr, [](lxw_format* f) { format_set_text_wrap(f); });
      count_[strong] = boxed("#,##0");
      percent_[strong] = boxed("0.00");
    }
    points_ = format([](lxw_format* f) { format_set_num_format(f, "0.##"); });
    date_ = format([](lxw_format* f) { format_set_num_format(f, "dd/mm/yyyy"); });
  }

  void write() {
    table_sheet(Side::self, "rollup.sheet.self");
    const auto assessed = [](const UnitResult& unit) { return !unit.external.empty(); };
    has_external_ = std::ranges::any_of(rollup_.units, assessed);
    if (has_external_) table_sheet(Side::external, "rollup.sheet.external");
    units_sheet();
    // The page's list keeps no points of single items.
    if (std::ranges::any_of(rollup_.units, [](const UnitResult& unit) { return !unit.items.empty(); })) items_sheet();
    notes_sheet();
  }

 private:
  lxw_format* format(const std::function<void(lxw_format*)>& set = {}) {
    lxw_format* const f = workbook_add_format(book_);
    format_set_font_name(f, "Times New Roman");
    format_set_font_size(f, 12);
    if (set) set(f);
    return f;
  }

  std::string say(std::string_view key, const Args& args = {}) const { return text(lang_, key, args); }

  void put(lxw_row_t row, lxw_col_t col, const std::string& text, lxw_format* f) {
    worksheet_write_string(sheet_, row, col, cut(text).c_str(), f);
  }
  void put(lxw_row_t row, lxw_col_t col, std::int64_t number, lxw_format* f) {
    worksheet_write_number(sheet_, row, col, static_cast<double>(number), f);
  }
  // Numbers of a workbook are floating point whoever writes them; hundredths survive that exactly.
  void put_hundredths(lxw_row_t row, lxw_col_t col, std::int64_t hundredths, lxw_format* f) {
    worksheet_write_number(sheet_, row, col, static_cast<double>(hundredths) / 100, f);
  }
  void put_date(lxw_row_t row, lxw_col_t col, const std::string& iso) {
    const auto day = parse_iso_date(iso.substr(0, 10));
    if (!day) return put(row, col, iso, base_);
    lxw_datetime when{day->year, day->month, day->day, 0, 0, 0};
    worksheet_write_datetime(sheet_, row, col, &when, date_);
  }
  void merge(lxw_row_t row, lxw_col_t from, lxw_col_t to, const std::string& text, lxw_format* f) {
    worksheet_merge_range(sheet_, row, from, row, to, cut(text).c_str(), f);
  }

  void start_sheet(std::string_view key) {
    sheet_name_ = say(key);
    sheet_ = workbook_add_worksheet(book_, sheet_name_.c_str());
    worksheet_set_paper(sheet_, 9);  // A4
    worksheet_set_landscape(sheet_);
    worksheet_set_margins(sheet_, 0.8, 0.6, 0.75, 0.75);
    worksheet_fit_to_pages(sheet_, 1, 0);  // one page wide, as many long as it takes
    worksheet_set_footer(sheet_, "&C&P/&N");
  }

  // One line of header that stays in view, can be filtered, and comes again on every printed page.
  void list_head(const std::vector<std::pair<std::string, double>>& columns, std::size_t rows) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto col = static_cast<lxw_col_t>(i);
      put(0, col, columns[i].first, head_);
      worksheet_set_column(sheet_, col, col, columns[i].second, nullptr);
    }
    worksheet_set_row(sheet_, 0, 48, nullptr);
    worksheet_freeze_panes(sheet_, 1, 3);
    worksheet_repeat_rows(sheet_, 0, 0);
    worksheet_autofilter(sheet_, 0, 0, static_cast<lxw_row_t>(rows), static_cast<lxw_col_t>(columns.size() - 1));
  }

  // ---- The paper
  void table_sheet(Side side, std::string_view key) {
    start_sheet(key);
    const Table table = make_table(rollup_, pack_, form_, side);
    const std::size_t levels = table.rows.empty() ? 0 : table.rows[0].levels.size();
    const auto last = static_cast<lxw_col_t>(2 + 2 * levels);
    worksheet_set_column(sheet_, 0, 0, 7, nullptr);
    worksheet_set_column(sheet_, 1, 1, 44, nullptr);
    worksheet_set_column(sheet_, 2, last, 12, nullptr);
    lxw_row_t row = 0;
    if (!rollup_.office.name.empty()) put(row++, 0, rollup_.office.name, bold_);
    worksheet_set_row(sheet_, row, 40, nullptr);
    merge(row++, 0, last, form_.title.in(lang_), title_);
    merge(row++, 0, last,
          say(side == Side::self ? "rollup.of_self" : "rollup.of_external",
              {{"year", rollup_.school_year}, {"decision", rollup_.decision}}),
          centred_);
    merge(row++, 0, last, say(rollup_.multi_level == MultiLevel::once ? "rollup.multi_once" : "rollup.multi_each"), centred_);
    put(++row, 0, say("rollup.scale"), bold_);
    row = scale(table, row + 1);
    put(++row, 0, say("rollup.results"), bold_);
    row = results(table, row + 1, last);
    row = words("rollup.difficulties", table.difficulties, row + 1, last);
    row = words("rollup.proposals", table.proposals, row + 1, last);
    worksheet_print_area(sheet_, 0, 0, row, last);
  }

  lxw_row_t scale(const Table& table, lxw_row_t row) {
    worksheet_set_row(sheet_, row, 50, nullptr);
    put(row, 1, say("rollup.scale_what"), head_);
    put(row, 2, say("rollup.scale_assessed"), head_);
    put(row, 3, say("rollup.scale_expected"), head_);
    put(row++, 4, say("rollup.percent"), head_);
    for (const ScaleRow& line : table.scale) {
      const bool strong = line.row.empty();
      put(row, 1, (strong ? "" : "+ ") + line.title.in(lang_), text_[strong]);
      put(row, 2, line.assessed.count(), count_[strong]);
      if (line.expected) put(row, 3, *line.expected, count_[strong]);
      else put(row, 3, std::string("…"), text_[strong]);
      if (line.assessed.percent) put_hundredths(row, 4, *line.assessed.percent, percent_[strong]);
      else put(row, 4, std::string("…"), text_[strong]);
      ++row;
    }
    return row;
  }

  lxw_row_t results(const Table& table, lxw_row_t row, lxw_col_t last) {
    const lxw_row_t head = row;
    worksheet_merge_range(sheet_, head, 0, head + 1, 0, say("rollup.number").c_str(), head_);
    worksheet_merge_range(sheet_, head, 1, head + 1, 1, say("rollup.group").c_str(), head_);
    worksheet_merge_range(sheet_, head, last, head + 1, last, say("rollup.all").c_str(), head_);
    const auto& bands = pack_.groups.front().levels.bands;
    for (std::size_t i = 0; i < bands.size(); ++i) {
      const auto col = static_cast<lxw_col_t>(2 + 2 * i);
      merge(head, col, col + 1, say("rollup.level", {{"meaning", bands[i].meaning.in(lang_)}, {"name", bands[i].name.in(lang_)}}),
            head_);
      put(head + 1, col, say("rollup.count"), head_);
      put(head + 1, col + 1, say("rollup.percent"), head_);
    }
    worksheet_set_row(sheet_, head, 34, nullptr);
    worksheet_repeat_rows(sheet_, head, head + 1);
    row += 2;
    lxw_row_t begun = row;
    for (std::size_t i = 0; i < table.rows.size(); ++i, ++row) {
      const TableRow& line = table.rows[i];
      if (line.section.empty()) begun = row;
      const bool strong = line.row.empty();
      put(row, 0, line.number, text_[strong]);
      put(row, 1, (strong ? "" : "+ ") + line.title.in(lang_), text_[strong]);
      for (std::size_t level = 0; level < line.levels.size(); ++level) {
        const auto col = static_cast<lxw_col_t>(2 + 2 * level);
        put(row, col, line.levels[level].count(), count_[strong]);
        if (line.levels[level].percent) put_hundredths(row, col + 1, *line.levels[level].percent, percent_[strong]);
        else worksheet_write_blank(sheet_, row, col + 1, percent_[strong]);
      }
      put(row, last, line.all.count(), count_[strong]);
      const bool ends = i + 1 == table.rows.size() || table.rows[i + 1].section.empty();
      if (ends) chart(line.group, begun, row, last);
    }
    return row;
  }

  // Beside the table, outside what is printed: the levels of one group, row by row.
  void chart(const std::string& group, lxw_row_t from, lxw_row_t to, lxw_col_t last) {
    const auto about = std::ranges::find(pack_.groups, group, &Group::id);
    lxw_chart* const drawn = workbook_add_chart(book_, LXW_CHART_BAR_STACKED_PERCENT);
    constexpr lxw_color_t colours[] = {0xC2410C, 0xD9A400, 0x15803D};
    for (std::size_t i = 0; i < about->levels.bands.size(); ++i) {
      const auto col = static_cast<lxw_col_t>(2 + 2 * i);
      lxw_chart_series* const series = chart_add_series(drawn, nullptr, nullptr);
      chart_series_set_categories(series, sheet_name_.c_str(), from, 1, to, 1);
      chart_series_set_values(series, sheet_name_.c_str(), from, col, to, col);
      chart_series_set_name(series, chart_text(about->levels.bands[i].name.in(lang_)).c_str());
      lxw_chart_fill fill{};
      fill.color = colours[std::min(i, std::size(colours) - 1)];
      chart_series_set_fill(series, &fill);
    }
    chart_title_set_name(drawn, chart_text(about->title.in(lang_)).c_str());
    chart_axis_set_reverse(drawn->y_axis);
    lxw_chart_options options{};
    options.x_scale = 1.3;
    worksheet_insert_chart_opt(sheet_, from, static_cast<lxw_col_t>(last + 2), drawn, &options);
  }

  lxw_row_t words(std::string_view key, const std::vector<OwnWords>& said, lxw_row_t row, lxw_col_t last) {
    put(row++, 0, say(key), bold_);
    if (said.empty()) put(row++, 1, say("rollup.nothing_said"), base_);
    for (const OwnWords& one : said) {
      std::string names;
      for (const std::size_t i : one.units) names += (names.empty() ? "" : "; ") + rollup_.units[i].name;
      const std::string line = "- " + one.text + " (" + names + ")";
      // Excel does not make merged rows taller by itself: some 110 letters fit on a line here.
      const auto lines = 1 + code_points(line) / 110 + static_cast<std::size_t>(std::ranges::count(line, '\n'));
      worksheet_set_row(sheet_, row, std::min(400.0, 16.5 * static_cast<double>(lines)), nullptr);
      merge(row++, 1, last, line, wrapped_);
    }
    return row;
  }

  // ---- The units
  std::string level_title(const std::string& id) const {
    const auto level = std::ranges::find(pack_.unit_levels, id, &Pack::UnitLevel::id);
    return level == pack_.unit_levels.end() ? id : level->title.in(lang_);
  }

  void put_groups(lxw_row_t row, lxw_col_t col, const std::vector<GroupResult>& results) {
    for (const Group& group : pack_.groups) {
      if (const GroupResult* r = find_result(results, group.id)) {
        put_hundredths(row, col, r->points.hundredths, points_);
        put(row, col + 1, r->level, base_);
      }
      col += 2;
    }
  }

  void units_sheet() {
    start_sheet("rollup.sheet.units");
    std::vector<std::pair<std::string, double>> columns = {{say("rollup.number"), 6},     {say("rollup.code"), 16},
                                                           {say("rollup.name"), 40},      {say("rollup.unit_level"), 22},
                                                           {say("rollup.ownership"), 12}, {say("rollup.commune"), 20}};
    const auto groups = [&](const char* points, const char* level) {
      for (const Group& group : pack_.groups) {
        const Args args{{"group", group.number.empty() ? group.id : group.number}};
        columns.push_back({say(points, args), 11});
        columns.push_back({say(level, args), 9});
      }
    };
    groups("rollup.self_points", "rollup.self_level");
    if (has_external_) groups("rollup.external_points", "rollup.external_level");
    columns.insert(
        columns.end(),
        {{say("rollup.unanswered"), 11}, {say("rollup.handed_in"), 12}, {say("rollup.key"), 14}, {say("rollup.bundle"), 20}});
    if (has_external_) columns.push_back({say("rollup.review"), 20});
    columns.insert(columns.end(), {{say("rollup.difficulties_column"), 50}, {say("rollup.proposals_column"), 50}});
    list_head(columns, rollup_.units.size());
    lxw_row_t row = 1;
    for (const UnitResult& unit : rollup_.units) {
      lxw_col_t col = 0;
      put(row, col++, row, base_);
      put(row, col++, unit.code, base_);
      put(row, col++, unit.name, base_);
      put(row, col++, level_title(unit.level), base_);
      put(row, col++, unit.ownership.empty() ? "" : say("paper.ownership." + unit.ownership), base_);
      put(row, col++, unit.commune, base_);
      put_groups(row, col, unit.self);
      col += static_cast<lxw_col_t>(2 * pack_.groups.size());
      if (has_external_) {
        put_groups(row, col, unit.external);
        col += static_cast<lxw_col_t>(2 * pack_.groups.size());
      }
      put(row, col++, unit.unanswered, base_);
      put_date(row, col++, unit.handed_in);
      put(row, col++, say(unit.known_key ? "rollup.key_known" : "rollup.key_unknown"), base_);
      put(row, col++, unit.bundle, base_);
      if (has_external_) put(row, col++, unit.review, base_);
      put(row, col++, unit.difficulties, base_);
      put(row, col++, unit.proposals, base_);
      ++row;
    }
  }

  void items_sheet() {
    start_sheet("rollup.sheet.items");
    std::vector<const Item*> items;
    std::vector<std::pair<std::string, double>> columns = {
        {say("rollup.number"), 6}, {say("rollup.code"), 16}, {say("rollup.name"), 40}};
    for (const char* side : {"rollup.self_item", "rollup.external_item"}) {
      if (side[7] == 'e' && !has_external_) break;
      for (const Group& group : pack_.groups)
        for (const Criterion& criterion : group.criteria)
          for (const Item& item : criterion.items) {
            if (!item.max) continue;
            if (side[7] == 's') items.push_back(&item);
            columns.push_back({say(side, {{"item", item.title.in(lang_)}}), 14});
          }
    }
    list_head(columns, rollup_.units.size());
    worksheet_set_row(sheet_, 0, 120, nullptr);
    lxw_row_t row = 1;
    for (const UnitResult& unit : rollup_.units) {
      put(row, 0, row, base_);
      put(row, 1, unit.code, base_);
      put(row, 2, unit.name, base_);
      for (std::size_t i = 0; i < items.size(); ++i) {
        const auto result = std::ranges::find(unit.items, items[i]->id, &ItemResult::id);
        if (result == unit.items.end()) continue;
        const auto col = static_cast<lxw_col_t>(3 + i);
        if (result->self) put_hundredths(row, col, result->self->hundredths, points_);
        if (result->external)
          put_hundredths(row, static_cast<lxw_col_t>(col + items.size()), result->external->hundredths, points_);
      }
      ++row;
    }
  }

  // ---- What a reader must know
  void notes_sheet() {
    start_sheet("rollup.sheet.notes");
    worksheet_set_column(sheet_, 0, 0, 120, nullptr);
    lxw_row_t row = 0;
    const auto note = [&](const std::string& text, bool strong = false) { put(row++, 0, text, strong ? bold_ : wrapped_); };
    note(say("rollup.note.how"), true);
    note(say("rollup.note.percent"));
    note(say(rollup_.multi_level == MultiLevel::once ? "rollup.multi_once" : "rollup.multi_each"));
    note(say("rollup.note.source", {{"source", form_.source.in(lang_)}}));
    note(say("rollup.note.pack", {{"pack", pack_.name()}, {"decision", pack_.decision}}));
    const auto unknown = std::ranges::count(rollup_.units, false, &UnitResult::known_key);
    const auto open = std::ranges::count_if(rollup_.units, [](const UnitResult& u) { return u.unanswered > 0; });
    note(say("rollup.note.unknown_keys", {{"count", std::to_string(unknown)}}));
    note(say("rollup.note.unanswered", {{"count", std::to_string(open)}}));
    if (!rollup_.expected) note(say("rollup.note.no_register"));
    ++row;
    note(say("rollup.note.provisional"), true);
    for (const Unconfirmed& one : unconfirmed(pack_)) {
      if (one.sure.certainty != Certainty::provisional) continue;
      const Item* const item = pack_.item(one.id);
      const Criterion* const criterion = pack_.criterion(one.id);
      const Words title = item ? item->title : criterion ? criterion->title : Words{one.id, ""};
      std::string line = say("rubric.what." + one.what);
      if (!title.vi.empty()) line += ": " + title.in(lang_);
      if (!one.sure.note_in(lang_).empty()) line += " (" + one.sure.note_in(lang_) + ")";
      note("- " + line);
    }
    ++row;
    note(say("rollup.note.left_out", {{"count", std::to_string(rollup_.left_out.size())}}), true);
    for (const LeftOut& left : rollup_.left_out)
      note("- " + left.code + " " + left.name + ": " + std::string(left_out_text(left.why, lang_)) + " " + left.bundle);
    if (rollup_.parts.empty()) return;
    ++row;
    note(say("rollup.note.parts"), true);
    for (const std::string& part : rollup_.parts) note("- " + part);
  }

  lxw_workbook* const book_;
  const Rollup& rollup_;
  const Pack& pack_;
  const Form& form_;
  const Lang lang_;
  bool has_external_ = false;
  lxw_worksheet* sheet_ = nullptr;
  std::string sheet_name_;
  lxw_format *base_, *title_, *centred_, *bold_, *wrapped_, *head_, *points_, *date_;
  lxw_format *text_[2], *count_[2], *percent_[2];
};

}  // namespace

Result<std::string> write_xlsx(const Rollup& rollup, const Pack& pack, const Form& form, std::string_view day, Lang lang) {
  constexpr std::size_t most_rows = LXW_ROW_MAX - 1;
  std::string bytes;
  const OutputBytes output(bytes);
  std::unique_ptr<lxw_workbook, Close> book(workbook_new("rollup.xlsx"));
  if (!book || rollup.units.size() > most_rows || pack.groups.empty()) return fail("rollup.workbook_failed", {}, {{"why", ""}});
  lxw_doc_properties properties{};
  std::string title = form.title.in(lang), company = rollup.office.name;
  properties.title = title.data();
  properties.company = company.data();
  const auto made = parse_iso_instant(std::string(day) + "T00:00:00Z");
  properties.created = made ? static_cast<time_t>(*made / 1000) : 1;
  workbook_set_properties(book.get(), &properties);
  Writer(book.get(), rollup, pack, form, lang).write();
  const lxw_error error = workbook_close(book.release());
  if (error != LXW_NO_ERROR) return fail("rollup.workbook_failed", {}, {{"why", lxw_strerror(error)}});
  return bytes;
}

}  // namespace thuoc
