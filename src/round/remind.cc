// Reminders to units: one by one through the person's own mail program, many by mail merge.
#include <algorithm>

#include "base/csv.h"
#include "paper/format.h"
#include "round/round.h"

namespace thuoc {
namespace {

constexpr Lang vi = Lang::vi;

// RFC 3986 unreserved characters stand for themselves; a line end is CRLF (RFC 6068, 5).
std::string percent(std::string_view text, std::string_view also = "") {
  constexpr char digits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~").find(c) != std::string_view::npos || also.find(c) != also.npos;
    if (c == '\n') out += "%0D%0A";
    else if (plain) out += c;
    else out += {'%', digits[byte >> 4], digits[byte & 15]};
  }
  return out;
}

std::string_view status_key(const UnitState& unit) {
  if (unit.waiting) return "round.status.waiting";
  const std::string_view came = unit.status();
  if (came != "round.status.handed_in") return came;
  if (unit.again) return "round.status.again";
  return unit.late ? "round.status.late" : came;
}

}  // namespace

std::string unusable_reason(const Round& round, const UnitState& unit, Lang lang) {
  if (!unit.unusable) return "";
  const Submission& s = unit.unusable->second;
  switch (standing(round, s)) {
    case Standing::not_sound:
      return std::string(text(lang, s.verdict == Verdict::altered ? "round.unusable.altered" : "round.unusable.broken"));
    case Standing::other_year: return text(lang, "round.unusable.other_year", {{"year", s.school_year}});
    case Standing::other_instrument:
      return text(lang, "round.unusable.other_instrument", {{"pack", s.pack}, {"ours", round.head.pack}});
    case Standing::counts: break;
  }
  return std::string(text(lang, "round.unusable.no_level"));
}

Reminder reminder(const Round& round, const UnitState& unit) {
  const bool waiting = unit.waiting;
  const std::string which = waiting ? "waiting" : unit.unusable ? "unusable" : "missing";
  const Args args{{"file", unit.unusable ? unit.unusable->second.file_name : ""},
                  {"why", unusable_reason(round, unit, vi)},
                  {"unit", unit.name()},
                  {"code", unit.code},
                  {"office", round.head.office.name},
                  {"year", round.head.school_year},
                  {"deadline", shown_date(round.settings.deadline)}};
  const bool dated = !waiting && !round.settings.deadline.empty();
  return {unit.registered ? unit.registered->email : "", text(vi, "round.reminder.subject." + which, args),
          text(vi, "round.reminder.body." + which + (dated ? "_until" : ""), args)};
}

std::string mailto(const Reminder& reminder) {
  std::string to;
  for (std::string_view rest = reminder.to; !rest.empty();) {
    const std::size_t end = std::min(rest.find_first_of(";, "), rest.size());
    if (end > 0) to += (to.empty() ? "" : ",") + percent(rest.substr(0, end), "@+");
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (to.empty()) return "";
  return "mailto:" + to + "?subject=" + percent(reminder.subject) + "&body=" + percent(reminder.body);
}

std::string mail_merge_csv(const Round& round, const std::vector<UnitState>& units) {
  std::string out =
      std::string(csv_mark) + csv_text_line({"ma", "ten", "email", "xa", "trang_thai", "han_nop", "co_quan", "nam_hoc", "ly_do"});
  for (const UnitState& unit : units)
    out += csv_text_line({unit.code, unit.name(), unit.registered ? unit.registered->email : "", unit.commune(),
                          std::string(text(vi, status_key(unit))), shown_date(round.settings.deadline), round.head.office.name,
                          round.head.school_year, unusable_reason(round, unit, vi)});
  return out;
}

}  // namespace thuoc
