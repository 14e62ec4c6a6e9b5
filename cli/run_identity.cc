#include "cli/run_identity.h"

#include <algorithm>
#include <format>

#include "loader/cache/sha256.h"

namespace bailey::cli {
namespace {

// With its length, so that no two lists of texts look alike.
void add(std::string& all, const std::string& text) {
  all += std::format("{}:{}", text.size(), text);
}

void add(std::string& all, const permissions::FlagList& list) {
  all += std::format("{} {} ", static_cast<int>(list.use), list.values.size());
  // The order of flags never matters.
  auto values = list.values;
  std::ranges::sort(values);
  for (const std::string& value : values) add(all, value);
}

}  // namespace

std::string run_identity(const std::string& main_module, const std::string& directory,
    const permissions::FlagValues& flags) {
  std::string all;
  add(all, main_module);
  add(all, directory);
  for (const auto* kind : {&flags.read, &flags.write, &flags.net, &flags.env, &flags.sys,
           &flags.run, &flags.ffi, &flags.import}) {
    add(all, kind->allow);
    add(all, kind->deny);
    add(all, kind->ignore);
  }
  all += std::format("{} {} {}", flags.allow_all, flags.no_prompt, flags.import_hosts.size());
  for (const std::string& host : flags.import_hosts) add(all, host);
  return loader::sha256(all);
}

}  // namespace bailey::cli
