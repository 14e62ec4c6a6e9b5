#include <algorithm>

#include "cli/args/flag_groups.h"

namespace bailey::cli {
namespace {

constexpr std::string_view kPrefix = "unstable-";

// A flag's name as a template argument: what Apply needs to know must be in its type.
template <std::size_t size>
struct Name {
  char text[size];

  // NOLINTNEXTLINE(google-explicit-constructor): a literal has to become one by itself
  consteval Name(const char (&literal)[size]) { std::ranges::copy(literal, text); }
  constexpr std::string_view view() const { return {text, size - 1}; }
};

template <Name name>
Result<> enable(CommandLine& line, std::optional<std::string_view> /*value*/) {
  std::string feature(name.view().substr(kPrefix.size()));
  auto& enabled = line.runtime.unstable;
  auto place = std::ranges::lower_bound(enabled, feature);
  if (place == enabled.end() || *place != feature) enabled.insert(place, std::move(feature));
  return {};
}

template <Name name>
constexpr Flag feature(
    Support support, std::string_view text, std::span<const std::string_view> aliases = {}) {
  static_assert(name.view().starts_with(kPrefix));
  return {.name = name.view(),
      .aliases = aliases,
      .topic = Topic::Runtime,
      .support = support,
      .help = text,
      .note = support == Support::Warns ? text : kNoText,
      .apply = enable<name>};
}

// The flag changes nothing in Deno 2.9 either: there the feature is always on, or gone.
template <Name name>
constexpr Flag settled() {
  return feature<name>(Support::AsIs, "Changes nothing");
}

using enum Support;

constexpr std::string_view kSloppyAlias[] = {"sloppy-imports"};
constexpr std::string_view kUnsafeProtoAlias[] = {"unsafe-proto"};

constexpr Flag kUnstableFlags[] = {
    {.name = "unstable",
        .topic = Topic::Runtime,
        .support = Removed,
        .help = "Changes nothing",
        .note = "The `--unstable` flag has been removed in Deno 2.0. Use granular `--unstable-*` "
                "flags instead.\nLearn more at: "
                "https://docs.deno.com/runtime/manual/tools/unstable_flags"},
    settled<"unstable-bare-node-builtins">(),
    settled<"unstable-broadcast-channel">(),
    feature<"unstable-bundle">(Warns, "bailey has no Deno.bundle()"),
    settled<"unstable-byonm">(),
    feature<"unstable-cron">(Warns, "bailey has no Deno.cron() yet"),
    feature<"unstable-detect-cjs">(Warns, "bailey has no CommonJS modules yet"),
    settled<"unstable-ffi">(),
    settled<"unstable-fs">(),
    settled<"unstable-http">(),
    feature<"unstable-kv">(Warns, "bailey has no Deno.openKv() yet"),
    feature<"unstable-lazy-dynamic-imports">(Warns,
        "it does not change when bailey fetches "
        "imports"),
    settled<"unstable-lockfile-v5">(),
    feature<"unstable-net">(Warns, "bailey has no QUIC and no WebTransport yet"),
    feature<"unstable-no-legacy-abort">(Warns,
        "it does not change when bailey aborts the signal "
        "of a served request"),
    settled<"unstable-node-globals">(),
    feature<"unstable-npm-lazy-caching">(Warns, "bailey has no npm packages yet"),
    settled<"unstable-otel">(),
    settled<"unstable-process">(),
    feature<"unstable-raw-imports">(AsIs, "Texts and bytes can always be imported"),
    feature<"unstable-sloppy-imports">(
        Works, "Try file extensions and index files when an import finds nothing", kSloppyAlias),
    settled<"unstable-subdomain-wildcards">(),
    settled<"unstable-temporal">(),
    feature<"unstable-tsgo">(Warns, "bailey does not check types yet"),
    feature<"unstable-unsafe-proto">(Warns,
        "it does not change what Object.prototype.__proto__ is in bailey", kUnsafeProtoAlias),
    settled<"unstable-vsock">(),
    feature<"unstable-webgpu">(Warns, "bailey has no WebGPU"),
    feature<"unstable-worker-options">(Works, "Give a Worker fewer permissions"),
};

}  // namespace

std::span<const Flag> unstable_flags() { return kUnstableFlags; }

}  // namespace bailey::cli
