#include "office/steps.h"

namespace thuoc {

void OfficeSteps::go(OfficeStep to) {
  store_.seal();
  here = to;
  app_.navigation.go(Screen::office);
}

}  // namespace thuoc
