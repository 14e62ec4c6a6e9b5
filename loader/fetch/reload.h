// --reload: which modules of the cache count as old.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace bailey::loader {

struct Reload {
  bool all = false;
  // URLs without a slash at the end: the module itself, or everything below.
  std::set<std::string, std::less<>> below = {};

  bool covers(std::string_view url) const;
};

}  // namespace bailey::loader
