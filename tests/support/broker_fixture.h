// A broker on a fake disk, started from permission flags.
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "permissions/broker.h"
#include "permissions/parse_policy.h"
#include "tests/support/fake_paths.h"

namespace bailey::tests {

inline permissions::FlagList whole() { return {.use = permissions::FlagUse::Whole, .values = {}}; }

inline permissions::FlagList list(std::initializer_list<std::string> values) {
  return {.use = permissions::FlagUse::Listed, .values = values};
}

// The message script would see, or "" when the access was granted.
template <class T>
std::string refusal_of(const Result<T>& grant) {
  return grant ? "" : grant.error().message;
}

// Set up `paths` and `programs` first, then start.
struct BrokerFixture {
  FakePaths paths;
  FakePrograms programs;
  permissions::Prompter* prompter = nullptr;
  permissions::AccessObserver* observer = nullptr;
  permissions::DecisionSource* decisions = nullptr;
  std::unique_ptr<permissions::Broker> broker;

  void start(const permissions::FlagValues& flags) {
    auto parsed = permissions::parse_policy(flags, paths, programs).value();
    start_with(std::move(parsed.policy));
  }

  void start_with(permissions::Policy policy) {
    permissions::BrokerParts parts{.paths = paths,
        .programs = programs,
        .prompter = prompter,
        .observer = observer,
        .decisions = decisions};
    broker = std::make_unique<permissions::Broker>(std::move(policy), parts);
  }
};

}  // namespace bailey::tests
