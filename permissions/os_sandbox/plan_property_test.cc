// What must hold for every plan: tried on many random rules, the same on every run.
#include <sys/stat.h>
#include <unistd.h>

#include <random>

#include "permissions/path_index.h"
#include "tests/support/plan_fixture.h"

namespace bailey::permissions::os_sandbox {
namespace {

using namespace bailey::tests;

// A small tree, half of whose paths exist, and random rules over it.
class RandomFiles {
 public:
  RandomFiles() {
    for (const char* name : {"a", "a/b", "c"}) ::mkdir(at(name).c_str(), 0755);
    for (const char* name : {"a/f", "a/b/f", "c/f"}) write_file(at(name));
    for (const char* name :
        {"a", "a/b", "a/b/f", "a/b/new", "a/f", "a/new", "c", "c/f", "c/new", "new", "new/f"})
      paths.push_back(at(name));
    rules = paths;
    for (const char* link : {"link", "a/up"}) {
      REQUIRE(::symlink(at(link[0] == 'l' ? "a/b" : "c").c_str(), at(link).c_str()) == 0);
      for (const char* below : {"", "/f", "/new"}) rules.push_back(at(link) + below);
    }
  }

  FlagList some(int chance) {
    std::vector<std::string> values;
    for (const std::string& path : rules) {
      if (random_() % 100 < static_cast<unsigned>(chance)) values.push_back(path);
    }
    return values.empty() ? FlagList{} : list(values);
  }

  std::vector<std::string> paths;
  std::vector<std::string> rules;  // those paths, and spellings of them through links

 private:
  std::string at(const char* name) const { return folder_ / name; }

  TempDir folder_;
  std::minstd_rand random_{20261121};
};

bool is_granted(const RuleBook<PathIndex>& book, const std::string& path) {
  return book.state(path, PartialDenial::Overlook) == State::Granted;
}

}  // namespace

TEST_SUITE_BEGIN("permissions/os_sandbox/plan_property");

TEST_CASE_FIXTURE(Plans, "auto closes nothing that the broker grants") {
  RandomFiles files;
  for (int round = 0; round < 300; ++round) {
    FlagValues flags{.read = {.allow = files.some(20), .deny = files.some(10)},
        .write = {.allow = files.some(20), .deny = files.some(10)}};
    auto policy = policy_of(flags);
    auto plan = this->plan(flags);
    for (const std::string& path : files.paths) {
      CAPTURE(path);
      if (is_granted(policy.read, path)) CHECK((rights_on(plan, path) & kReads) == kReads);
      if (is_granted(policy.write, path)) CHECK((rights_on(plan, path) & kWrites) == kWrites);
    }
  }
}

TEST_CASE_FIXTURE(Plans, "require opens nothing that the broker refuses") {
  RandomFiles files;
  mode = SandboxMode::Require;
  int built = 0;
  for (int round = 0; round < 600; ++round) {
    FlagValues flags{.read = {.allow = files.some(12), .deny = files.some(5)},
        .write = {.allow = files.some(8), .deny = files.some(5)}};
    auto policy = policy_of(flags);
    auto plan = try_plan(flags);
    if (!plan) continue;
    ++built;
    for (const std::string& path : files.paths) {
      CAPTURE(path);
      if (!is_granted(policy.read, path)) CHECK((rights_on(*plan, path) & kReads) == 0);
      if (!is_granted(policy.write, path)) CHECK((rights_on(*plan, path) & kWrites) == 0);
    }
  }
  CHECK(built > 50);
}

TEST_SUITE_END();

}  // namespace bailey::permissions::os_sandbox
