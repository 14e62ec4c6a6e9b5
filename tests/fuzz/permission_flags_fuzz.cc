// All permission flags at once: reading them never fails without saying why, and what they give
// never goes against a flag without a value.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "permissions/parse_policy.h"
#include "runtime/base/check.h"
#include "tests/support/broker_fixture.h"

using namespace bailey;
using namespace bailey::permissions;

namespace {

// One line of input: the kind, what the flag does, then its value. "re,/tmp" is --deny-read=,/tmp.
void add_line(FlagValues& flags, std::string_view line) {
  if (line.size() < 2) return;
  const std::array<KindFlags*, 8> kinds = {&flags.read, &flags.write, &flags.net, &flags.env,
      &flags.sys, &flags.run, &flags.ffi, &flags.import};
  KindFlags& kind = *kinds[static_cast<unsigned char>(line[0]) % kinds.size()];
  auto use = static_cast<unsigned char>(line[1]);
  FlagList& list = use % 3 == 0 ? kind.allow : use % 3 == 1 ? kind.deny : kind.ignore;
  if (line.size() == 2) {
    if (list.use == FlagUse::Absent) list.use = FlagUse::Whole;
    return;
  }
  list.use = FlagUse::Listed;
  list.values.emplace_back(line.substr(2));
}

void check_query(tests::BrokerFixture& fixture, Kind kind, const std::string& value) {
  auto state = fixture.broker->query({kind, value});
  if (!state) {
    BAILEY_CHECK(!state.error().message.empty());
    return;
  }
  // Without prompts a request changes nothing. It reads the value even where everything is granted.
  auto requested = fixture.broker->request({kind, value});
  if (!requested) return;
  BAILEY_CHECK(fixture.broker->query({kind, value}).value() == *state);
  auto revoked = fixture.broker->revoke({kind, value}).value();
  bool was_granted = *state == State::Granted || *state == State::GrantedPartial;
  BAILEY_CHECK(was_granted || revoked == *state);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  FlagValues flags{.no_prompt = true};
  std::string query(text.substr(0, text.find('\n')));
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(line.size() == text.size() ? text.size() : line.size() + 1);
    add_line(flags, line);
  }
  tests::BrokerFixture fixture;
  fixture.paths.links["/tmp/link"] = "/etc";
  fixture.programs.executables = {"/bin/ls", "/bin/cat.sh"};
  auto parsed = parse_policy(flags, fixture.paths, fixture.programs);
  if (!parsed) {
    BAILEY_CHECK(!parsed.error().message.empty());
    return 0;
  }
  fixture.start_with(parsed->policy);
  for (int kind = 0; kind < kKindCount; ++kind) {
    check_query(fixture, static_cast<Kind>(kind), query);
  }
  return 0;
}
