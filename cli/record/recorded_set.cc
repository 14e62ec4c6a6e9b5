#include "cli/record/recorded_set.h"

#include <algorithm>
#include <array>
#include <format>

#include <nlohmann/json.hpp>

#include "cli/prompt_text.h"
#include "permissions/net_rule.h"
#include "permissions/sys_kind.h"

namespace bailey::cli {
namespace {

using loader::Json;
using permissions::Kind;
using permissions::PartialDenial;
using permissions::Policy;
using permissions::State;

// The order of the kinds in a set.
constexpr std::array kOrder = {
    Kind::Read, Kind::Write, Kind::Net, Kind::Env, Kind::Run, Kind::Sys, Kind::Ffi, Kind::Import};

bool holds_paths(Kind kind) {
  return kind == Kind::Read || kind == Kind::Write || kind == Kind::Ffi;
}

std::string relative_to(const std::string& folder, const std::string& path) {
  if (path == folder) return ".";
  if (folder == "/" || !permissions::is_within(path, folder)) return path;
  return "." + path.substr(folder.size());
}

bool is_text(const std::string& value) {
  try {
    (void)Json(value).dump();
    return true;
  } catch (const Json::type_error&) {
    return false;  // not UTF-8
  }
}

// Whether the text, in a file, means this very rule.
bool can_be_written(Kind kind, const std::string& rule) {
  if (rule.empty() || !is_text(rule)) return false;
  if (kind == Kind::Env) return !rule.ends_with('*') && !rule.contains('=');
  if (kind == Kind::Net || kind == Kind::Import) {
    auto parsed = permissions::parse_net_flag(rule);
    return parsed && parsed->size() == 1 && parsed->front().to_string() == rule;
  }
  return true;
}

// The words that start the program at `path`: as script called it, as long as that finds the same.
std::string program_name(const std::string& path, const UsedKind& run, const SetMaking& making) {
  auto words = run.commands.find(path);
  if (words != run.commands.end())
    for (const std::string& word : words->second)
      if (!word.contains('/') && making.programs.find(word, std::nullopt) == path) return word;
  return relative_to(making.folder, path);
}

bool needs_listing(const UsedKind& import, const Policy& baseline) {
  if (!import.computed.empty()) return true;
  return !std::ranges::all_of(import.rules, [&](const std::string& host) {
    auto peer = permissions::parse_net_rule(host);
    return peer && baseline.import.state(*peer, PartialDenial::Overlook) == State::Granted;
  });
}

Json list_of(
    Kind kind, const UsedKind& used, const SetMaking& making, std::vector<std::string>& unwritten) {
  std::set<std::string> entries;
  for (const std::string& rule : used.rules) {
    if (!can_be_written(kind, rule)) {
      unwritten.push_back(std::format("{} \"{}\"", permissions::kind_name(kind), visible(rule)));
      continue;
    }
    bool is_covered = holds_paths(kind) && std::ranges::any_of(used.rules, [&](auto& other) {
      return other != rule && permissions::is_within(rule, other) && can_be_written(kind, other);
    });
    if (is_covered) continue;
    entries.insert(holds_paths(kind)   ? relative_to(making.folder, rule)
                   : kind == Kind::Run ? program_name(rule, used, making)
                                       : rule);
  }
  return Json(entries);
}

State state_in(const Policy& policy, Kind kind, const std::string& rule, bool is_computed) {
  auto path = [&](const auto& book) { return book.state(rule, PartialDenial::Overlook); };
  auto host = [&](const auto& book) {
    auto peer = permissions::parse_net_rule(rule);
    return peer ? book.state(*peer, PartialDenial::Overlook) : State::Prompt;
  };
  switch (kind) {
    case Kind::Read:
      return path(policy.read);
    case Kind::Write:
      return path(policy.write);
    case Kind::Ffi:
      return path(policy.ffi);
    case Kind::Net:
      return host(policy.net);
    case Kind::Import:
      return host(is_computed ? policy.computed_import : policy.import);
    case Kind::Env:
      return policy.env.state({.name = rule}, PartialDenial::Overlook);
    case Kind::Sys: {
      auto sys = permissions::parse_sys_kind(rule);
      return sys ? policy.sys.state(*sys, PartialDenial::Overlook) : State::Prompt;
    }
    case Kind::Run:
      return policy.run.state(
          {.path = rule, .target = rule, .command = rule}, PartialDenial::Overlook);
  }
  return State::Prompt;
}

State whole_state_in(const Policy& policy, Kind kind) {
  constexpr auto kPartial = PartialDenial::Overlook;
  switch (kind) {
    case Kind::Read:
      return policy.read.whole_state(kPartial);
    case Kind::Write:
      return policy.write.whole_state(kPartial);
    case Kind::Ffi:
      return policy.ffi.whole_state(kPartial);
    case Kind::Net:
      return policy.net.whole_state(kPartial);
    case Kind::Import:
      return policy.import.whole_state(kPartial);
    case Kind::Env:
      return policy.env.whole_state(kPartial);
    case Kind::Sys:
      return policy.sys.whole_state(kPartial);
    case Kind::Run:
      return policy.run.whole_state(kPartial);
  }
  return State::Prompt;
}

State state_of(const Policy& policy, const RefusedUse& need, bool is_computed) {
  if (need.needs_everything) return policy.is_unlimited() ? State::Granted : State::Prompt;
  return need.rule ? state_in(policy, need.kind, *need.rule, is_computed)
                   : whole_state_in(policy, need.kind);
}

}  // namespace

RecordedSet recorded_set(const UsedPermissions& used, const SetMaking& making) {
  RecordedSet recorded{.json = Json::object(), .unwritten = {}};
  if (used.everything) {
    recorded.json["all"] = true;
    return recorded;
  }
  for (Kind kind : kOrder) {
    const UsedKind& use = used[kind];
    std::string name(permissions::kind_name(kind));
    if (kind == Kind::Import && !use.whole && !needs_listing(use, making.baseline)) continue;
    if (use.whole) {
      recorded.json[name] = true;
    } else if (!use.rules.empty()) {
      auto list = list_of(kind, use, making, recorded.unwritten);
      if (!list.empty()) recorded.json[name] = std::move(list);
    }
  }
  return recorded;
}

Json with_denials_of(Json set, const Json& before) {
  if (!before.is_object()) return set;
  for (const auto& [name, value] : before.items()) {
    if (!value.is_object()) continue;
    Json kept = Json::object();
    if (auto used = set.find(name); used != set.end()) kept["allow"] = *used;
    for (const char* list : {"deny", "ignore"})
      if (auto found = value.find(list); found != value.end()) kept[list] = *found;
    bool has_denials = kept.contains("deny") || kept.contains("ignore");
    if (has_denials) set[name] = std::move(kept);
  }
  return set;
}

std::vector<std::string> lines_of(const Json& set) {
  std::set<std::string> lines;
  if (!set.is_object()) return {};
  for (const auto& [name, value] : set.items()) {
    const Json* list = &value;
    if (value.is_object()) {
      auto allow = value.find("allow");
      if (allow == value.end()) continue;
      list = &*allow;
    }
    if (list->is_boolean() && list->get<bool>()) lines.insert(name);
    if (!list->is_array()) continue;
    for (const Json& entry : *list)
      if (entry.is_string())
        lines.insert(std::format("{} \"{}\"", name, visible(entry.get_ref<const std::string&>())));
  }
  return {lines.begin(), lines.end()};
}

std::string line_of(const RefusedUse& need, const std::string& folder) {
  if (need.needs_everything) return std::format("all, for \"{}\"", visible(need.rule.value_or("")));
  std::string name(permissions::kind_name(need.kind));
  if (!need.rule) return name;
  auto rule = holds_paths(need.kind) ? relative_to(folder, *need.rule) : *need.rule;
  return std::format("{} \"{}\"", name, visible(rule));
}

std::vector<std::string> missing_from(
    const Policy& policy, const UsedPermissions& used, const std::string& folder) {
  std::set<std::string> lines;
  auto need = [&](const RefusedUse& use, bool is_computed) {
    if (state_of(policy, use, is_computed) != State::Granted) lines.insert(line_of(use, folder));
  };
  if (used.everything) need({.rule = "/proc", .needs_everything = true}, false);
  for (Kind kind : kOrder) {
    const UsedKind& use = used[kind];
    if (use.whole) need({.kind = kind}, false);
    for (const std::string& rule : use.rules)
      need({.kind = kind, .rule = rule}, use.computed.contains(rule));
  }
  // What a rule of the file refuses is refused as the file wants it.
  for (const RefusedUse& refused : used.refused)
    if (state_of(policy, refused, true) == State::Prompt) need(refused, true);
  return {lines.begin(), lines.end()};
}

}  // namespace bailey::cli
