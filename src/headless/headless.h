// The port without a browser, for tests: storage in memory, files given by the test, the worker's jobs
// (jobs.h) done at once. Questions queue up as in the browser and are answered by deliver().
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "port/port.h"

namespace thuoc::port::headless {

struct Asked {
  Ticket ticket = 0;
  std::string what;
  Json args;
};

struct World {
  std::map<std::string, std::map<std::string, std::string>> stores;  // store → id → JSON
  std::map<std::string, std::string> kept;                           // sha256 → bytes
  std::map<std::uint32_t, std::string> blobs;                        // this session's
  std::map<std::string, std::string> saved;                          // file name → bytes: downloads
  std::vector<std::string> opened, announced;                        // URLs; live region
  std::deque<Asked> questions;
  std::vector<Asked> picks;                    // asked for files; the test answers by an event "files"
  std::string fail_put;                        // an error code: every put and keep fails with it
  std::string fail_become;                     // likewise
  std::function<bool(const Asked&)> gives_up;  // questions that a worker was too long about
  std::optional<Json> became;                  // the files taken along; the test then starts the other module
  bool held_elsewhere = false;                 // locks: another tab has it
  std::int64_t now_ms = 1'775'000'000'000;     // 31 March 2026
  std::uint32_t last_blob = 0;
  Mirror mirror;  // last shown
  int frames_wanted = 0;

  std::uint32_t add_blob(std::string bytes) {
    blobs[++last_blob] = std::move(bytes);
    return last_blob;
  }
};

World& world();

// Answers what was asked, and what those answers ask, until nothing is left; time stands still.
void deliver(const std::function<void(const Event&)>& handle);
// Lets `ms` pass, with the ticks that fall due.
void pass(std::int64_t ms, const std::function<void(const Event&)>& handle);
// A reload, or the other module: what is not stored is gone, but for the files it was given. "stored" of each, "start".
std::vector<Event> start_events();

}  // namespace thuoc::port::headless
