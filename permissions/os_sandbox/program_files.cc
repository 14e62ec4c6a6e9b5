#include "permissions/os_sandbox/program_files.h"

#include <elf.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <optional>
#include <string_view>

namespace bailey::permissions::os_sandbox {
namespace {

// As many interpreters of interpreters as the kernel follows, and a loader.
constexpr std::size_t kLongestChain = 6;

class Reader {
 public:
  explicit Reader(const std::string& path)
      : fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  ~Reader() {
    if (fd_ >= 0) ::close(fd_);
  }

  // As much of `into` as the file holds at `offset`.
  template <class T>
  std::string_view read(T& into, std::uint64_t offset) const {
    auto* bytes = reinterpret_cast<char*>(&into);
    ssize_t size = fd_ < 0 ? -1 : ::pread(fd_, bytes, sizeof into, static_cast<off_t>(offset));
    return {bytes, static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
  }

 private:
  int fd_;
};

// "#! /usr/bin/env -S deno run": the file after the marks.
std::string script_interpreter(std::string_view start) {
  start = start.substr(2, start.find('\n') - 2);
  auto from = start.find_first_not_of(" \t");
  if (from == std::string_view::npos) return {};
  start.remove_prefix(from);
  return std::string(start.substr(0, start.find_first_of(" \t")));
}

// The loader that a 64-bit ELF file asks for.
std::string elf_interpreter(const Reader& file) {
  Elf64_Ehdr header{};
  if (file.read(header, 0).size() < sizeof header || header.e_ident[EI_CLASS] != ELFCLASS64)
    return {};
  for (unsigned i = 0; i < header.e_phnum; ++i) {
    Elf64_Phdr segment{};
    if (file.read(segment, header.e_phoff + i * sizeof segment).size() < sizeof segment) return {};
    if (segment.p_type != PT_INTERP) continue;
    std::array<char, PATH_MAX> name{};
    auto text = file.read(name, segment.p_offset);
    text = text.substr(0, std::min<std::uint64_t>(text.size(), segment.p_filesz));
    return std::string(text.substr(0, text.find('\0')));
  }
  return {};
}

std::string interpreter(const std::string& path) {
  Reader file(path);
  std::array<char, 256> buffer{};
  std::string_view start = file.read(buffer, 0);
  if (start.starts_with("#!")) return script_interpreter(start);
  if (start.starts_with(ELFMAG)) return elf_interpreter(file);
  return {};
}

std::string resolved(const std::string& path) {
  std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr), &std::free);
  return real ? std::string(real.get()) : path;
}

}  // namespace

std::vector<std::string> program_files(const std::string& program) {
  std::vector<std::string> files;
  for (std::string next = program; !next.empty() && files.size() < kLongestChain;) {
    files.push_back(resolved(next));
    next = interpreter(files.back());
  }
  return files;
}

}  // namespace bailey::permissions::os_sandbox
