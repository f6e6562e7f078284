// Every limit on what we accept, in one place, each with its reason.
#pragma once

#include <cstddef>
#include <cstdint>

namespace thuoc::limits {

// A dossier of 30 answers with long notes and a long history is under 1 MB.
inline constexpr std::size_t json_bytes = 16u << 20;
// Our documents nest 8 deep; the parser's recursion in wasm overflows near 10^5.
inline constexpr std::size_t json_depth = 64;
// A record of this machine: a dossier and its pack as JSON texts, whose quotes and line feeds are two
// bytes each. Twice what the two may be, so that what could be written can be read.
inline constexpr std::size_t record_bytes = 64u << 20;
// Values of one document, counted before any is made: "[[],[],…]" of 16 MB would be six million, at some
// hundred bytes of memory each. 3,000 pieces of evidence for 200 items each are 640,000.
inline constexpr std::size_t json_values = 1'000'000;
// Those of a roll-up of 100,000 units, some 50 each, and a half.
inline constexpr std::size_t collection_values = 8'000'000;
// Nobody reads more; a hostile document could otherwise hold a million of them.
inline constexpr std::size_t problems = 1000;

// Of each, what is quoted from the file: some sentences, not a note of a hundred thousand letters.
inline constexpr std::size_t quoted_bytes = 1000;
// Drawn of them at a time; a row of a table has one cell for all.
inline constexpr std::size_t problems_shown = 50;
inline constexpr std::size_t problems_in_cell = 10;
// Combining marks behind one letter (Unicode's stream-safe form, UAX 15); Vietnamese needs two.
inline constexpr std::size_t marks = 30;

// No ZIP64: offsets are 32 bits and many tools read them as signed.
inline constexpr std::uint64_t bundle_bytes = (2ull << 30) - 1;
// 3 documents, 6 tag files, 4 signature files an author, and 30 items with up to 100 files each.
inline constexpr std::size_t bundle_entries = 4096;
// The longest name we write is under 120; unpacking on Windows must stay under 260 in all.
inline constexpr std::size_t name_bytes = 200;
// top/data/evidence/<handle>/<file> is five; a name of a hundred folders only eats memory.
inline constexpr std::size_t name_segments = 8;
// Extra fields of one header: times and owners take under 80.
inline constexpr std::size_t zip_extra_bytes = 256;
// Deflate cannot exceed 1032:1; honest text stays under 60:1. A bomb is refused before inflating.
inline constexpr std::uint64_t inflate_ratio = 200;
// Manifests, bag files, KIEM-TRA.txt: text that is read whole into memory.
inline constexpr std::uint64_t tag_file_bytes = 4u << 20;
// A round or a roll-up of 40,000 units, at some 600 bytes for each and its submissions, twice over.
inline constexpr std::size_t collection_bytes = 64u << 20;
// data/*.json and tom-tat.html are read whole into memory too.
inline constexpr std::uint64_t document_bytes = json_bytes;

// Of names we make: the folder is the item's id, and what is left must hold the longest path below it.
inline constexpr std::size_t handle_bytes = 40;
inline constexpr std::size_t extension_bytes = 8;
inline constexpr std::size_t folder_code_bytes = 40;

// One evidence file. A phone video is not evidence of this instrument; a scanned set of minutes is.
inline constexpr std::uint64_t evidence_bytes = 512ull << 20;
inline constexpr std::size_t evidence_count = 3000;
// What most mail servers let through as an attachment (shown as advice, never enforced).
inline constexpr std::uint64_t mail_bytes = 25ull << 20;

inline constexpr std::size_t text_bytes = 100'000;  // one note or answer text
// Before the point: far above any instrument, far below where sums of hundredths could overflow.
inline constexpr std::size_t points_digits = 9;
inline constexpr std::size_t council_members = 200;
inline constexpr std::size_t history_changes = 5000;
// Code points of a text in the history, the dots of a shortened one among them: enough to know it by.
inline constexpr std::size_t history_text = 200;
// Program versions until 2026-11 wrote the dots after them, and such dossiers were signed.
inline constexpr std::size_t history_text_read = history_text + 1;
// The richest instrument seen asks some 60 things; and nobody supports 200 of them with one paper.
inline constexpr std::size_t answers = 1000;  // also figures
inline constexpr std::size_t listed_ids = 200;
// A rubric pack. Ours has 2 groups of up to 7 criteria, 39 items in all, 11 figures, texts of up to 230
// bytes and 50 KB in all; no instrument seen has ten times that. Its screens draw every item, and points
// are added up after every letter typed.
inline constexpr std::size_t pack_bytes = 2u << 20;
inline constexpr std::size_t pack_groups = 50;
inline constexpr std::size_t pack_criteria = 200;   // of one group
inline constexpr std::size_t pack_items = answers;  // in all: no dossier answers more
inline constexpr std::size_t pack_list = 200;       // sources, kinds of unit, figures
inline constexpr std::size_t pack_readings = 50;    // of one item
inline constexpr std::size_t pack_text_bytes = 10'000;
inline constexpr std::size_t pack_id_bytes = 40;  // names folders in a bundle
inline constexpr std::size_t pack_levels = 9;     // one digit; the instruments have three to five

// What a mail program saves: a ZIP of bundles.
// An office of 3,000 schools asks for all attachments at once; nobody mails a gigabyte.
inline constexpr std::size_t unpacked_files = 5000;
inline constexpr std::uint64_t unpacked_bytes = 1ull << 30;
// Its directory: as many names as a file system takes, in UTF-8.
inline constexpr std::size_t zip_directory_bytes = 16u << 20;
// A file that only points to another has its address in so much of it; one with an icon in it may be larger.
inline constexpr std::size_t shortcut_bytes = 8u << 10;

// A worker that says nothing for so long is given up (web/jobs.mjs): the slowest job known, a workbook of
// 40,000 units, takes 10 s on a slow machine.
inline constexpr int job_silence_seconds = 90;

// A list of units or a register of keys: 100,000 lines of some 400 bytes, and a half.
inline constexpr std::size_t list_bytes = 64u << 20;
// Of a file of any name only a small one is looked into for keys: a register of thousands has one that says
// so, or is picked.
inline constexpr std::uint64_t keys_sniffed_bytes = 1u << 20;
inline constexpr std::int64_t rollup_levels = 20;  // the highest a unit's result may claim; packs stop at nine
inline constexpr std::size_t units = 100'000;      // of a roll-up: forty thousand schools, and some
// Offices whose keys are not known, asked about one after the other, and files of each that are named: a province
// has some 150 below it, who send a paper for each of their schools. More wait in the list.
inline constexpr std::size_t asked_offices = 200;
inline constexpr std::size_t asked_files = 1000;
// Of one bundle. One signs it, and whoever countersigns; each costs two checks of a signature.
inline constexpr std::size_t signature_sets = 8;
inline constexpr std::size_t signers = 100'000;  // forty thousand schools, keys changed twice

// What a key file may ask of the machine that unlocks it. Ours asks for 64 MB and 3 passes; a file
// that asks for gigabytes or a thousand passes would only stop the page.
inline constexpr std::size_t key_file_bytes = 64u << 10;
// Of the owner's name in it: with its escapes a note of a hundred thousand letters would not fit.
inline constexpr std::size_t key_owner_bytes = 1000;
// A key is looked for in what is no larger: itself, in a mail, in a ZIP somebody put it into. Photos are not read
// for it.
inline constexpr std::size_t key_search_bytes = 256u << 10;
inline constexpr std::uint64_t key_memory = 256ull << 20;
inline constexpr std::uint64_t key_passes = 10;

// Local headers looked behind for a key in one file: each may be inflated, and a key is never that deep.
inline constexpr std::size_t key_search_files = 1000;

// Slices read, hashed and inflated at a time: small enough for V8 to swap in optimised code
// between calls, large enough to make the call cost vanish.
inline constexpr std::size_t slice_bytes = 64u << 10;

}  // namespace thuoc::limits
