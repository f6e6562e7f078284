#include "cli/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <utility>

#include "base/limits.h"
#include "base/utf8.h"

namespace thuoc::cli {
namespace {

namespace fs = std::filesystem;

std::unexpected<Error> about(const char* code, const std::string& path, std::uint64_t limit = 0) {
  return fail(code, {path, "", std::nullopt}, {{"limit", std::to_string(limit >> 20)}});
}

void sync_folder_of(const std::string& path) {
  const fs::path parent = fs::path(path).parent_path();
  const int folder = ::open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return;
  fsync(folder);  // some file systems cannot; the rename itself was done
  ::close(folder);
}

// A pipe of the shell, <(…), has a writer; one with a name may wait for ever, and so may a device.
bool is_file_or_pipe(int file, const std::string& path) {
  struct stat status;
  if (fstat(file, &status) != 0) return false;
  if (S_ISREG(status.st_mode)) return true;
  std::error_code error;
  return S_ISFIFO(status.st_mode) && (static_cast<void>(fs::canonical(path, error)), error.value() != 0);
}

}  // namespace

Result<FileSource> FileSource::open(const std::string& path) {
  // Without O_NONBLOCK a named pipe in a folder of bundles would hold everything up.
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) return about(errno == ENOENT ? "cli.file_not_found" : "cli.file_cannot_open", path);
  struct stat status;
  if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
    ::close(file);
    return about("cli.file_not_a_file", path);
  }
  return FileSource(file, static_cast<std::uint64_t>(status.st_size));
}

FileSource::FileSource(FileSource&& other) noexcept : file_(std::exchange(other.file_, -1)), size_(other.size_) {}

FileSource::~FileSource() {
  if (file_ >= 0) ::close(file_);
}

Status FileSource::read(std::uint64_t offset, std::span<std::byte> into) const {
  while (!into.empty()) {
    const ssize_t got = pread(file_, into.data(), into.size(), static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return fail("source.read_failed", {"", "", offset});
    into = into.subspan(static_cast<std::size_t>(got));
    offset += static_cast<std::uint64_t>(got);
  }
  return {};
}

Result<std::string> read_text(const std::string& path, std::uint64_t limit) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) return about(errno == ENOENT ? "cli.file_not_found" : "cli.file_cannot_open", path);
  if (!is_file_or_pipe(file, path)) {
    ::close(file);
    return about("cli.file_not_a_file", path);
  }
  fcntl(file, F_SETFL, fcntl(file, F_GETFL) & ~O_NONBLOCK);
  std::string text;
  char slice[limits::slice_bytes];
  ssize_t got;
  while (text.size() <= limit && ((got = ::read(file, slice, sizeof slice)) > 0 || (got < 0 && errno == EINTR)))
    if (got > 0) text.append(slice, static_cast<std::size_t>(got));
  const int problem = text.size() <= limit && got < 0 ? errno : 0;
  ::close(file);
  if (problem) return about("cli.file_cannot_open", path);
  if (text.size() > limit) return about("cli.file_too_large", path, limit);
  return text;
}

Result<FileWriter> FileWriter::create(const std::string& path) {
  std::string temporary = path + ".XXXXXX";
  const int file = mkostemp(temporary.data(), O_CLOEXEC);
  if (file < 0) return about("cli.file_cannot_write", path);
  return FileWriter(file, path, std::move(temporary));
}

FileWriter::FileWriter(FileWriter&& other) noexcept
    : file_(std::exchange(other.file_, -1)), path_(std::move(other.path_)), temporary_(std::exchange(other.temporary_, "")) {}

FileWriter::~FileWriter() {
  if (file_ >= 0) ::close(file_);
  if (!temporary_.empty()) unlink(temporary_.c_str());
}

std::unexpected<Error> FileWriter::failed() const { return about("cli.file_cannot_write", path_); }

Status FileWriter::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(file_, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return failed();
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return {};
}

Status FileWriter::finish() {
  const bool synced = fsync(file_) == 0;
  if (::close(std::exchange(file_, -1)) != 0 || !synced) return failed();
  return {};
}

Status FileWriter::publish(Existing existing) {
  // link() never replaces what is there, rename() always does.
  if (existing == Existing::keep) {
    if (link(temporary_.c_str(), path_.c_str()) != 0)
      return errno == EEXIST ? Status(about("cli.file_exists", path_)) : Status(failed());
    unlink(temporary_.c_str());
  } else {
    // mkstemp made it 0600; a bundle is there to be handed on.
    const mode_t mask = umask(0);
    umask(mask);
    chmod(temporary_.c_str(), 0666 & ~mask);
    if (rename(temporary_.c_str(), path_.c_str()) != 0) return failed();
  }
  temporary_.clear();
  sync_folder_of(path_);
  return {};
}

Result<std::vector<FoundFile>> files_under(const std::string& folder) {
  std::error_code error;
  fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, error);
  if (error) return about("cli.file_not_a_folder", folder);
  std::vector<FoundFile> out;
  for (const fs::recursive_directory_iterator end; at != end; at.increment(error)) {
    if (error) break;
    std::error_code ignored;
    const fs::file_status status = at->symlink_status(ignored);
    if (!fs::is_regular_file(status)) continue;
    const std::uintmax_t size = at->file_size(ignored);
    out.push_back({at->path().string(), compose_vietnamese(at->path().filename().string()), ignored ? 0 : size});
  }
  if (error) return about("cli.file_not_a_folder", folder);
  std::sort(out.begin(), out.end(), [](const FoundFile& a, const FoundFile& b) { return a.path < b.path; });
  return out;
}

}  // namespace thuoc::cli
