// A step of an office's own work on its round. What it changes it changes through a RoundEdit, which notes what was
// there before: only that, so that fifty steps are not fifty copies of forty thousand units.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "round/round.h"

namespace thuoc {

// What a step touched, as it was before. What came in from others is no step and is not in it.
class RoundBefore {
 public:
  // This becomes what the round is, and the round what it was.
  void exchange(Round& round);
  bool has_keys() const;  // of units or offices

 private:
  friend class RoundEdit;
  template <typename T>
  using Named = std::map<std::string, std::optional<T>>;  // none: it was not there
  struct Plain {
    std::string title, school_year;
    Settings settings;
    std::optional<Recognition> recognition;  // without its units
  };

  std::optional<Plain> plain_;
  std::tuple<Named<Review>, Named<Return>, Named<RegisteredUnit>, Named<KeysOf>, Named<KnownOffice>, Named<CodeChoice>,
             Named<AcceptedPack>>
      named_;
  std::map<std::string, std::optional<SaidDay>> said_;  // by SHA-256 of the bundle
  Named<Recognised> recognised_;                        // by unit code
  std::optional<std::optional<Sample>> sample_;
  std::optional<std::vector<Team>> teams_;  // of a sample that else stays as it is
};

class RoundEdit {
 public:
  RoundEdit(Round& round, RoundBefore& before) : round_(round), before_(before) {}
  const Round& round() const { return round_; }

  std::string& title() { return plain().title; }
  std::string& school_year() { return plain().head.school_year; }
  Settings& settings() { return plain().settings; }
  // One entry of a part that has names: made where it is not there. `part` is any but submissions, papers and
  // signed reviews.
  template <typename T>
  T& at(std::map<std::string, T> Round::* part, const std::string& name) {
    note(part, name);
    return (round_.*part)[name];
  }
  template <typename T>
  void erase(std::map<std::string, T> Round::* part, const std::string& name) {
    note(part, name);
    (round_.*part).erase(name);
  }
  // The list proposed, made where there is none, with the round's head. Its units are changed by put() and take_out() alone.
  Recognition& recognition();
  void put(Recognised unit);
  void take_out(const std::string& unit_code);
  void draw(Sample sample);
  std::vector<Team>& teams();  // of the sample, which must be there
  void say(const std::string& bundle, std::optional<SaidDay> day);
  // Much at once, compared part by part.
  void become(Round after);

 private:
  template <typename T>
  void note(std::map<std::string, T> Round::* part, const std::string& name) {
    auto& was = std::get<RoundBefore::Named<T>>(before_.named_);
    const auto here = (round_.*part).find(name);
    was.try_emplace(name, here == (round_.*part).end() ? std::nullopt : std::optional<T>(here->second));
  }
  template <typename T>
  void note_differences(std::map<std::string, T> Round::* part, const Round& after) {
    for (const auto& [name, now] : round_.*part) {
      const auto then = (after.*part).find(name);
      if (then == (after.*part).end() || then->second != now) note(part, name);
    }
    for (const auto& [name, then] : after.*part)
      if (!(round_.*part).contains(name)) note(part, name);
  }
  void note_unit(const std::string& unit_code);
  void note_sample();
  Round& plain();

  Round& round_;
  RoundBefore& before_;
};

}  // namespace thuoc
