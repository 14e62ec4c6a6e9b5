// Where host names are looked up: an interface, so that tests can answer.
#pragma once

#include <string>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/net/endpoint.h"

namespace bailey::net {

class NameService {
 public:
  virtual ~NameService() = default;

  // The addresses of `host`, at port 0; never empty. May block for seconds. Thread: any.
  virtual Result<std::vector<Endpoint>> look_up(const std::string& host) const = 0;
};

// That of the C library.
const NameService& system_names();

}  // namespace bailey::net
