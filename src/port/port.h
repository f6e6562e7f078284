// The only door outside: clock, random, storage, files, workers, the page around the canvas.
//
// Everything that takes time is one question and, later, one answer: `ask` returns a ticket at
// once, and an Event with that ticket arrives before a later frame. src/page answers with the
// browser (web/port.mjs), src/headless with memory, for tests without a browser.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/json.h"
#include "port/mirror.h"

namespace thuoc::port {

using Ticket = std::uint32_t;

// Milliseconds since 1970, UTC.
std::int64_t now_ms();

// `bytes` random bytes as lower-case hex.
std::string random_hex(std::size_t bytes);

// Questions. Files and blobs stay outside: C++ holds a small integer `blob` (this session) or the
// `sha256` under which the bytes are kept in the browser's store.
//
//  storage  store: "dossier" | "key" | "office" | "setting"
//   put          {store, id, json, must_exist, parts} → {}       fails: storage.full, storage.failed,
//                                                 storage.refused; with must_exist storage.gone where
//                                                 another tab deleted it, looked up in the same transaction.
//                                                 parts: [json] under "<id>-00000" …, in place of all that
//                                                 were there; all of it is stored or nothing
//   get          {store, id}                      → {json}       "" where there is none
//   erase        {store, id}                      → {}
//   keep         {blob, sha256}                   → {}           the blob's bytes are kept, under what "hash"
//                                                 said of them; what is kept under it is never replaced
//   have         {sha256: [...]}                  → {have: [...]} which of these are kept
//   retain       {sha256: [...]}                  → {}           forget kept bytes nobody refers to
//                                                                 (only those older than a day)
//   lock         {id, steal}                      → {held}       one tab edits a dossier at a time; `steal`
//                                                 asks who has it to save and let go, and waits some seconds
//   unlock       {id}                             → {}
//   storage_info {}                               → {persisted, usage, quota}
//
//  files
//   pick         {purpose, accept, multiple, folder, camera} → {} the files come as event "files";
//                                                 asked while a click is being handled
//   save         {name, type, text | blob | sha256}           → {} a download
//   read_text    {blob, limit}                    → {text}       fails: file.too_large, file.unreadable
//   preview      {blob | sha256, name}            → {}           a dialog over the page: image or PDF, by
//                                                 their bytes, text by its name; else an offer to save
//   shrink       {blob | sha256, side, quality}   → {blob, size, name, type}  an image made smaller
//   release      {blob}                           → {}
//
//  worker jobs (src/engine): long, with "progress" events {done, total}; `cancel {ticket}`
//   hash         {blob | sha256 (of kept bytes)}  → {sha256, size, crc32, secret, heic, shortcut}  secret: a key file
//                                                 (bundle/secret.h), which is never evidence; shortcut: the address
//                                                 it points to, only where it is one (bundle/file_kind.h)
//   make_key     {owner, passphrase}              → {file, public, fingerprint, key_id}
//   check_key    {file, passphrase}               → {public, fingerprint, key_id, locked}
//   write_bundle {dossier, pack, key, passphrase, owner, today} → {blob, name, size, sha256}
//                                                   re-opened and verified before it answers
//   in the office's module only (src/office):
//   triage       {blobs, names, signers}          → {rows}       stage one of many files (intake/row.h)
//   check_evidence {blobs, names, signers}        → {rows}       stage two of them
//   read_keys    {blob, name}                     → {count, problems}  a register of keys, which comes first
//                                                   piece by piece as event "progress" (intake/lists.h)
//   read_units   {blob | text, name, pack}        → what is to be said of a list of units, which comes likewise
//   unpack       {blob, name}                     → {files, left, litter} what comes out of a ZIP of bundles, as in
//                                                   event "files"; what stayed: [{name, why}]; files of systems
//   take_in      {blob, name, signers}            → {intake}     stage one and stage two; stage one
//                                                   comes first as event "progress" with {intake}
//   entry        {blob, name}                     → {blob, size}  one file of a bundle
//   write_paper  {type, document, dossier, pack, key, passphrase, today} → {blob, name, size, sha256}
//                                                   intake/paper.h; verified like write_bundle
//   workbook     {rollup, pack, day}              → {blob, size}  an XLSX, Vietnamese like every paper
//   fingerprint_qr is drawn by ui from the text; nothing to ask.
//
//  the page
//   copy         {text}                           → {}
//   open         {url}                            → {}           http, https, mailto only: is_web_address
//   title        {text, lang, drop, skip}         → {}           title, language, the words over a
//                                                 drop and of the skip link
//   look         {dark, zoom, colors: {name: "#rrggbb"}} → {} what surrounds the canvas in its colours;
//                                                 zoom: text size, per cent
//   announce     {text, assertive}                → {}           live region
//   english      {}                               → {}           from then on has_english() (base/lang.h);
//                                                 fails: browser.no_english
//   wake_in      {ms}                             → {}           an event "tick" later
//   at           {at}                             → {}           "office" or "": which module a reload
//                                                 begins with
//   become       {module, files}                  → nothing: the module "office" is downloaded, with
//                                                 "progress" {done, total} in bytes, takes this one's
//                                                 place and gets "start" with these files. What is not
//                                                 stored is gone then. fails: browser.no_office
Ticket ask(std::string_view what, Json args = Json::object());

// What comes in. `what`:
//   "answer"   to `ticket`; `data` as above, or {"error": {code, file, pointer, offset, args}}
//   "progress" to `ticket`
//   "stored"   {id, json, more}: an entry of the store "office", each by itself in the order of their ids, before
//              "start" and only where the module has an office; so many more follow
//   "start"    before anything else: {lang, dossiers: [json], keys, settings: {id: json}, persisted,
//              storage_error, at, files}; at "office": go there with these files, as in "files"
//   "files"    {purpose, files: [{blob, name, size, type, path}]}; purpose "drop" or "paste" where
//              nobody asked. `missing`: announced by the browser and not delivered; no files at all: none was
//   "tick"     after wake_in
//   "flush"    the page may go away: save now
//   "key"      {key}: "ctrl+s", "ctrl+z", "ctrl+shift+z", "ctrl+y", "escape" outside of a text field
//   "system"   {dark, contrast}: what the machine asks for, before "start" and whenever it changes
//   "lock_wanted" {id}: another tab waits for this dossier: save it and unlock
//   "lock_lost" {id}: another tab took the dossier over without waiting any longer
struct Event {
  std::string what;
  Ticket ticket = 0;
  Json data;
};

// The mirror of the frame just drawn; only what changed is patched into the page.
void show(const Mirror& mirror);

// Draw `frames` more frames, soon.
void wake(int frames = 3);

}  // namespace thuoc::port
