#include <array>
#include <format>

#include "cli/args/flag_groups.h"

namespace bailey::cli {
namespace {

constexpr auto kModules = &CommandLine::modules;

// https://docs.deno.com/runtime/reference/cli/ lists what may stand after --reload=.
Result<> add_reload(CommandLine& line, std::optional<std::string_view> value) {
  if (value) {
    bool is_specifier =
        value->contains("://") || value->starts_with("npm:") || value->starts_with("jsr:");
    bool is_path = value->starts_with('/') || value->starts_with("./");
    if (!is_specifier || is_path) {
      return fail(ErrorClass::Error, std::format("invalid reload URL: '{}'", *value));
    }
  }
  add_to(line.modules.reload, value, BareUse::YieldsToList);
  return {};
}

Result<> add_unverified_host(CommandLine& line, std::optional<std::string_view> value) {
  if (value && value->contains("://")) {
    return fail(ErrorClass::Error,
        std::format("invalid value '{}': URLs are not supported, only domains and IPs", *value));
  }
  add_to(line.modules.ignore_certificate_errors, value, BareUse::YieldsToList);
  return {};
}

Result<> add_script_package(CommandLine& line, std::optional<std::string_view> value) {
  if (value && !value->starts_with("npm:")) {
    return fail(ErrorClass::Error,
        std::format(
            "Invalid package for --allow-scripts: '{}'. An 'npm:' specifier is required", *value));
  }
  add_to(line.modules.allow_scripts, value, BareUse::YieldsToList);
  return {};
}

constexpr std::string_view kCheckNote =
    "bailey does not check types yet: the program runs unchecked";

Result<> set_check(CommandLine& line, std::optional<std::string_view> value) {
  line.modules.type_check = value == "all" ? TypeCheck::All : TypeCheck::Local;
  return {};
}

// `--no-check=remote` asks for a check of everything else.
Result<> set_no_check(CommandLine& line, std::optional<std::string_view> value) {
  if (value != "remote") return {};
  line.modules.type_check = TypeCheck::Local;
  line.warnings.emplace_back(std::format("--no-check=remote: {}", kCheckNote));
  return {};
}

Result<> set_config(CommandLine& line, std::optional<std::string_view> value) {
  line.modules.config = ConfigFile{std::string(value.value_or(""))};
  return {};
}

Result<> set_no_config(CommandLine& line, std::optional<std::string_view> /*value*/) {
  line.modules.config = NoConfig{};
  return {};
}

Result<> set_lock(CommandLine& line, std::optional<std::string_view> value) {
  line.modules.lock = std::string(value.value_or("deno.lock"));
  return {};
}

Result<> set_frozen(CommandLine& line, std::optional<std::string_view> value) {
  line.modules.frozen = value != "false";
  return {};
}

Result<> set_vendor(CommandLine& line, std::optional<std::string_view> value) {
  line.modules.vendor = value != "false";
  return {};
}

Result<> set_node_modules_dir(CommandLine& line, std::optional<std::string_view> value) {
  if (value == "manual") {
    line.modules.node_modules_dir = NodeModulesDir::Manual;
  } else if (value == "none" || value == "false") {
    line.modules.node_modules_dir = NodeModulesDir::None;
  } else {
    line.modules.node_modules_dir = NodeModulesDir::Auto;
  }
  return {};
}

constexpr std::string_view kExtensions[] = {"ts", "tsx", "js", "jsx", "mts", "mjs", "cts", "cjs"};
constexpr std::string_view kNodeModulesDirs[] = {"auto", "true", "manual", "none", "false"};
constexpr std::string_view kNoNodeModulesDir[] = {"none", "false"};
constexpr std::string_view kLinkers[] = {"isolated", "hoisted"};
constexpr std::string_view kFalse[] = {"false"};
constexpr std::string_view kZero[] = {"0"};
constexpr std::string_view kFrozenAlias[] = {"frozen"};
constexpr std::string_view kDependencyAgeAlias[] = {"minimum-dependency-age"};
constexpr std::string_view kPreloadAlias[] = {"import"};

constexpr Flag kModuleFlags[] = {
    {.name = "no-check",
        .takes = Takes::MaybeAttached,
        .topic = Topic::Modules,
        .support = Support::AsIs,
        .value_name = "remote",
        .help = "Do not check types: bailey never does",
        .apply = set_no_check},
    {.name = "import-map",
        .takes = Takes::One,
        .topic = Topic::Modules,
        .value_name = "FILE",
        .help = "Resolve imports with this import map, a file or a URL",
        .apply = set_text<kModules, &ModuleOptions::import_map>},
    {.name = "no-remote",
        .topic = Topic::Modules,
        .help = "Refuse modules from the network, cached or not",
        .apply = set_true<kModules, &ModuleOptions::no_remote>},
    {.name = "no-npm",
        .topic = Topic::Modules,
        .help = "Refuse npm: modules",
        .apply = set_true<kModules, &ModuleOptions::no_npm>},
    {.name = "node-modules-dir",
        .takes = Takes::MaybeAttached,
        .topic = Topic::Modules,
        .support = Support::Warns,
        .value_name = "MODE",
        .choices = kNodeModulesDirs,
        .plain_values = kNoNodeModulesDir,
        .help = "Where npm packages go",
        .note = "bailey has no npm packages yet, so it keeps no node_modules directory",
        .apply = set_node_modules_dir},
    {.name = "vendor",
        .takes = Takes::MaybeAttached,
        .topic = Topic::Modules,
        .support = Support::Refused,
        .format = Format::Bool,
        .value_name = "BOOL",
        .plain_values = kFalse,
        .help = "Keep copies of remote modules in ./vendor",
        .note = "bailey neither fills nor reads a vendor directory; `bailey cache` and "
                "--cached-only make a run independent of the network",
        .apply = set_vendor},
    {.name = "node-modules-linker",
        .takes = Takes::One,
        .topic = Topic::Modules,
        .support = Support::Warns,
        .value_name = "MODE",
        .choices = kLinkers,
        .help = "How npm packages are linked",
        .note = "bailey has no npm packages yet, so it keeps no node_modules directory"},
    {.name = "config",
        .letter = 'c',
        .takes = Takes::One,
        .topic = Topic::Modules,
        .value_name = "FILE",
        .help = "Use this configuration file instead of the nearest deno.json or deno.jsonc",
        .apply = set_config},
    {.name = "no-config",
        .topic = Topic::Modules,
        .help = "Use no configuration file",
        .apply = set_no_config},
    {.name = "reload",
        .letter = 'r',
        .takes = Takes::MaybeAttachedList,
        .topic = Topic::Modules,
        .value_name = "SPECIFIER",
        .help = "Fetch remote modules again, all of them or those that start with one of these",
        .apply = add_reload},
    {.name = "lock",
        .takes = Takes::MaybeNext,
        .topic = Topic::Modules,
        .value_name = "FILE",
        .help = "Check modules against this lock file (./deno.lock when no file is given)",
        .apply = set_lock},
    {.name = "no-lock",
        .topic = Topic::Modules,
        .help = "Neither read nor write a lock file",
        .apply = set_true<kModules, &ModuleOptions::no_lock>},
    {.name = "frozen-lockfile",
        .aliases = kFrozenAlias,
        .takes = Takes::MaybeAttached,
        .topic = Topic::Modules,
        .format = Format::Bool,
        .value_name = "BOOL",
        .help = "Fail when the lock file would have to change; also --frozen",
        .apply = set_frozen},
    {.name = "cert",
        .takes = Takes::One,
        .topic = Topic::Modules,
        .value_name = "FILE",
        .help = "Trust the certificate authorities in this PEM file, too",
        .apply = set_text<kModules, &ModuleOptions::cert>},
    {.name = "unsafely-ignore-certificate-errors",
        .takes = Takes::MaybeAttachedList,
        .topic = Topic::Modules,
        .value_name = "HOST",
        .help = "DANGER: believe any TLS certificate, of every host or of these",
        .apply = add_unverified_host},
    {.name = "min-dep-age",
        .aliases = kDependencyAgeAlias,
        .takes = Takes::One,
        .topic = Topic::Modules,
        .support = Support::Refused,
        .value_name = "AGE",
        .plain_values = kZero,
        .help = "Refuse packages published later than this",
        .note = "bailey cannot hold back young packages; pin versions with a lock file and "
                "--frozen",
        .apply = set_text<kModules, &ModuleOptions::minimum_dependency_age>},
};

constexpr Flag kTypeCheckFlags[] = {{.name = "check",
    .takes = Takes::MaybeAttached,
    .topic = Topic::Modules,
    .support = Support::Warns,
    .value_name = "all",
    .help = "Check types before running",
    .note = kCheckNote,
    .apply = set_check}};

constexpr Flag kExtensionFlags[] = {{.name = "ext",
    .takes = Takes::One,
    .topic = Topic::Modules,
    .value_name = "EXT",
    .choices = kExtensions,
    .help = "Treat the program as if its name ended in this: ts, tsx, js, jsx, mts, mjs, cts, cjs",
    .apply = set_text<kModules, &ModuleOptions::extension>}};

constexpr Flag kCodeCacheFlags[] = {{.name = "no-code-cache",
    .topic = Topic::Modules,
    .help = "Neither read nor write compiled code",
    .apply = set_true<kModules, &ModuleOptions::no_code_cache>}};

constexpr Flag kCachedOnlyFlags[] = {{.name = "cached-only",
    .topic = Topic::Modules,
    .help = "Use remote modules from the cache only; fail when one is missing",
    .apply = set_true<kModules, &ModuleOptions::cached_only>}};

constexpr Flag kEarlyModuleFlags[] = {
    {.name = "preload",
        .aliases = kPreloadAlias,
        .takes = Takes::One,
        .topic = Topic::Modules,
        .value_name = "FILE",
        .help = "Run this module before the program; may be repeated; also --import",
        .apply = append_text<kModules, &ModuleOptions::preload>},
    {.name = "require",
        .takes = Takes::One,
        .topic = Topic::Modules,
        .support = Support::Refused,
        .value_name = "FILE",
        .help = "Run this CommonJS module before the program",
        .note = "bailey has no CommonJS modules yet; --preload runs an ES module first",
        .apply = append_text<kModules, &ModuleOptions::require>},
    {.name = "conditions",
        .takes = Takes::OneList,
        .topic = Topic::Modules,
        .support = Support::Warns,
        .value_name = "NAME",
        .help = "Conditions for the exports of npm packages",
        .note = "bailey has no npm packages yet, so there are no exports to choose from",
        .apply = append_text<kModules, &ModuleOptions::conditions>},
};

constexpr Flag kInstallScriptFlags[] = {{.name = "allow-scripts",
    .takes = Takes::MaybeAttachedList,
    .topic = Topic::Modules,
    .support = Support::Warns,
    .value_name = "PACKAGE",
    .help = "Run the install scripts of npm packages",
    .note = "bailey never runs install scripts of packages",
    .apply = add_script_package}};

}  // namespace

std::span<const Flag> module_flags() { return kModuleFlags; }
std::span<const Flag> type_check_flags() { return kTypeCheckFlags; }
std::span<const Flag> extension_flags() { return kExtensionFlags; }
std::span<const Flag> code_cache_flags() { return kCodeCacheFlags; }
std::span<const Flag> cached_only_flags() { return kCachedOnlyFlags; }
std::span<const Flag> early_module_flags() { return kEarlyModuleFlags; }
std::span<const Flag> install_script_flags() { return kInstallScriptFlags; }

}  // namespace bailey::cli
