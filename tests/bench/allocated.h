// Bytes that this program has allocated and not freed.
#pragma once

#include <malloc.h>

#include <cstddef>
#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/allocator_interface.h>
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1
#include <sanitizer/allocator_interface.h>
#endif
#endif

inline std::size_t allocated_bytes() {
#if defined(__SANITIZE_ADDRESS__)
  return __sanitizer_get_current_allocated_bytes();
#elif defined(__GLIBC__)
  const struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
#else
  return static_cast<std::size_t>(mallinfo().uordblks);
#endif
}
