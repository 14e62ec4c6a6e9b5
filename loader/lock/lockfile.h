// deno.lock: the digests of remote modules and where redirects led, so that what ran once runs
// again or not at all. Version 5 of Deno's format, byte for byte.
//
// What packages (npm:, jsr:) have in the file is kept as it is.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "loader/disk/disk.h"
#include "loader/json/json.h"
#include "runtime/base/result.h"

namespace bailey::loader {

// Error::code of a module that is not the one the lock file knows. A program that ends with such
// an error exits with kIntegrityExitCode.
inline constexpr std::string_view kIntegrityCode = "ERR_LOCKFILE_INTEGRITY";
inline constexpr int kIntegrityExitCode = 10;

class Lockfile {
 public:
  enum class Mode : std::uint8_t {
    Update,
    Frozen,  // --frozen: a lock file that would have to change is an error
  };

  // The lock file at `path`, absolute; an empty one when there is none. Both sides of a merge
  // conflict that Git left in it are taken.
  static Result<Lockfile> load(Disk& disk, std::string path, Mode mode);

  Lockfile(Lockfile&&) noexcept;
  Lockfile& operator=(Lockfile&&) noexcept;
  ~Lockfile();

  // Where `url` was redirected to when it was locked.
  std::optional<std::string> redirect(std::string_view url) const;
  // The digest of `url`'s text; empty when the file does not know it.
  std::string_view digest(std::string_view url) const;

  // Notes what a new URL led to or held; what the file knows already stays.
  void add_redirect(std::string_view from, std::string_view to);
  void add_remote(std::string_view url, std::string_view sha256);
  // The packages that the config names, such as `jsr:@std/path@1`, sorted.
  void set_dependencies(const std::vector<std::string>& requirements);

  // Writes the file when it has to change. With Mode::Frozen that is the error instead, which
  // shows the difference.
  Result<> save(Disk& disk);

  const std::string& path() const { return path_; }
  std::string text() const;

 private:
  struct Sections;

  Lockfile(std::string path, Mode mode);
  Result<> read(std::string_view text);
  Result<> read_conflicting(std::string_view text);
  Result<> take(const Json& json);

  std::string path_;
  Mode mode_;
  std::string on_disk_;  // empty when there is no file
  bool changed_ = false;
  std::unique_ptr<Sections> sections_;
};

// The error for a text whose digest is not the one in the lock file. Code kIntegrityCode.
Error integrity_error(std::string_view url, std::string_view actual, std::string_view expected);

}  // namespace bailey::loader
