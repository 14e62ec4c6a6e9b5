// Modules as they were read before the kernel wall closed the way to them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "loader/resolve/media_type.h"
#include "loader/typescript/transpiler.h"
#include "runtime/base/result.h"

namespace bailey::loader {

struct KeptModule {
  std::string url;           // after redirects
  std::string content_type;  // empty when nobody declared one
  std::string bytes;         // of remote modules the text
  MediaType transpiled_as = MediaType::Unknown;
  std::optional<Transpiled> output = std::nullopt;
};

// Filled on one thread while the process has no other; afterwards any may look.
class KeptModules {
 public:
  // By the URL that is asked for: the module, why it could not be read, or null.
  const Result<KeptModule>* find(const std::string& url) const {
    auto found = modules_.find(url);
    return found == modules_.end() ? nullptr : &found->second;
  }
  // Not after seal().
  void put(const std::string& url, Result<KeptModule> module) {
    modules_.insert_or_assign(url, std::move(module));
  }
  // From now on nothing is added.
  void seal() { sealed_ = true; }
  bool is_sealed() const { return sealed_; }

 private:
  bool sealed_ = false;
  std::map<std::string, Result<KeptModule>> modules_;
};

}  // namespace bailey::loader
