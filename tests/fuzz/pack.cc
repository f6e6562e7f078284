// An instrument. One that is accepted can score, also answers to items of another.
#include "score/score.h"
#include "support.h"

static void read_pack(std::string_view json) {
  const auto one = thuoc::load_pack(json, "f");
  if (!one.pack) return;
  thuoc::Answers answers;
  for (const thuoc::Group& group : pack().groups)
    for (const thuoc::Criterion& criterion : group.criteria)
      for (const thuoc::Item& item : criterion.items) answers[item.id].points = thuoc::Points{50};
  score(*one.pack, answers);
  score(*one.pack, {});
}
FUZZ(read_pack)
