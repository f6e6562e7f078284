// The functions of library_port.js, as C++ sees them.
#pragma once

#include <cstdint>

extern "C" {
void thuoc_ask(std::uint32_t ticket, const char* what, std::uint32_t what_length, const char* args, std::uint32_t args_length);
// `nodes` is laid out as show.cc says; `order` changes when the tree's shape does.
void thuoc_show(const std::uint32_t* nodes, std::uint32_t count, std::uint32_t order_low, std::uint32_t order_high);
void thuoc_wake(int frames);
double thuoc_now();
void thuoc_random(std::uint8_t* into, std::uint32_t count);
int thuoc_use_gl();
// Rows of `width` pixels, R G B A; `areas` are x, y, w, h each: what of them is new.
void thuoc_put(const std::uint32_t* pixels, int width, int height, const int* areas, int count);
}
