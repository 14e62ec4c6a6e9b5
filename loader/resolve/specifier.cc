#include "loader/resolve/specifier.h"

#include <algorithm>
#include <array>
#include <format>
#include <utility>
#include <vector>

#include "loader/resolve/url.h"

namespace bailey::loader {
namespace {

// Sorted, for the binary search.
constexpr std::array<std::string_view, 67> kNodeBuiltins = {"_http_agent", "_http_common",
    "_http_outgoing", "_http_server", "_stream_duplex", "_stream_passthrough", "_stream_readable",
    "_stream_transform", "_stream_writable", "_tls_common", "_tls_wrap", "assert", "assert/strict",
    "async_hooks", "buffer", "child_process", "cluster", "console", "constants", "crypto", "dgram",
    "diagnostics_channel", "dns", "dns/promises", "domain", "events", "fs", "fs/promises", "http",
    "http2", "https", "inspector", "inspector/promises", "module", "net", "os", "path",
    "path/posix", "path/win32", "perf_hooks", "process", "punycode", "querystring", "readline",
    "readline/promises", "repl", "sqlite", "stream", "stream/consumers", "stream/promises",
    "stream/web", "string_decoder", "sys", "test", "test/reporters", "timers", "timers/promises",
    "tls", "trace_events", "tty", "url", "util", "util/types", "v8", "vm", "wasi",
    "worker_threads"};
static_assert(std::ranges::is_sorted(kNodeBuiltins));

}  // namespace

bool is_relative(std::string_view specifier) {
  return specifier.starts_with('/') || specifier.starts_with("./") || specifier.starts_with("../");
}

Result<std::string> resolve_specifier(std::string_view specifier, std::string_view referrer) {
  bool relative = is_relative(specifier);
  if (!relative && scheme_of(specifier).empty()) {
    // The URL parser drops white space in front, so a padded URL is one all the same.
    auto padded = parse_url(specifier);
    if (!padded) return std::unexpected(not_a_dependency(specifier));
    return padded;
  }
  auto url = relative ? join_url(specifier, referrer) : parse_url(specifier);
  if (!url) return fail(ErrorClass::TypeError, "invalid URL: " + url.error().message);
  if (url->starts_with("npm:")) return normalized_npm(*std::move(url));
  return url;
}

bool is_node_builtin(std::string_view specifier) {
  return std::ranges::binary_search(kNodeBuiltins, specifier);
}

std::string normalized_npm(std::string url) {
  constexpr std::size_t kScheme = 4;
  if (url.size() > kScheme && url[kScheme] == '/') url.erase(kScheme, 1);
  if (url.size() > kScheme && url.ends_with('/')) url.pop_back();
  return url;
}

Error not_a_dependency(std::string_view specifier) {
  return {ErrorClass::TypeError, std::format("Import \"{}\" not a dependency", specifier)};
}

std::string dependency_hint(std::string_view specifier) {
  if (is_relative(specifier) || !scheme_of(specifier).empty()) return "";
  if (specifier.starts_with('@')) {
    return std::format(
        "  hint: If you want to use a JSR or npm package, try running `deno add jsr:{0}` or "
        "`deno add npm:{0}`",
        specifier);
  }
  return std::format(
      "  hint: If you want to use the npm package, try running `deno add npm:{}`", specifier);
}

std::string absolute_path(std::string_view path, std::string_view directory) {
  std::string whole =
      path.starts_with('/') ? std::string(path) : std::format("{}/{}", directory, path);
  std::vector<std::string_view> parts;
  for (std::string_view rest = whole; !rest.empty();) {
    auto part = rest.substr(0, rest.find('/'));
    rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    if (part == ".." && !parts.empty()) parts.pop_back();
    if (!part.empty() && part != "." && part != "..") parts.push_back(part);
  }
  std::string out;
  for (auto part : parts) out.append("/").append(part);
  return out.empty() ? "/" : out;
}

Result<std::string> main_module_url(std::string_view argument, std::string_view directory) {
  if (!scheme_of(argument).empty()) return parse_url(argument);
  return file_url(absolute_path(argument, directory));
}

Error unsupported_scheme(std::string_view url) {
  return {ErrorClass::TypeError,
      std::format("Unsupported scheme \"{}\" for module \"{}\". Supported schemes:\n - \"blob\"\n "
                  "- \"data\"\n - \"file\"\n - \"http\"\n - \"https\"\n - \"jsr\"\n - \"npm\"",
          scheme_of(url), url)};
}

}  // namespace bailey::loader
