// Figures and dates as Vietnamese papers write them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace thuoc {

// "1.3. Triển khai …" where the instrument prints a number, else the title alone; never our handles.
std::string numbered(const std::string& number, const std::string& title);
std::string grouped(std::int64_t number);           // 12345 → "12.345"
std::string file_size(std::uint64_t bytes);         // "843 byte", "34 KB", "1,2 MB"
std::string shown_date(std::string_view iso_date);  // "01/04/2026"; what is no date stays as it is
std::string shown_instant(std::string_view iso);    // "15:30 01/04/2026", Vietnamese time; likewise

}  // namespace thuoc
