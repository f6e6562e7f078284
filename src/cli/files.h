// Files on this machine's disks.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bundle/bundle.h"

namespace thuoc::cli {

// Reads by pread, so that several threads may share one. Codes cli.file_not_found, cli.file_cannot_open,
// cli.file_not_a_file.
class FileSource : public Source {
 public:
  static Result<FileSource> open(const std::string& path);
  FileSource(FileSource&& other) noexcept;
  FileSource& operator=(FileSource&&) = delete;
  ~FileSource() override;
  std::uint64_t size() const override { return size_; }
  Status read(std::uint64_t offset, std::span<std::byte> into) const override;

 private:
  FileSource(int file, std::uint64_t size) : file_(file), size_(size) {}
  int file_ = -1;
  std::uint64_t size_ = 0;
};

// Whole, at most `limit` bytes: cli.file_too_large. May be a pipe: --signers <(grep …).
Result<std::string> read_text(const std::string& path, std::uint64_t limit);

// A file that appears under its name only when it is complete and on the disk: until then it is a
// temporary one beside it, removed when this object goes. Code cli.file_cannot_write.
class FileWriter {
 public:
  static Result<FileWriter> create(const std::string& path);
  FileWriter(FileWriter&& other) noexcept;
  FileWriter& operator=(FileWriter&&) = delete;
  ~FileWriter();
  Status write(std::string_view bytes);
  // Everything written is on the disk; `temporary()` may be read back.
  Status finish();
  const std::string& temporary() const { return temporary_; }
  enum class Existing { replace, keep };
  // Code cli.file_exists where `keep` finds one.
  Status publish(Existing existing);

 private:
  FileWriter(int file, std::string path, std::string temporary)
      : file_(file), path_(std::move(path)), temporary_(std::move(temporary)) {}
  std::unexpected<Error> failed() const;
  int file_ = -1;
  std::string path_, temporary_;
};

struct FoundFile {
  std::string path;
  std::string name;  // last part, composed (macOS stores names decomposed)
  std::uint64_t size = 0;
};
// Every plain file under `folder`, sorted by path; links are not followed. Code cli.file_not_a_folder.
Result<std::vector<FoundFile>> files_under(const std::string& folder);

}  // namespace thuoc::cli
