// A file that only grows, such as a log: opened once, each piece added at its end.
#pragma once

#include <cstdint>
#include <span>

#include "permissions/grant.h"
#include "runtime/base/result.h"
#include "runtime/os/owned_fd.h"

namespace bailey::os {

class AppendFile {
 public:
  // Made if it is missing; what it holds already stays.
  static Result<AppendFile> open(const permissions::WriteGrant& file);

  // In one piece, also beside other processes that add to the file, as far as the file system does
  // so. Thread: one at a time.
  Result<> append(std::span<const std::uint8_t> bytes);

 private:
  explicit AppendFile(OwnedFd fd) : fd_(std::move(fd)) {}

  OwnedFd fd_;
};

}  // namespace bailey::os
