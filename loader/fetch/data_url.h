// data: URLs. https://fetch.spec.whatwg.org/#data-url-processor
#pragma once

#include <string>
#include <string_view>

#include "runtime/base/result.h"

namespace bailey::loader {

struct DataUrl {
  std::string content_type;  // as written, parameters included; never empty
  std::string body;
};

// What `url`, a serialized data: URL, holds. TypeError when it has no comma or bad base64.
Result<DataUrl> decode_data_url(std::string_view url);

}  // namespace bailey::loader
