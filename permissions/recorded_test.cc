// Replays what a real Deno answered: tests/support/record_permissions.py says how it was recorded.
#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <format>
#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/support/broker_fixture.h"

namespace bailey::permissions {
namespace {

using Json = nlohmann::json;

// Answers that differ on purpose: the case's flags, the step ("" for reading the flags), bailey's
// answer ("" for no error) and why.
struct Difference {
  std::string flags;
  std::string step;
  std::string answer;
  std::string reason;
};

const std::vector<Difference> kDifferences = {
    {"--deny-net=10.1.0.0/16 --allow-net=10.0.0.0/8", "query net 10.1.2.3", "denied",
        "between subnets a denial wins; Deno sorts by address, so here the wider grant does"},
    {"--deny-net=10.1.0.0/16 --allow-net=10.0.0.0/8", "query net 10.1.2.3:80", "denied",
        "as above"},
    {"--deny-net=10.1.0.0/16 --allow-net=10.0.0.0/8", "query net [::ffff:10.1.2.3]:80", "denied",
        "as above"},
    {"--deny-import", "query import deno.land:443", "denied",
        "--deny-import means the default hosts too"},
    {"--deny-import", "query import jsr.io:443", "denied", "as above"},
    {"--deny-import", "query import esm.sh:443", "denied", "as above"},
    {"--deny-import", "query import raw.esm.sh:443", "denied", "as above"},
    {"--deny-import", "query import cdn.jsdelivr.net:443", "denied", "as above"},
    {"--deny-import", "query import raw.githubusercontent.com:443", "denied", "as above"},
    {"--deny-import", "query import gist.githubusercontent.com:443", "denied", "as above"},
};

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  while (true) {
    auto comma = text.find(',');
    parts.emplace_back(text.substr(0, comma));
    if (comma == std::string_view::npos) return parts;
    text.remove_prefix(comma + 1);
  }
}

// "--allow-read=a,b" and the few other flags that the recorder uses.
void add_flag(FlagValues& flags, std::string_view flag) {
  const std::map<std::string_view, KindFlags*> kinds = {{"read", &flags.read},
      {"write", &flags.write}, {"net", &flags.net}, {"env", &flags.env}, {"sys", &flags.sys},
      {"run", &flags.run}, {"ffi", &flags.ffi}, {"import", &flags.import}};
  if (flag == "--prompt") return;
  if (flag == "--allow-all") {
    flags.allow_all = true;
    return;
  }
  if (flag == "--cached-only") {
    flags.cached_only = true;
    return;
  }
  auto equals = flag.find('=');
  std::string_view name = flag.substr(2, equals == std::string_view::npos ? equals : equals - 2);
  auto dash = name.find('-');
  KindFlags& kind = *kinds.at(name.substr(dash + 1));
  std::string_view use = name.substr(0, dash);
  FlagList& list = use == "allow" ? kind.allow : use == "deny" ? kind.deny : kind.ignore;
  if (equals == std::string_view::npos) {
    if (list.use == FlagUse::Absent) list.use = FlagUse::Whole;
    return;
  }
  list.use = FlagUse::Listed;
  for (auto& value : split(flag.substr(equals + 1))) list.values.push_back(std::move(value));
}

std::string joined(const Json& flags) {
  std::string text;
  for (const std::string flag : flags) text += (text.empty() ? "" : " ") + flag;
  return text;
}

std::string error_name(ErrorClass error_class) {
  switch (error_class) {
    case ErrorClass::TypeError:
      return "TypeError";
    case ErrorClass::URIError:
      return "URIError";
    case ErrorClass::NotFound:
      return "NotFound";
    case ErrorClass::NotCapable:
      return "NotCapable";
    default:
      return "Error";
  }
}

template <class T>
std::string outcome(const Result<T>& result) {
  if (result) return "ok";
  return error_name(result.error().error_class) + ": " + result.error().message;
}

std::string outcome(const Result<State>& result) {
  if (!result) return error_name(result.error().error_class) + ": " + result.error().message;
  return std::string(script_state(*result)) + (*result == State::GrantedPartial ? "/partial" : "");
}

Descriptor to_descriptor(const Json& json) {
  Descriptor descriptor;
  for (int i = 0; i < kKindCount; ++i) {
    if (kind_name(static_cast<Kind>(i)) == json["name"].get<std::string>())
      descriptor.kind = static_cast<Kind>(i);
  }
  for (const auto& [key, value] : json.items()) {
    if (key != "name") descriptor.value = value;
  }
  return descriptor;
}

std::string to_text(const Json& step) {
  const std::string op = step[0];
  if (!step[1].is_object()) return op + (step[1].is_null() ? "" : " " + step[1].dump());
  auto descriptor = to_descriptor(step[1]);
  std::string value = descriptor.value ? " " + *descriptor.value : "";
  return op + " " + std::string(kind_name(descriptor.kind)) + value;
}

// What the recorder's driver does with Deno's API, with the broker alone.
class Replay : public tests::BrokerFixture {
 public:
  std::string answer(const Json& step) {
    const std::string op = step[0];
    const Json& argument = step[1];
    if (op == "query") return outcome(broker->query(to_descriptor(argument)));
    if (op == "request") return outcome(broker->request(to_descriptor(argument)));
    if (op == "revoke") return outcome(broker->revoke(to_descriptor(argument)));
    if (op == "env_all") return outcome(broker->env_all());
    if (op == "kill") return outcome(broker->run_all(""));
    if (op == "pointer") return outcome(broker->ffi_memory(""));
    if (op == "listen") return outcome(broker->listen(argument[0].get<std::string>(), 0, ""));
    if (op == "run") return run(argument);
    return on_text(op, argument.get<std::string>());
  }

 private:
  std::string on_text(const std::string& op, const std::string& text) {
    if (op == "read") return outcome(broker->read(text, ""));
    if (op == "lstat") return outcome(broker->read_entry(text, ""));
    if (op == "write") return outcome(broker->write(text, ""));
    if (op == "remove") return outcome(broker->write_tree(text, ""));
    if (op == "symlink") return outcome(broker->symlink(text, "Deno.symlinkSync()"));
    if (op == "env") return outcome(broker->env(text));
    if (op == "env_write") return outcome(broker->env_write(text));
    if (op == "sys") return outcome(broker->sys(parse_sys_kind(text).value(), ""));
    return "no such step";
  }

  std::string run(const Json& argument) {
    const std::string command = argument[0];
    std::vector<std::string> variables;
    std::optional<std::string> path;
    if (argument.size() > 1) {
      for (const auto& [name, value] : argument[1].items()) {
        if (name == "PATH") path = value;
        if (!value.get<std::string>().empty()) variables.push_back(name);
      }
    }
    return outcome(broker->run(
        {.command = command, .search_path = path, .variables = variables}, "Deno.Command()"));
  }
};

const Json& recorded() {
  static const Json kRecorded = [] {
    std::ifstream file(BAILEY_RECORDED_PERMISSIONS);
    return Json::parse(file);
  }();
  return kRecorded;
}

// The answer that is expected here, where it differs from the recorded one.
const Difference* difference(const std::string& flags, const std::string& step) {
  for (const Difference& row : kDifferences) {
    if (row.flags == flags && row.step == step) return &row;
  }
  return nullptr;
}

TEST_SUITE_BEGIN("permissions/recorded");

TEST_CASE("the broker answers as Deno does, or differs on purpose") {
  std::size_t answers = 0;
  std::set<const Difference*> seen;
  for (const Json& row : recorded()["cases"]) {
    const std::string shown_flags = joined(row["flags"]);
    CAPTURE(shown_flags);
    Replay replay;
    replay.paths.directory = recorded()["directory"];
    replay.programs.search_path = replay.paths.directory + "/bin";
    for (const std::string program : recorded()["programs"]) {
      replay.programs.executables.insert(program);
    }
    FlagValues flags;
    for (const std::string flag : row["flags"]) add_flag(flags, flag);
    flags.no_prompt = !shown_flags.starts_with("--prompt");
    auto policy = parse_policy(flags, replay.paths, replay.programs);
    if (row.contains("error")) {
      const Difference* on_purpose = difference(shown_flags, "");
      seen.insert(on_purpose);
      CHECK(tests::refusal_of(policy) ==
            (on_purpose != nullptr ? on_purpose->answer : row["error"].get<std::string>()));
      ++answers;
      continue;
    }
    CHECK(tests::refusal_of(policy) == "");
    if (!policy) continue;
    replay.start_with(policy->policy);
    for (std::size_t i = 0; i < row["steps"].size(); ++i) {
      const std::string step = to_text(row["steps"][i]);
      CAPTURE(i);
      CAPTURE(step);
      const Difference* on_purpose = difference(shown_flags, step);
      const std::string deno = row["answers"][i];
      CHECK(replay.answer(row["steps"][i]) == (on_purpose != nullptr ? on_purpose->answer : deno));
      if (on_purpose != nullptr) CHECK(on_purpose->answer != deno);
      seen.insert(on_purpose);
      ++answers;
    }
  }
  CHECK(answers > 4000);
  for (const Difference& row : kDifferences) {
    CAPTURE(row.flags);
    CAPTURE(row.step);
    CHECK(seen.contains(&row));
  }
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::permissions
