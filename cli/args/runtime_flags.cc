#include "cli/args/flag_groups.h"
#include "cli/args/values.h"

namespace bailey::cli {
namespace {

constexpr auto kRuntime = &CommandLine::runtime;

Result<> add_watch_path(CommandLine& line, std::optional<std::string_view> value) {
  line.runtime.watch.enabled = true;
  if (value) line.runtime.watch.paths.emplace_back(*value);
  return {};
}

Result<> add_hot_path(CommandLine& line, std::optional<std::string_view> value) {
  line.runtime.watch.hot_replace = true;
  return add_watch_path(line, value);
}

Result<> add_watch_exclusion(CommandLine& line, std::optional<std::string_view> value) {
  if (value) line.runtime.watch.exclude.emplace_back(*value);
  return {};
}

Result<> set_keep_screen(CommandLine& line, std::optional<std::string_view> /*value*/) {
  line.runtime.watch.keep_screen = true;
  return {};
}

Result<> set_coverage(CommandLine& line, std::optional<std::string_view> value) {
  line.runtime.coverage_dir = std::string(value.value_or("coverage"));
  return {};
}

template <InspectOptions::Pause pause>
Result<> set_inspect(CommandLine& line, std::optional<std::string_view> value) {
  InspectOptions options;
  if (value) options = BAILEY_TRY(parse_inspect_address(*value));
  options.pause = pause;
  line.runtime.inspect = std::move(options);
  return {};
}

Result<> set_location(CommandLine& line, std::optional<std::string_view> value) {
  line.runtime.location = BAILEY_TRY(parse_location(value.value_or("")));
  return {};
}

Result<> set_seed(CommandLine& line, std::optional<std::string_view> value) {
  line.runtime.seed = parse_number<std::uint64_t>(value.value_or(""));
  return {};
}

constexpr std::string_view kRunHotAliases[] = {"watch-hmr", "unstable-hmr"};
constexpr std::string_view kServeHotAliases[] = {"unstable-hmr"};
constexpr std::string_view kTestingAlias[] = {"enable-testing-features"};
constexpr std::string_view kTunnelAlias[] = {"connected"};

constexpr std::string_view kNoWatch = "bailey cannot restart a program when its files change";
constexpr std::string_view kNoInspector = "bailey has no debugger connection yet";
constexpr std::string_view kNoProfiler = "bailey cannot record CPU profiles yet";
constexpr std::string_view kNoProxyFlag =
    "bailey has no node:http and node:https yet, which are what the flag is about";

constexpr Flag kWatch = {.name = "watch",
    .takes = Takes::MaybeAttachedList,
    .topic = Topic::Runtime,
    .support = Support::Refused,
    .value_name = "PATH",
    .help = "Restart when a file changes",
    .note = kNoWatch,
    .apply = add_watch_path};

constexpr Flag hot_replace(std::string_view name, std::span<const std::string_view> aliases) {
  return {.name = name,
      .aliases = aliases,
      .takes = Takes::MaybeAttachedList,
      .topic = Topic::Runtime,
      .support = Support::Refused,
      .value_name = "PATH",
      .help = "Replace modules when a file changes",
      .note = kNoWatch,
      .apply = add_hot_path};
}

constexpr Flag kWatchExclude = {.name = "watch-exclude",
    .takes = Takes::MaybeAttachedList,
    .topic = Topic::Runtime,
    .support = Support::AsIs,
    .value_name = "PATH",
    .help = "Belongs to --watch",
    .apply = add_watch_exclusion};
constexpr Flag kNoClearScreen = {.name = "no-clear-screen",
    .topic = Topic::Runtime,
    .support = Support::Refused,
    .help = "Belongs to --watch",
    .note = kNoWatch,
    .apply = set_keep_screen};

constexpr Flag kRunWatchFlags[] = {
    kWatch, hot_replace("hmr", kRunHotAliases), kWatchExclude, kNoClearScreen};
constexpr Flag kServeWatchFlags[] = {
    kWatch, hot_replace("watch-hmr", kServeHotAliases), kWatchExclude, kNoClearScreen};

constexpr Flag kRunOnlyFlags[] = {
    {.name = "coverage",
        .takes = Takes::MaybeAttached,
        .topic = Topic::Runtime,
        .support = Support::Refused,
        .value_name = "DIR",
        .help = "Record which lines ran",
        .note = "bailey cannot record coverage yet",
        .apply = set_coverage},
    {.name = "use-env-proxy",
        .topic = Topic::Runtime,
        .support = Support::Warns,
        .help = "Make node:http use HTTP_PROXY",
        .note = kNoProxyFlag},
    {.name = "no-use-env-proxy",
        .topic = Topic::Runtime,
        .support = Support::Warns,
        .help = "Make node:http ignore HTTP_PROXY",
        .note = kNoProxyFlag},
};

constexpr Flag kTunnelFlags[] = {{.name = "tunnel",
    .aliases = kTunnelAlias,
    .topic = Topic::Runtime,
    .support = Support::Refused,
    .help = "Reach the program through Deno Deploy",
    .note = "bailey does not connect to Deno Deploy"}};

constexpr Flag kInspectorFlags[] = {
    {.name = "inspect",
        .takes = Takes::MaybeAttached,
        .topic = Topic::Runtime,
        .support = Support::Refused,
        .value_name = "HOST:PORT",
        .help = "Wait for a debugger in the background",
        .note = kNoInspector,
        .apply = set_inspect<InspectOptions::Pause::Never>},
    {.name = "inspect-brk",
        .takes = Takes::MaybeAttached,
        .topic = Topic::Runtime,
        .support = Support::Refused,
        .value_name = "HOST:PORT",
        .help = "Wait for a debugger and stop at the first line",
        .note = kNoInspector,
        .apply = set_inspect<InspectOptions::Pause::BeforeFirstLine>},
    {.name = "inspect-wait",
        .takes = Takes::MaybeAttached,
        .topic = Topic::Runtime,
        .support = Support::Refused,
        .value_name = "HOST:PORT",
        .help = "Wait for a debugger before running",
        .note = kNoInspector,
        .apply = set_inspect<InspectOptions::Pause::UntilConnected>},
    {.name = "inspect-publish-uid",
        .takes = Takes::One,
        .topic = Topic::Runtime,
        .support = Support::Refused,
        .value_name = "WHERE",
        .help = "Where the debugger's address is shown",
        .note = kNoInspector},
};

constexpr Flag kLocationFlags[] = {{.name = "location",
    .takes = Takes::One,
    .topic = Topic::Runtime,
    .value_name = "URL",
    .help = "The value of `location`; relative URLs of fetch and Worker start from it",
    .apply = set_location}};

constexpr Flag kEngineFlags[] = {
    {.name = "v8-flags",
        .takes = Takes::MaybeAttachedList,
        .topic = Topic::Runtime,
        .value_name = "FLAG",
        .help = "Pass these flags to V8; --v8-flags=--help lists them",
        .apply = append_text<kRuntime, &RuntimeOptions::v8_flags>},
    {.name = "seed",
        .takes = Takes::One,
        .topic = Topic::Runtime,
        .format = Format::U64,
        .value_name = "NUMBER",
        .help = "Make random numbers repeatable",
        .apply = set_seed},
    {.name = "enable-testing-features-do-not-use",
        .aliases = kTestingAlias,
        .topic = Topic::Runtime,
        .support = Support::Refused,
        .help = "Deno's own test hooks",
        .note = "it switches on test hooks inside Deno, which bailey does not have"},
    {.name = "trace-ops",
        .takes = Takes::MaybeAttachedList,
        .topic = Topic::Runtime,
        .support = Support::Warns,
        .value_name = "NAME",
        .help = "Print calls from JavaScript into the runtime",
        .note = "bailey cannot print calls into the runtime"},
    {.name = "eszip-internal-do-not-use",
        .topic = Topic::Runtime,
        .support = Support::Refused,
        .help = "Run an eszip archive",
        .note = "bailey does not read eszip archives"},
};

constexpr Flag profiler(std::string_view name, Takes takes, std::string_view value_name = {},
    Format format = Format::Any) {
  return {.name = name,
      .takes = takes,
      .topic = Topic::Runtime,
      .support = Support::Refused,
      .format = format,
      .value_name = value_name,
      .help = "Record where time is spent",
      .note = kNoProfiler};
}

constexpr Flag kProfilerFlags[] = {
    profiler("cpu-prof", Takes::Nothing),
    profiler("cpu-prof-dir", Takes::One, "DIR"),
    profiler("cpu-prof-name", Takes::One, "NAME"),
    profiler("cpu-prof-interval", Takes::One, "MICROSECONDS", Format::U32),
    profiler("cpu-prof-md", Takes::Nothing),
    profiler("cpu-prof-flamegraph", Takes::Nothing),
};

}  // namespace

std::span<const Flag> run_watch_flags() { return kRunWatchFlags; }
std::span<const Flag> serve_watch_flags() { return kServeWatchFlags; }
std::span<const Flag> run_only_flags() { return kRunOnlyFlags; }
std::span<const Flag> tunnel_flags() { return kTunnelFlags; }
std::span<const Flag> inspector_flags() { return kInspectorFlags; }
std::span<const Flag> location_flags() { return kLocationFlags; }
std::span<const Flag> engine_flags() { return kEngineFlags; }
std::span<const Flag> profiler_flags() { return kProfilerFlags; }

}  // namespace bailey::cli
