#include "loader/config/permission_set.h"

#include <algorithm>
#include <array>
#include <format>
#include <functional>
#include <utility>

#include <nlohmann/json.hpp>

#include "loader/json/outline.h"
#include "loader/json/unexpected_type.h"
#include "loader/resolve/specifier.h"
#include "permissions/env_index.h"
#include "permissions/net_rule.h"
#include "permissions/sys_kind.h"

namespace bailey::loader {
namespace {

using permissions::FlagList;
using permissions::FlagUse;
using permissions::FlagValues;
using permissions::KindFlags;

enum class Value : std::uint8_t { Path, Program, Host, Variable, SystemKind };

struct KindRow {
  std::string_view name;
  Value value;
  bool can_ignore;
  KindFlags PermissionSet::* of_set;
  KindFlags FlagValues::* of_flags;
};

using Set = PermissionSet;
// In the order in which Deno lists them.
constexpr std::array kKinds = {
    KindRow{"read", Value::Path, true, &Set::read, &FlagValues::read},
    KindRow{"write", Value::Path, false, &Set::write, &FlagValues::write},
    KindRow{"import", Value::Host, false, &Set::import, &FlagValues::import},
    KindRow{"env", Value::Variable, true, &Set::env, &FlagValues::env},
    KindRow{"net", Value::Host, false, &Set::net, &FlagValues::net},
    KindRow{"run", Value::Program, false, &Set::run, &FlagValues::run},
    KindRow{"ffi", Value::Path, false, &Set::ffi, &FlagValues::ffi},
    KindRow{"sys", Value::SystemKind, false, &Set::sys, &FlagValues::sys},
};

std::unexpected<Error> bad(std::string message) {
  return fail(ErrorClass::TypeError, std::move(message));
}

Result<> check_variable(const std::string& text) {
  if (text.contains('=')) return bad(std::format("invalid env var name: '{}'", text));
  BAILEY_TRY(permissions::parse_env_rule(text));
  return {};
}

class SetReader {
 public:
  SetReader(const Config& config, const JsonOutline& outline)
      : config_(config),
        folder_(config.path().substr(0, config.path().rfind('/'))),
        outline_(outline) {
    if (folder_.empty()) folder_ = "/";
  }

  Result<std::optional<PermissionSet>> find(std::string_view wanted) {
    auto sets = config_.json().find("permissions");
    const JsonOutline* place = outline_.find("permissions");
    if (sets == config_.json().end() || sets->is_null() || place == nullptr) return std::nullopt;
    if (!sets->is_object()) return stop(*place, unexpected_type(*sets, "a map"));
    std::optional<PermissionSet> found;
    for (const auto& [name, json] : sets->items()) {
      auto set = BAILEY_TRY(read_set(json, *place->find(name)));
      if (name == wanted) found = std::move(set);
    }
    return found;
  }

 private:
  std::unexpected<Error> stop(const JsonOutline& place, std::string_view what) const {
    return stop(place.begin, what);
  }
  std::unexpected<Error> stop(std::size_t offset, std::string_view what) const {
    auto at = position_at(config_.text(), offset);
    return bad(
        std::format("Failed to parse \"permissions\" configuration\n\nCaused by:\n    {}\n    at "
                    "{}:{}:{}",
            what, config_.url(), at.line, at.column));
  }

  Result<PermissionSet> read_set(const Json& json, const JsonOutline& place) {
    if (!json.is_object()) return stop(place, unexpected_type(json, "struct PermissionsObject"));
    PermissionSet set;
    for (const auto& [key, value] : json.items()) {
      const JsonOutline& entry = *place.find(key);
      if (key == "all") {
        if (value.is_null()) continue;
        if (!value.is_boolean()) return stop(entry, unexpected_type(value, "a boolean"));
        set.all = value.get<bool>();
        continue;
      }
      auto row = std::ranges::find(kKinds, key, &KindRow::name);
      if (row == kKinds.end()) {
        std::string known = "`all`";
        for (const KindRow& kind : kKinds) known += std::format(", `{}`", kind.name);
        return stop(
            entry.name_begin, std::format("unknown field `{}`, expected one of {}", key, known));
      }
      set.*row->of_set = BAILEY_TRY(read_kind(*row, value, entry));
    }
    return set;
  }

  Result<KindFlags> read_kind(const KindRow& row, const Json& json, const JsonOutline& place) {
    auto mismatch = [&](const JsonOutline& where) {
      return stop(where, std::format("data did not match any variant of untagged enum {}",
                             row.can_ignore ? "AllowDenyIgnorePermissionConfigValue"
                                            : "AllowDenyPermissionConfigValue"));
    };
    KindFlags flags;
    if (!json.is_object()) {
      if (!json.is_boolean() && !json.is_array()) return mismatch(place);
      flags.allow = BAILEY_TRY(read_list(row, json, place, mismatch));
      return flags;
    }
    for (const auto& [key, value] : json.items()) {
      const JsonOutline& entry = *place.find(key);
      FlagList* list = key == "allow"                      ? &flags.allow
                       : key == "deny"                     ? &flags.deny
                       : key == "ignore" && row.can_ignore ? &flags.ignore
                                                           : nullptr;
      if (list == nullptr) return mismatch(entry);
      if (!value.is_null()) *list = BAILEY_TRY(read_list(row, value, entry, mismatch));
    }
    return flags;
  }

  Result<FlagList> read_list(const KindRow& row, const Json& json, const JsonOutline& place,
      const std::function<std::unexpected<Error>(const JsonOutline&)>& mismatch) {
    FlagList list{.use = FlagUse::Listed, .values = {}, .source = permissions::ListSource::File};
    if (json.is_boolean()) {
      if (json.get<bool>()) list.use = FlagUse::Whole;
      return list;
    }
    if (!json.is_array()) return mismatch(place);
    for (std::size_t i = 0; i < json.size(); ++i) {
      if (!json[i].is_string()) return mismatch(place.children[i]);
      auto value = read_value(row, json[i].get_ref<const std::string&>());
      if (!value) return stop(place.children[i], value.error().message);
      list.values.push_back(*std::move(value));
    }
    return list;
  }

  // The value as a flag takes it, or what is wrong with it.
  Result<std::string> read_value(const KindRow& row, const std::string& text) const {
    switch (row.value) {
      case Value::Path:
        if (text.empty()) return bad("Empty path is not allowed");
        return whole_path(text);
      case Value::Program:
        if (text.empty()) return bad("Empty command name not allowed");
        return text.contains('/') ? whole_path(text) : text;
      case Value::Host:
        BAILEY_TRY(permissions::parse_net_flag(text));
        return text;
      case Value::Variable:
        BAILEY_TRY(check_variable(text));
        return text;
      case Value::SystemKind:
        BAILEY_TRY(permissions::parse_sys_descriptor(text));
        return text;
    }
    std::unreachable();
  }

  Result<std::string> whole_path(const std::string& text) const {
    if (text.contains('\0')) return bad("a path cannot hold a NUL character");
    return absolute_path(text, folder_);
  }

  const Config& config_;
  std::string folder_;
  const JsonOutline& outline_;
};

FlagList merged(FlagList flag, const FlagList& of_set) {
  return flag.use == FlagUse::Absent ? of_set : std::move(flag);
}

}  // namespace

Result<std::optional<PermissionSet>> permission_set(const Config& config, std::string_view name) {
  auto outline = BAILEY_TRY(outline_jsonc(config.text()));
  return SetReader(config, outline).find(name);
}

FlagValues with_permission_set(FlagValues flags, const PermissionSet& set) {
  for (const KindRow& row : kKinds) {
    KindFlags& kind = flags.*row.of_flags;
    const KindFlags& of_set = set.*row.of_set;
    kind.allow = merged(std::move(kind.allow), of_set.allow);
    kind.deny = merged(std::move(kind.deny), of_set.deny);
    kind.ignore = merged(std::move(kind.ignore), of_set.ignore);
    if (set.all && kind.allow.use == FlagUse::Absent) kind.allow.use = FlagUse::Whole;
  }
  // A list of nothing leaves the hosts that need no flag, as in Deno.
  FlagList& imports = flags.import.allow;
  if (imports.use == FlagUse::Listed && imports.values.empty()) imports = {};
  return flags;
}

}  // namespace bailey::loader
