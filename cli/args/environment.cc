#include "cli/args/environment.h"

#include <algorithm>
#include <format>

#include "cli/args/values.h"

namespace bailey::cli {
namespace {

constexpr EnvironmentVariable kVariables[] = {
    {"DIR", false, "Where fetched modules and compiled code are kept"},
    {"NO_PROMPT", false, "Set to 1: as --no-prompt"},
    {"CERT", false, "As --cert; the flag wins"},
    {"TLS_CA_STORE", false,
        "Which certificate authorities to trust: bailey always trusts the system's"},
    {"AUTH_TOKENS", false, "Tokens for private module hosts: TOKEN@HOST;USER:PASSWORD@HOST"},
    {"IMPORT_TIMEOUT", false, "Seconds a module may take to arrive; default 120"},
    {"V8_FLAGS", false, "As --v8-flags; those of the flag come after these"},
    {"JOBS", false, "How many threads `serve --parallel` uses"},
    {"SERVE_ADDRESS", false, "Where Deno.serve() listens: tcp:HOST:PORT or unix:PATH"},
    {"AUTO_SERVE", false, "Set to 1: `run` serves a module that exports a fetch function"},
    {"NO_PACKAGE_JSON", false, "Set to 1: do not look for package.json"},
    {"TRACE_PERMISSIONS", false, "Set to 1: show where in the program a permission is asked for"},
    {"EMIT_CACHE_MODE", false, "Set to disable: do not keep transpiled code"},
    {"AUDIT_PERMISSIONS", false,
        "Append every permission check and its outcome to this file as JSON lines"},
    {"PERMISSION_BROKER_PATH", false,
        "Ask the program behind this Unix socket instead of the permission flags"},
    {"NO_COLOR", true, "Print without colours"},
    {"FORCE_COLOR", true, "Print with colours even when the output is not a terminal"},
};

// The variable that was found, for messages, with its value.
struct Setting {
  std::string name;
  std::string value;
};

std::optional<Setting> setting(const EnvironmentLookup& environment, std::string_view name) {
  for (std::string_view prefix : {"BAILEY_", "DENO_"}) {
    std::string full_name = std::format("{}{}", prefix, name);
    if (auto value = environment(full_name)) return Setting{std::move(full_name), *value};
  }
  return std::nullopt;
}

// Deno reads only "1" as yes; "true" means no there. Here everything but an empty value, "0" and
// "false" means yes, so that a switch meant to make things safer does.
bool is_on(const EnvironmentLookup& environment, std::string_view name) {
  auto found = setting(environment, name);
  return found && !found->value.empty() && found->value != "0" && found->value != "false";
}

std::optional<std::string> text(const EnvironmentLookup& environment, std::string_view name) {
  auto found = setting(environment, name);
  if (!found || found->value.empty()) return std::nullopt;
  return std::move(found->value);
}

std::vector<std::string> list(const EnvironmentLookup& environment, std::string_view name) {
  std::vector<std::string> entries;
  auto value = text(environment, name);
  if (!value) return entries;
  for (std::string_view part : split_at_commas(*value)) {
    if (!part.empty()) entries.emplace_back(part);
  }
  return entries;
}

Result<std::vector<std::string>> certificate_stores(
    const EnvironmentLookup& environment, std::vector<std::string>& warnings) {
  std::vector<std::string> stores = list(environment, "TLS_CA_STORE");
  for (const std::string& store : stores) {
    if (store == "system" || store == "mozilla") continue;
    return fail(ErrorClass::Error,
        std::format(
            "Unknown certificate store \"{}\" specified (allowed: \"system,mozilla\")", store));
  }
  if (!stores.empty() && !std::ranges::contains(stores, "system"))
    warnings.emplace_back(
        "DENO_TLS_CA_STORE=mozilla: bailey has no list of authorities of its own and trusts the "
        "system's");
  return stores;
}

// A number that makes no sense is told and not obeyed: serving must not depend on it.
std::optional<std::uint32_t> number_of(std::string_view what, std::string_view name,
    const EnvironmentLookup& environment, std::vector<std::string>& warnings) {
  auto found = setting(environment, name);
  if (!found || found->value.empty()) return std::nullopt;
  auto count = parse_number<std::uint32_t>(found->value);
  if (count && *count > 0) return count;
  warnings.push_back(
      std::format("{}: '{}' is not a number of {}", found->name, found->value, what));
  return std::nullopt;
}

ColorChoice color_choice(const EnvironmentLookup& environment) {
  auto is_set = [&](const char* name) { return !environment(name).value_or("").empty(); };
  if (is_set("NO_COLOR")) return ColorChoice::Never;
  return is_set("FORCE_COLOR") ? ColorChoice::Always : ColorChoice::Auto;
}

struct UnsupportedVariable {
  std::string_view name;
  std::string_view text;
};

// Variables that change how a program runs in Deno, which bailey cannot obey.
constexpr UnsupportedVariable kIgnored[] = {
    {"COVERAGE_DIR", "bailey cannot record coverage yet"},
    {"CONDITIONS", "bailey has no npm packages yet"},
    {"COMPAT", "bailey has no Node.js compatibility mode"},
};

void warn_of_unsupported(const EnvironmentLookup& environment, std::vector<std::string>& warnings) {
  for (auto [name, explanation] : kIgnored) {
    auto found = setting(environment, name);
    if (!found || found->value.empty()) continue;
    warnings.push_back(std::format("{} is set: {}", found->name, explanation));
  }
}

// SECURITY: an audit that goes nowhere is worse than none. Test: "an audit log that bailey cannot
// write is an error".
Result<std::optional<std::string>> audit_log(const EnvironmentLookup& environment) {
  auto found = setting(environment, "AUDIT_PERMISSIONS");
  if (!found || found->value.empty()) return std::nullopt;
  if (found->value == "otel") {
    return fail(ErrorClass::Error,
        std::format(
            "{} is set: bailey writes its audit log to a file, not to OpenTelemetry", found->name));
  }
  return std::move(found->value);
}

// Features that Deno also switches on by DENO_UNSTABLE_NAME=1, as far as bailey has them.
constexpr std::pair<std::string_view, std::string_view> kFeatures[] = {
    {"UNSTABLE_RAW_IMPORTS", "raw-imports"}, {"UNSTABLE_SLOPPY_IMPORTS", "sloppy-imports"}};

void add_features(const EnvironmentLookup& environment, std::vector<std::string>& enabled) {
  for (auto [variable, feature] : kFeatures) {
    if (!is_on(environment, variable)) continue;
    auto place = std::ranges::lower_bound(enabled, feature);
    if (place == enabled.end() || *place != feature) enabled.emplace(place, feature);
  }
}

}  // namespace

std::optional<std::string> permission_broker(const EnvironmentLookup& environment) {
  auto found = setting(environment, "PERMISSION_BROKER_PATH");
  return found ? std::optional(std::move(found->value)) : std::nullopt;
}

Result<> apply_environment(CommandLine& line, const EnvironmentLookup& environment) {
  warn_of_unsupported(environment, line.warnings);
  EnvironmentOptions& options = line.environment;
  options.color = color_choice(environment);
  options.cache_dir = text(environment, "DIR");
  options.auth_tokens = text(environment, "AUTH_TOKENS");
  options.import_timeout = number_of("seconds", "IMPORT_TIMEOUT", environment, line.warnings);
  options.tls_ca_stores = BAILEY_TRY(certificate_stores(environment, line.warnings));
  options.jobs = number_of("threads", "JOBS", environment, line.warnings);
  options.serve_address = text(environment, "SERVE_ADDRESS");
  options.audit_log = BAILEY_TRY(audit_log(environment));
  options.trace_permissions = is_on(environment, "TRACE_PERMISSIONS");
  options.writes_emit_cache = text(environment, "EMIT_CACHE_MODE") != "disable";
  options.no_package_json = is_on(environment, "NO_PACKAGE_JSON");
  options.auto_serve = is_on(environment, "AUTO_SERVE");
  options.permission_broker = permission_broker(environment);

  if (is_on(environment, "NO_PROMPT")) line.permissions.no_prompt = true;
  if (!line.modules.cert) line.modules.cert = text(environment, "CERT");
  std::vector<std::string> flags = list(environment, "V8_FLAGS");
  line.runtime.v8_flags.insert(line.runtime.v8_flags.begin(), flags.begin(), flags.end());
  add_features(environment, line.runtime.unstable);
  return {};
}

std::span<const EnvironmentVariable> environment_variables() { return kVariables; }

}  // namespace bailey::cli
