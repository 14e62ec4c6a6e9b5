#include "permissions/refusal.h"

#include <format>
#include <utility>

namespace bailey::permissions {
namespace {

Error not_capable(std::string message) { return {ErrorClass::NotCapable, std::move(message), {}}; }

}  // namespace

std::string access_text(Kind kind, std::optional<std::string_view> value) {
  if (!value) return std::format("{} access", kind_name(kind));
  if (value->starts_with('<') && value->ends_with('>')) {
    return std::format("{} access to {}", kind_name(kind), *value);
  }
  return std::format("{} access to \"{}\"", kind_name(kind), *value);
}

Error refusal(Kind kind, std::optional<std::string_view> value) {
  return not_capable(std::format("Requires {}, run again with the --allow-{} flag",
      access_text(kind, value), kind_name(kind)));
}

Error all_access_refusal(std::string_view path) {
  return not_capable(
      std::format("Requires all access to \"{}\", run again with the --allow-all flag", path));
}

Error symlink_refusal(std::string_view api_name) {
  return not_capable(std::format(
      "{} requires unscoped --allow-read and --allow-write permissions; path-scoped grants (e.g. "
      "--allow-write=<path>) are not supported because a symlink's target is only resolved when "
      "the link is traversed",
      api_name));
}

Error loader_variable_refusal(std::span<const std::string> names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  bool is_one = names.size() == 1;
  return not_capable(
      std::format("Requires --allow-run permissions to spawn subprocess with {} environment {}. "
                  "Alternatively, spawn with {} unset.",
          list, is_one ? "variable" : "variables",
          is_one ? "the environment variable" : "these environment variables"));
}

Error ignored_read() {
  return {ErrorClass::NotFound, "No such file or directory (os error 2)", "ENOENT"};
}

}  // namespace bailey::permissions
