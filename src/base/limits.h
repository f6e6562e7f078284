// Every limit on what we accept, in one place, each with its reason.
#pragma once

#include <cstddef>
#include <cstdint>

namespace thuoc::limits {

// A dossier of 30 answers with long notes and a long history is under 1 MB.
inline constexpr std::size_t json_bytes = 16u << 20;
// Our documents nest 8 deep; the parser's recursion in wasm overflows near 10^5.
inline constexpr std::size_t json_depth = 64;
// Nobody reads more; a hostile document could otherwise hold a million of them.
inline constexpr std::size_t problems = 1000;

// No ZIP64: offsets are 32 bits and many tools read them as signed.
inline constexpr std::uint64_t bundle_bytes = (2ull << 30) - 1;
// 3 documents, 6 tag files, 4 signature files an author, and 30 items with up to 100 files each.
inline constexpr std::size_t bundle_entries = 4096;
// The longest name we write is under 120; unpacking on Windows must stay under 260 in all.
inline constexpr std::size_t name_bytes = 200;
// top/data/evidence/<handle>/<file> is five; a name of a hundred folders only eats memory.
inline constexpr std::size_t name_segments = 8;
// Deflate cannot exceed 1032:1; honest text stays under 60:1. A bomb is refused before inflating.
inline constexpr std::uint64_t inflate_ratio = 200;
// Manifests, bag files, KIEM-TRA.txt: text that is read whole into memory.
inline constexpr std::uint64_t tag_file_bytes = 4u << 20;
// A round or a roll-up of 40,000 units, at some 600 bytes for each and its submissions, twice over.
inline constexpr std::size_t collection_bytes = 64u << 20;
// data/*.json and tom-tat.html are read whole into memory too.
inline constexpr std::uint64_t document_bytes = json_bytes;

// One evidence file. A phone video is not evidence of this instrument; a scanned set of minutes is.
inline constexpr std::uint64_t evidence_bytes = 512ull << 20;
inline constexpr std::size_t evidence_count = 3000;
// What most mail servers let through as an attachment (shown as advice, never enforced).
inline constexpr std::uint64_t mail_bytes = 25ull << 20;

inline constexpr std::size_t text_bytes = 100'000;   // one note or answer text
inline constexpr std::size_t council_members = 200;
inline constexpr std::size_t history_changes = 5000;
// The richest instrument seen asks some 60 things; and nobody supports 200 of them with one paper.
inline constexpr std::size_t answers = 1000;  // also figures
inline constexpr std::size_t listed_ids = 200;
inline constexpr std::size_t units = 100'000;        // of a roll-up: forty thousand schools, and some
// Of one bundle. One signs it, and whoever countersigns; each costs two checks of a signature.
inline constexpr std::size_t signature_sets = 8;
inline constexpr std::size_t signers = 100'000;      // forty thousand schools, keys changed twice

// What a key file may ask of the machine that unlocks it. Ours asks for 64 MB and 3 passes; a file
// that asks for gigabytes or a thousand passes would only stop the page.
inline constexpr std::size_t key_file_bytes = 64u << 10;
inline constexpr std::uint64_t key_memory = 256ull << 20;
inline constexpr std::uint64_t key_passes = 10;

// Slices read, hashed and inflated at a time: small enough for V8 to swap in optimised code
// between calls, large enough to make the call cost vanish.
inline constexpr std::size_t slice_bytes = 64u << 10;

}  // namespace thuoc::limits
