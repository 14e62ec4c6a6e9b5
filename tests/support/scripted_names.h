// A name service that answers as it is told, for tests of names that change what they lead to.
#pragma once

#include <algorithm>
#include <atomic>
#include <string>
#include <utility>
#include <vector>

#include "runtime/net/name_service.h"

namespace bailey::tests {

// Every name leads to `answers`, one after the other, the last for ever; each is a list of
// addresses. At least one.
class ScriptedNames final : public net::NameService {
 public:
  explicit ScriptedNames(std::vector<std::vector<std::string>> answers)
      : answers_(std::move(answers)) {}

  Result<std::vector<net::Endpoint>> look_up(const std::string&) const override {
    std::size_t turn = std::min<std::size_t>(lookups_++, answers_.size() - 1);
    std::vector<net::Endpoint> found;
    for (const std::string& address : answers_[turn])
      found.push_back({.address = *permissions::IpAddress::parse_strict(address)});
    return found;
  }
  int lookups() const { return lookups_; }

 private:
  std::vector<std::vector<std::string>> answers_;
  mutable std::atomic<int> lookups_ = 0;  // the pool asks
};

}  // namespace bailey::tests
