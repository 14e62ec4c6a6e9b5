#include "runtime/ops/object_urls.h"

#include <utility>

namespace bailey::ops {

void ObjectUrls::add(std::string url, ObjectUrlContent content) {
  std::scoped_lock lock(mutex_);
  contents_[std::move(url)] = std::move(content);
}

void ObjectUrls::remove(std::string_view url) {
  std::scoped_lock lock(mutex_);
  if (auto found = contents_.find(url); found != contents_.end()) contents_.erase(found);
}

std::optional<ObjectUrlContent> ObjectUrls::find(std::string_view url) const {
  std::scoped_lock lock(mutex_);
  auto found = contents_.find(url.substr(0, url.find('#')));
  if (found == contents_.end()) return std::nullopt;
  return found->second;
}

}  // namespace bailey::ops
