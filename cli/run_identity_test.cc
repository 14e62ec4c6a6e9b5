#include "cli/run_identity.h"

#include <doctest/doctest.h>

#include <set>

namespace bailey::cli {
namespace {

using permissions::FlagUse;
using permissions::FlagValues;

TEST_SUITE_BEGIN("cli/run_identity");

TEST_CASE("another program, place or grant is another run, and nothing else is") {
  std::set<std::string> names;
  auto add = [&](const FlagValues& flags) {
    names.insert(run_identity("file:///a.js", "/", flags));
  };
  FlagValues list{.read = {.allow = {FlagUse::Listed, {"ab", "c"}}}};
  add({});
  add(list);
  add({.read = {.allow = {FlagUse::Listed, {"a", "bc"}}}});
  add({.read = {.allow = {FlagUse::Listed, {"ab"}}}});
  add({.read = {.deny = {FlagUse::Listed, {"ab", "c"}}}});
  add({.read = {.allow = {FlagUse::Whole, {}}}});
  add({.write = {.allow = {FlagUse::Listed, {"ab", "c"}}}});
  add({.no_prompt = true});
  add({.import_hosts = {"a:1"}});
  CHECK(names.size() == 9);
  add(list);
  add({.read = {.allow = {FlagUse::Listed, {"c", "ab"}}}});
  CHECK(names.size() == 9);
  names.insert(run_identity("file:///b.js", "/", list));
  names.insert(run_identity("file:///a.js", "/b", list));
  CHECK(names.size() == 11);
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::cli
