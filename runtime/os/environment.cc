#include "runtime/os/environment.h"

#include <string.h>

#include <cstdlib>
#include <ctime>

#include "runtime/os/quoted.h"

namespace bailey::os {
namespace {

using permissions::EnvView;

bool is_invalid_name(std::string_view name) {
  return name.empty() || name.contains('=') || name.contains('\0');
}

Result<> check_name(std::string_view name) {
  if (name.empty()) return fail(ErrorClass::TypeError, "Key is an empty string.");
  if (is_invalid_name(name))
    return fail(ErrorClass::TypeError, "Key contains invalid characters: " + quoted(name));
  return {};
}

// The C library and ICU read the time zone from the process's environment and nowhere else. Its
// getenv and setenv are safe against each other since glibc 2.41.
void tell_time_zone(std::string_view name, const std::string* value) {
  if (name != "TZ") return;
  if (value == nullptr)
    ::unsetenv("TZ");
  else
    ::setenv("TZ", value->c_str(), 1);
  ::tzset();
}

}  // namespace

Environment::Environment(char* const* variables) {
  for (; *variables != nullptr; ++variables) {
    std::string_view entry(*variables);
    // A name may start with '=' in theory; such an entry has no name script could use.
    std::size_t equals = entry.find('=');
    if (equals == 0 || equals == std::string_view::npos) continue;
    variables_.emplace(entry.substr(0, equals), entry.substr(equals + 1));
  }
}

Result<std::optional<std::string>> Environment::get(const permissions::EnvGrant& variable) const {
  BAILEY_TRY(check_name(variable.name()));
  if (variable.view() == EnvView::Ignored) return std::nullopt;
  std::lock_guard lock(mutex_);
  auto found = variables_.find(variable.name());
  if (found == variables_.end()) return std::nullopt;
  return found->second;
}

Result<bool> Environment::has(const permissions::EnvGrant& variable) const {
  return BAILEY_TRY(get(variable)).has_value();
}

Result<> Environment::set(const permissions::EnvWriteGrant& variable, std::string value) {
  BAILEY_TRY(check_name(variable.name()));
  if (value.contains('\0'))
    return fail(ErrorClass::TypeError, "Value contains invalid characters: " + quoted(value));
  if (variable.view() == EnvView::Ignored) return {};
  std::lock_guard lock(mutex_);
  tell_time_zone(variable.name(), &value);
  variables_.insert_or_assign(variable.name(), std::move(value));
  return {};
}

Result<> Environment::remove(const permissions::EnvWriteGrant& variable) {
  if (is_invalid_name(variable.name()))
    return fail(
        ErrorClass::TypeError, "Key contains invalid characters: " + quoted(variable.name()));
  if (variable.view() == EnvView::Ignored) return {};
  std::lock_guard lock(mutex_);
  tell_time_zone(variable.name(), nullptr);
  variables_.erase(variable.name());
  return {};
}

std::vector<std::pair<std::string, std::string>> Environment::list(
    const permissions::EnvAllGrant& all) const {
  std::vector<std::pair<std::string, std::string>> shown;
  std::lock_guard lock(mutex_);
  for (const auto& [name, value] : variables_)
    if (all.shows(name)) shown.emplace_back(name, value);
  return shown;
}

void Environment::forget(const std::function<bool(std::string_view name)>& keeps) {
  std::lock_guard lock(mutex_);
  for (auto entry = variables_.begin(); entry != variables_.end();) {
    auto next = std::next(entry);
    if (!keeps(entry->first)) {
      auto node = variables_.extract(entry);
      ::explicit_bzero(node.key().data(), node.key().size());
      ::explicit_bzero(node.mapped().data(), node.mapped().size());
    }
    entry = next;
  }
}

std::map<std::string, std::string> Environment::for_child(
    const permissions::ChildEnvGrant& inherited) const {
  std::map<std::string, std::string> passed;
  std::lock_guard lock(mutex_);
  for (const auto& [name, value] : variables_)
    if (inherited.passes(name)) passed.emplace(name, value);
  return passed;
}

std::string Environment::temporary_folder() const {
  std::lock_guard lock(mutex_);
  auto found = variables_.find("TMPDIR");
  return found == variables_.end() || found->second.empty() ? "/tmp" : found->second;
}

}  // namespace bailey::os
