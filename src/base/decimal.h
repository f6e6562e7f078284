// A number with a fraction, read in 400 bytes of code: the C library's own is 15 KB, most of it long doubles. No
// document of ours has a fraction (points are texts, hundredths inside); what others send may.
#pragma once

namespace thuoc {

// As strtod reads decimal digits: "-12.5e3", not "inf", "0x1p3" or spaces before. Exact where it has at most 15 digits
// and an exponent of at most 22, else to some units in the last place. Too large is infinity. `end`: behind what was
// read; may be null.
double decimal(const char* text, const char** end);

}  // namespace thuoc
