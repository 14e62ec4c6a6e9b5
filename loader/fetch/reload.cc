#include "loader/fetch/reload.h"

#include "loader/resolve/url.h"

namespace bailey::loader {

bool Reload::covers(std::string_view url) const {
  if (all) return true;
  if (below.empty()) return false;
  url = without_fragment(url);
  if (below.contains(url)) return true;
  for (url = path_of(url);; url = url.substr(0, url.rfind('/'))) {
    if (below.contains(url)) return true;
    // The two slashes before the host end the climb.
    if (url.rfind('/') == url.npos || url.ends_with("//")) return false;
  }
}

}  // namespace bailey::loader
