# Third-party code, compiled once per configuration from the sources that tools/setup unpacked. Nothing of it is in this repository.

set(THUOC_DEPS "${CMAKE_SOURCE_DIR}/.toolchain/deps" CACHE PATH "folder with libsodium, zlib, nlohmann, doctest, imgui, qrcodegen, xlsxwriter")
foreach(dep libsodium zlib nlohmann doctest imgui qrcodegen xlsxwriter)
  if(NOT EXISTS "${THUOC_DEPS}/${dep}")
    message(FATAL_ERROR "${THUOC_DEPS}/${dep} is missing: run tools/setup build")
  endif()
endforeach()

# Their warnings are not ours to read.
function(thuoc_third_party target)
  target_compile_options(${target} PRIVATE -w -fno-exceptions ${THUOC_THIRD_PARTY_FLAGS})
endfunction()

# --- libsodium: every file is compiled, the linker keeps what is used
set(sodium "${THUOC_DEPS}/libsodium/src/libsodium")
file(GLOB_RECURSE sodium_sources "${sodium}/*.c")
add_library(sodium STATIC ${sodium_sources})
set(VERSION 1.0.18)
set(SODIUM_LIBRARY_VERSION_MAJOR 10)
set(SODIUM_LIBRARY_VERSION_MINOR 3)
set(SODIUM_LIBRARY_MINIMAL_DEF "")
configure_file("${sodium}/include/sodium/version.h.in" "${CMAKE_BINARY_DIR}/generated/sodium/sodium/version.h" @ONLY)
configure_file("${sodium}/include/sodium/export.h" "${CMAKE_BINARY_DIR}/generated/sodium/sodium/export.h" COPYONLY)  # which version.h includes
target_include_directories(sodium SYSTEM PUBLIC "${sodium}/include" "${CMAKE_BINARY_DIR}/generated/sodium"
                           PRIVATE "${sodium}/include/sodium" "${CMAKE_BINARY_DIR}/generated/sodium/sodium")
target_compile_definitions(sodium PUBLIC SODIUM_STATIC PRIVATE
  CONFIGURED=1 NATIVE_LITTLE_ENDIAN=1 HAVE_WEAK_SYMBOLS=1 HAVE_C_VARARRAYS=1 HAVE_INLINE_ASM=0 HAVE_EXPLICIT_BZERO=1 HAVE_POSIX_MEMALIGN=1)
if(NOT EMSCRIPTEN)
  target_compile_definitions(sodium PRIVATE HAVE_TI_MODE=1 HAVE_PTHREAD=1 HAVE_MMAP=1 HAVE_SYS_MMAN_H=1 HAVE_MLOCK=1
    HAVE_MADVISE=1 HAVE_MPROTECT=1 HAVE_SYS_RANDOM_H=1 HAVE_GETRANDOM=1 HAVE_ATOMIC_OPS=1 _GNU_SOURCE=1)
endif()
thuoc_third_party(sodium)
thuoc_hot(${sodium_sources} MATCHING "crypto_hash")

# --- zlib: deflate and inflate, without the gz* file functions
set(zlib "${THUOC_DEPS}/zlib")
set(zlib_sources adler32 compress crc32 deflate infback inffast inflate inftrees trees uncompr zutil)
list(TRANSFORM zlib_sources REPLACE "(.+)" "${zlib}/\\1.c")
add_library(zlib STATIC ${zlib_sources})
target_include_directories(zlib SYSTEM PUBLIC "${zlib}")
thuoc_third_party(zlib)
thuoc_hot(${zlib_sources} MATCHING "crc32|inffast")
# The tables of CRC-32 are 27 KB that no transport can compress; making them takes a millisecond.
target_compile_definitions(zlib PRIVATE DYNAMIC_CRC_TABLE)

# --- What the tool hashes with, if the system has it: OpenSSL's libcrypto for SHA-256 (src/base/sha256.cc) and libdeflate for
# CRC-32 (src/bundle/codec.cc), by the processor's own instructions. Static libraries where there are such: 30 KB are linked, and
# the tool runs where they are not. -DTHUOC_LIBCRYPTO=OFF, -DTHUOC_LIBDEFLATE=OFF: without.
function(thuoc_system_library name variable header)
  find_library(${variable} NAMES ${ARGN})
  find_path(${variable}_HEADERS ${header})
  if(${variable} AND ${variable}_HEADERS)
    add_library(${name} INTERFACE)
    target_include_directories(${name} SYSTEM INTERFACE "${${variable}_HEADERS}")
    target_compile_definitions(${name} INTERFACE ${variable})
    target_link_libraries(${name} INTERFACE "${${variable}}")
  endif()
endfunction()
if(NOT EMSCRIPTEN)
  thuoc_system_library(libcrypto THUOC_LIBCRYPTO openssl/sha.h libcrypto.a crypto)
  thuoc_system_library(libdeflate THUOC_LIBDEFLATE libdeflate.h libdeflate.a deflate)
endif()

# --- headers only. No exceptions anywhere: parse with allow_exceptions=false and look before you take.
add_library(nlohmann INTERFACE)
target_include_directories(nlohmann SYSTEM INTERFACE "${THUOC_DEPS}/nlohmann/single_include")
target_compile_definitions(nlohmann INTERFACE JSON_NOEXCEPTION=1 JSON_NO_IO=1)
add_library(doctest INTERFACE)
target_include_directories(doctest SYSTEM INTERFACE "${THUOC_DEPS}/doctest" "${THUOC_DEPS}/doctest/doctest")

# --- QR codes, for the fingerprint of a key. The C library: the C++ one brings iostreams and locales for its error texts.
add_library(qrcodegen STATIC EXCLUDE_FROM_ALL "${THUOC_DEPS}/qrcodegen/c/qrcodegen.c")
target_include_directories(qrcodegen SYSTEM PUBLIC "${THUOC_DEPS}/qrcodegen/c")
thuoc_third_party(qrcodegen)

# --- libxlsxwriter, with the minizip it brings. Its two ways to a file lead to src/rollup/memory_file.cc: nothing is ever put on
# a disk, and no file system has to be linked into the page.
set(xlsxwriter "${THUOC_DEPS}/xlsxwriter")
file(GLOB xlsxwriter_sources "${xlsxwriter}/src/*.c")
add_library(xlsxwriter STATIC EXCLUDE_FROM_ALL ${xlsxwriter_sources}
            "${xlsxwriter}/third_party/minizip/zip.c" "${xlsxwriter}/third_party/minizip/ioapi.c")
target_include_directories(xlsxwriter SYSTEM PUBLIC "${xlsxwriter}/include")
target_compile_definitions(xlsxwriter PRIVATE USE_STANDARD_TMPFILE USE_NO_MD5 NOCRYPT USE_FILE32API
                           tmpfile=thuoc_memory_file fopen=thuoc_output_file)
target_link_libraries(xlsxwriter PUBLIC zlib)
thuoc_third_party(xlsxwriter)

# --- Dear ImGui
set(imgui "${THUOC_DEPS}/imgui")
add_library(imgui STATIC EXCLUDE_FROM_ALL "${imgui}/imgui.cpp" "${imgui}/imgui_draw.cpp")
if(NOT EMSCRIPTEN)  # The page links src/page/imgui_unused.cc in their place.
  target_sources(imgui PRIVATE "${imgui}/imgui_tables.cpp" "${imgui}/imgui_widgets.cpp")
endif()
target_include_directories(imgui SYSTEM PUBLIC "${imgui}")
target_compile_definitions(imgui PUBLIC IMGUI_USER_CONFIG="${CMAKE_SOURCE_DIR}/cmake/thuoc_imconfig.h")
thuoc_third_party(imgui)
if(EMSCRIPTEN)
  add_library(imgui_gl STATIC EXCLUDE_FROM_ALL "${imgui}/backends/imgui_impl_opengl3.cpp")
  target_include_directories(imgui_gl SYSTEM PUBLIC "${imgui}/backends")
  target_compile_definitions(imgui_gl PRIVATE IMGUI_IMPL_OPENGL_ES3)
  target_link_libraries(imgui_gl PUBLIC imgui)
  thuoc_third_party(imgui_gl)
endif()
