// Số liệu: the basic figures the pack asks for.
#include <algorithm>

#include "ui/view.h"

namespace thuoc::ui {

void figures_screen() {
  App& app = view().app;
  heading(1, tr("ui.figures_title"));
  asked_here("/figures");
  text(tr("ui.figures_text"), {.color = theme.muted});
  gap(20);
  const auto& figures = app.dossier.current->editor.pack().figures;
  const Dossier& d = app.dossier.current->editor.dossier();
  for (std::size_t i = 0; i < figures.size(); i += 2) {
    columns({1, 1}, 24, is_narrow());
    for (std::size_t j = i; j < std::min(i + 2, figures.size()); ++j) {
      const Figure& figure = figures[j];
      const auto found = d.figures.find(figure.id);
      bound_number("/figures/" + figure.id, figure.title.in(app.display.lang),
                   found == d.figures.end() ? std::nullopt : std::optional(found->second),
                   [&](Dossier& to, std::optional<std::int64_t> value) {
                     if (value) {
                       to.figures[figure.id] = *value;
                     } else {
                       to.figures.erase(figure.id);
                     }
                   },
                   {.width = 180, .unit = figure.unit.in(app.display.lang)});
      if (j == i) next_column();
    }
    end_columns();
  }
  gap(8);
}

}  // namespace thuoc::ui
