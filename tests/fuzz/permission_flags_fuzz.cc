// All permission flags at once: reading them never fails without saying why, their order means
// nothing, a denial without a value leaves only what a list names, and what is allowed is what
// queries tell.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "permissions/parse_policy.h"
#include "runtime/base/check.h"
#include "tests/support/broker_fixture.h"

using namespace bailey;
using namespace bailey::permissions;

namespace {

std::array<KindFlags*, kKindCount> kinds_of(FlagValues& flags) {
  return {&flags.read, &flags.write, &flags.net, &flags.env, &flags.sys, &flags.run, &flags.ffi,
      &flags.import};
}

// One line of input: the kind, what the flag does, then its value. "01/tmp" is --deny-read=/tmp.
void add_line(FlagValues& flags, std::string_view line) {
  if (line.size() < 2) return;
  KindFlags& kind = *kinds_of(flags)[static_cast<unsigned char>(line[0]) % kKindCount];
  auto use = static_cast<unsigned char>(line[1]);
  FlagList& list = use % 3 == 0 ? kind.allow : use % 3 == 1 ? kind.deny : kind.ignore;
  if (line.size() == 2) {
    if (list.use == FlagUse::Absent) list.use = FlagUse::Whole;
    return;
  }
  // As on a command line: a denial of everything stays one, whatever is listed beside it.
  bool is_allow = &list == &kind.allow;
  if (list.use == FlagUse::Whole && !is_allow) return;
  list.use = FlagUse::Listed;
  list.values.emplace_back(line.substr(2));
}

// The same flags, said the other way round and partly twice.
FlagValues turned_around(FlagValues flags) {
  for (KindFlags* kind : kinds_of(flags)) {
    for (FlagList* list : {&kind->allow, &kind->deny, &kind->ignore}) {
      std::ranges::reverse(list->values);
      if (list->values.size() > 1) list->values.push_back(list->values[1]);
    }
  }
  return flags;
}

// What comes of trying, where that is one call and no more than the query asks.
bool is_allowed(Broker& broker, Kind kind, const std::string& value) {
  switch (kind) {
    case Kind::Read:
      return broker.read(value, "").has_value();
    case Kind::Write:
      return broker.write(value, "").has_value();
    case Kind::Ffi:
      return broker.ffi(value, "").has_value();
    case Kind::Run:
      return broker.run({.command = value}, "").has_value();
    default:
      return false;
  }
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

bool is_open(const Result<State>& state) {
  return state && (*state == State::Granted || *state == State::GrantedPartial);
}

// `broker` has the flags, `turned` the same in another order.
void check_flags(Broker& broker, const Broker& turned, Kind kind, const KindFlags& flags,
    const std::string& value) {
  auto whole = broker.query({kind, std::nullopt}).value();
  auto state = broker.query({kind, value});
  BAILEY_CHECK(whole == turned.query({kind, std::nullopt}).value());
  auto other = turned.query({kind, value});
  BAILEY_CHECK(state.has_value() == other.has_value() && (!state || *state == *other));
  // Of everything a part is nothing less.
  if (whole == State::Granted && state) BAILEY_CHECK(*state == State::Granted);
  bool is_denied = flags.deny.use == FlagUse::Whole && flags.allow.use != FlagUse::Listed &&
                   flags.ignore.use == FlagUse::Absent;
  if (is_denied) {
    BAILEY_CHECK(!is_open(state) && whole != State::Granted && !is_allowed(broker, kind, value));
  }
  if (is_allowed(broker, kind, value)) {
    BAILEY_CHECK(is_open(state) || (state && *state == State::Ignored));
  }
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
  tests::BrokerFixture turned;
  for (auto* each : {&fixture, &turned}) {
    each->paths.links["/tmp/link"] = "/etc";
    each->programs.executables = {"/bin/ls", "/bin/cat.sh"};
  }
  auto parsed = parse_policy(flags, fixture.paths, fixture.programs);
  auto parsed_turned = parse_policy(turned_around(flags), turned.paths, turned.programs);
  BAILEY_CHECK(parsed.has_value() == parsed_turned.has_value());
  if (!parsed) {
    BAILEY_CHECK(!parsed.error().message.empty());
    return 0;
  }
  fixture.start_with(parsed->policy);
  turned.start_with(parsed_turned->policy);
  for (int i = 0; i < kKindCount; ++i) {
    auto kind = static_cast<Kind>(i);
    check_flags(*fixture.broker, *turned.broker, kind,
        *kinds_of(flags)[static_cast<std::size_t>(i)], query);
    check_query(fixture, kind, query);
  }
  return 0;
}
