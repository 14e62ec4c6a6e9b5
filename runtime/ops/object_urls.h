// What stands behind the blob: URLs of a process. https://w3c.github.io/FileAPI/#BlobURLStore
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace bailey::ops {

struct ObjectUrlContent {
  std::string type;
  std::shared_ptr<const std::string> bytes;  // shared: modules and workers read them at any time
};

// Shared by all realms, so that a worker can be started from a blob: URL. Thread: any.
class ObjectUrls {
 public:
  void add(std::string url, ObjectUrlContent content);
  void remove(std::string_view url);
  // `url` as it was added, whatever its fragment.
  std::optional<ObjectUrlContent> find(std::string_view url) const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, ObjectUrlContent, std::less<>> contents_;
};

}  // namespace bailey::ops
