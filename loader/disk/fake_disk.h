// A disk in memory, for tests.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "loader/disk/disk.h"
#include "runtime/base/os_error.h"

namespace bailey::loader {

class FakeDisk : public Disk {
 public:
  PathKind kind(std::string_view path) override {
    asked.emplace_back(path);
    if (files.contains(path)) return PathKind::File;
    auto below = files.lower_bound(std::string(path) + "/");
    bool folder = below != files.end() && below->first.starts_with(std::string(path) + "/");
    return folder ? PathKind::Folder : PathKind::Missing;
  }

  Result<std::string> read(std::string_view path, std::size_t limit) override {
    asked.emplace_back(path);
    auto file = files.find(path);
    if (file == files.end()) return os_failure(2, "");
    if (file->second.size() > limit)
      return fail(ErrorClass::InvalidData, "File too large (os error 27)", "EFBIG");
    return file->second;
  }

  Result<> replace(std::string_view path, std::string_view bytes) override {
    if (closed) return os_failure(13, "write '" + std::string(path) + "'");
    if (full) return os_failure(28, "write '" + std::string(path) + "'");
    written.emplace_back(path);
    files[std::string(path)] = bytes;
    return {};
  }

  Result<> remove(std::string_view path) override {
    if (auto file = files.find(path); file != files.end()) files.erase(file);
    return {};
  }

  std::map<std::string, std::string, std::less<>> files;
  std::vector<std::string> asked;    // paths that were looked at or read, in order
  std::vector<std::string> written;  // paths that were replaced, in order
  bool closed = false;               // every write fails with EACCES
  bool full = false;                 // every write fails with ENOSPC
};

}  // namespace bailey::loader
