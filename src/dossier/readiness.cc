#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <string>
#include <utility>

#include "base/limits.h"
#include "base/strict.h"
#include "dossier/dossier.h"

namespace thuoc {
namespace {

constexpr std::uint64_t megabyte = 1u << 20;

std::string in_megabytes(std::uint64_t bytes) { return std::to_string((bytes + megabyte - 1) / megabyte); }

// The instrument's own number stands before a title only where it prints one: our handles of
// components (1.3.1) must not be taken for it.
Words label(const Item& item) {
  if (item.number.empty()) return item.title;
  return {item.number + " " + item.title.vi, item.number + " " + item.title.in(Lang::en)};
}

class Findings {
 public:
  Findings(const Dossier& dossier, const Pack& pack, const Score& score)
      : dossier_(dossier), pack_(pack), score_(score), known_(pack.item_ids()) {
    for (const Evidence& evidence : dossier_.evidence) evidenced_.insert(evidence.items.begin(), evidence.items.end());
  }

  std::vector<Finding> all() {
    unit();
    council();
    figures();
    answers();
    for (const Evidence& evidence : dossier_.evidence) one_evidence(evidence);
    size();
    provisional();
    std::vector<Finding> all;
    for (Error& error : blocking_) all.push_back({true, std::move(error)});
    std::vector<Error> advice;
    for (std::vector<Error>& some : advice_) add_problems(advice, std::move(some));
    for (Error& error : advice) all.push_back({false, std::move(error)});
    return all;
  }

 private:
  void block(std::string code, std::string pointer, Args args = {}) {
    add_problem(blocking_, {std::move(code), {"", std::move(pointer), {}}, std::move(args)});
  }
  // What an outsider would take points for first: questions without an answer, points without evidence, papers that
  // say too little; the council and the rest behind.
  enum Weight { open, unproven, papers, other };
  void advise(Weight weight, std::string code, std::string pointer, Args args = {}) {
    add_problem(advice_[weight], {std::move(code), {"", std::move(pointer), {}}, std::move(args)});
  }

  void unit() {
    if (dossier_.pack != pack_.name()) {
      block("ready.pack_mismatch", "/pack", {{"dossier", dossier_.pack}, {"pack", pack_.name()}});
    }
    if (dossier_.unit.code.empty()) block("ready.unit_code_missing", "/unit/code");
    if (dossier_.unit.name.empty()) block("ready.unit_name_missing", "/unit/name");
    if (dossier_.unit.level.empty()) {
      block("ready.unit_level_missing", "/unit/level");
    } else if (std::ranges::find(pack_.applies_to, dossier_.unit.level) == pack_.applies_to.end()) {
      Args args;
      const auto level = std::ranges::find(pack_.unit_levels, dossier_.unit.level, &Pack::UnitLevel::id);
      const bool known = level != pack_.unit_levels.end();
      add_arg(args, "level", known ? level->title : Words{dossier_.unit.level, ""});
      block("ready.unit_level_not_scored", "/unit/level", std::move(args));
    }
    if (dossier_.school_year.empty()) block("ready.school_year_missing", "/school_year");
    if (dossier_.unit.head.name.empty()) block("ready.head_missing", "/unit/head/name");
  }

  void council() {
    const Council& council = dossier_.council;
    if (council.members.empty()) advise(other, "ready.council_missing", "/council/members");
    if (council.decision_number.empty() || council.decision_date.empty()) {
      advise(other, "ready.council_decision_missing",
             council.decision_number.empty() ? "/council/decision_number" : "/council/decision_date");
    }
  }

  void figures() {
    std::vector<const Figure*> missing;
    for (const Figure& figure : pack_.figures) {
      if (!dossier_.figures.contains(figure.id)) missing.push_back(&figure);
    }
    if (missing.empty()) return;
    Args args{{"count", std::to_string(missing.size())}};
    add_arg(args, "first", missing.front()->title);
    advise(other, "ready.figures_missing", child("/figures", missing.front()->id), std::move(args));
  }

  void answers() {
    add_problems(blocking_, score_.problems);

    std::size_t unanswered = 0, answered = 0;
    const Item* first_open = nullptr;
    for (const Group& group : pack_.groups) {
      for (const Criterion& criterion : group.criteria) {
        for (const Item& item : criterion.items) {
          const auto scored = score_.items.find(item.id);
          if (item.kind == Kind::information || scored == score_.items.end()) continue;
          const State state = scored->second.state;
          if (state == State::answered) {
            ++answered;
            claim(item, scored->second);
          } else if (state != State::refused) {
            ++unanswered;
            if (!first_open) first_open = &item;
          }
        }
      }
    }
    for (const auto& [worth, item] : claims_) {
      Args args;
      add_arg(args, "item", label(*item));
      advise(unproven, "ready.claim_without_evidence", child("/answers", item->id), std::move(args));
    }
    if (answered == 0) {
      block("ready.nothing_answered", "/answers");
    } else if (unanswered > 0) {
      Args args{{"count", std::to_string(unanswered)}};
      add_arg(args, "first", label(*first_open));
      advise(open, "ready.items_unanswered", child("/answers", first_open->id), std::move(args));
    }
    mandatory();
  }

  void claim(const Item& item, const ItemScore& scored) {
    const auto answer = dossier_.answers.find(item.id);
    const bool yes = answer != dossier_.answers.end() && answer->second.yes.value_or(false);
    const bool points = scored.points && *scored.points > Points{};
    if ((!yes && !points) || evidenced_.contains(item.id)) return;
    // Conditions, on which a whole group hangs; then the most points; of as many, in the instrument's order.
    const Points worth = item.kind == Kind::mandatory ? whole_points(1'000'000) : scored.points.value_or(Points{});
    const auto before = std::ranges::find_if(claims_, [&](const auto& one) { return one.first < worth; });
    claims_.insert(before, {worth, &item});
  }

  void mandatory() {
    const bool blocks = pack_.policy.missing_mandatory == MissingMandatory::block_submit;
    for (const GroupScore& group : score_.groups) {
      for (const std::string& id : group.missing_mandatory) {
        const Item* item = pack_.item(id);
        if (!item) continue;
        Args args;
        add_arg(args, "item", label(*item));
        if (blocks) block("ready.mandatory_missing", child("/answers", id), std::move(args));
        else advise(open, "ready.mandatory_missing_advice", child("/answers", id), std::move(args));
      }
    }
  }

  void one_evidence(const Evidence& evidence) {
    const std::string pointer = child("/evidence", evidence.id);
    Args args{{"title", evidence.title.empty() ? evidence.id : shortened(evidence.title, limits::quoted_bytes)}};
    const bool has_file = evidence.file.has_value();
    if ((evidence.type == EvidenceType::file && !has_file) || (has_file && evidence.file->sha256.empty())) {
      block("ready.evidence_without_file", pointer, args);
    }
    if (evidence.type == EvidenceType::link && evidence.url.empty()) {
      advise(papers, "ready.link_missing", pointer + "/url", args);
    }
    if (evidence.type == EvidenceType::document) document(evidence, pointer, args);
    if (evidence.items.empty()) advise(papers, "ready.evidence_unattached", pointer + "/items", args);
    for (const std::string& id : evidence.items) {
      if (known_.contains(id)) continue;
      Args unknown = args;
      unknown.emplace_back("item", id);
      advise(papers, "ready.evidence_unknown_item", pointer + "/items", std::move(unknown));
    }
  }

  void document(const Evidence& evidence, const std::string& pointer, const Args& args) {
    const IssuedDocument& paper = evidence.document;
    const std::pair<const char*, const std::string*> parts[] = {
        {"number", &paper.number}, {"date", &paper.date}, {"excerpt", &paper.excerpt}, {"signer", &paper.signer}};
    for (const auto& [key, value] : parts) {
      if (!value->empty()) continue;
      advise(papers, "ready.document_incomplete", pointer + "/document/" + key, args);
      return;  // one finding a paper: the rest is seen when one is there
    }
  }

  void size() {
    std::set<std::string_view> counted;
    std::uint64_t bytes = 0;
    for (const Evidence& evidence : dossier_.evidence) {
      // The same bytes stand in the bundle once (evidence_paths).
      if (evidence.file && counted.insert(evidence.file->sha256).second) { bytes += evidence.file->size; }
    }
    if (bytes > limits::bundle_bytes) {
      block("ready.bundle_too_large", "/evidence",
            {{"size", in_megabytes(bytes)}, {"limit", in_megabytes(limits::bundle_bytes)}});
    } else if (bytes > limits::mail_bytes) {
      advise(other, "ready.bundle_over_mail", "/evidence",
             {{"size", in_megabytes(bytes)}, {"limit", in_megabytes(limits::mail_bytes)}});
    }
  }

  void provisional() {
    const auto all = unconfirmed(pack_);
    const auto count = std::ranges::count_if(
        all, [](const Unconfirmed& one) { return one.what == "max" && one.sure.certainty == Certainty::provisional; });
    if (count > 0) { advise(other, "ready.provisional_maxima", "/pack", {{"count", std::to_string(count)}}); }
  }

  const Dossier& dossier_;
  const Pack& pack_;
  const Score& score_;
  std::set<std::string_view> known_, evidenced_;        // ids of items: of the pack; with evidence
  std::vector<std::pair<Points, const Item*>> claims_;  // that no evidence supports
  std::vector<Error> blocking_;
  std::array<std::vector<Error>, 4> advice_;  // by Weight
};

}  // namespace

std::vector<Finding> readiness(const Dossier& dossier, const Pack& pack, const Score& score) {
  return Findings(dossier, pack, score).all();
}

}  // namespace thuoc
