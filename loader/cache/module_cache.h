// Remote modules on disk, kept for ever: the same URL gives the same text until --reload.
//
// Below the folder lie `entries/XX/<sha256 of the URL>.json`, what the server said, and
// `bodies/XX/<sha256 of the text>`, the texts by their content. A body is written before the entry
// that names it, each at once or not at all, and both are verified when read. So neither a
// process that was killed, nor two that fill the folder together, nor a disk that lost half a
// file can make a wrong text out of a module: what does not fit counts as absent.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "loader/disk/disk.h"
#include "runtime/base/result.h"

namespace bailey::loader {

// Names in lower case.
using HttpHeaders = std::map<std::string, std::string, std::less<>>;

struct CachedModule {
  std::string url;  // as it was asked for
  int status = 200;
  HttpHeaders headers = {};
  std::string redirect = {};  // absolute URL; empty when the entry is a module
  std::string body = {};      // empty for a redirect
  std::string sha256 = {};    // of the body
  std::int64_t time = 0;      // when it was fetched, in seconds since 1970
};

struct CacheLookup {
  std::optional<CachedModule> found;
  // Why what lay there is not used; empty when nothing lay there.
  std::string damage;
};

class ModuleCache {
 public:
  // `disk` must outlive the cache. `folder` need not exist yet.
  ModuleCache(Disk& disk, std::string folder) : disk_(disk), folder_(std::move(folder)) {}

  // What is stored for `url`, verified. Damaged entries are removed on the way.
  CacheLookup find(std::string_view url);

  // Stores `module` under its url, replacing what was there. `module.sha256` is filled in. The
  // error says what to do about it.
  Result<> put(CachedModule& module);

  // Where the text with this digest lies, whether or not it does.
  std::string body_path(std::string_view sha256) const;
  std::string entry_path(std::string_view url) const;

 private:
  Disk& disk_;
  std::string folder_;
};

// bailey's own folder: `$BAILEY_DIR`, else `$XDG_CACHE_HOME/bailey`, else `$HOME/.cache/bailey`.
// `variable` reads the environment, empty for unset; relative values count from `directory`.
Result<std::string> cache_folder(
    const std::function<std::string(std::string_view)>& variable, std::string_view directory);

}  // namespace bailey::loader
