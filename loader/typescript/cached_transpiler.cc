#include "loader/typescript/cached_transpiler.h"

#include <charconv>
#include <format>

#include "loader/cache/sha256.h"

namespace bailey::loader {
namespace {

constexpr std::size_t kLongestEntry = std::size_t{1} << 30;
constexpr std::size_t kDigestSize = 64;

// `<digest of what follows the line break> <size of the code>\n<code><source map>`
std::string entry_of(const Transpiled& output) {
  std::string rest = output.code + output.source_map;
  return std::format("{} {}\n{}", sha256(rest), output.code.size(), rest);
}

std::optional<Transpiled> output_of(std::string entry) {
  auto end = entry.find('\n');
  if (end == entry.npos || end <= kDigestSize + 1) return std::nullopt;
  std::size_t code_size = 0;
  auto [stop, error] =
      std::from_chars(entry.data() + kDigestSize + 1, entry.data() + end, code_size);
  std::string_view rest = std::string_view(entry).substr(end + 1);
  bool sound = error == std::errc() && stop == entry.data() + end && code_size <= rest.size() &&
               entry.starts_with(sha256(rest));
  if (!sound) return std::nullopt;
  Transpiled output{.code = {}, .source_map = std::string(rest.substr(code_size))};
  // The entry's own memory becomes the code's.
  entry.resize(end + 1 + code_size);
  entry.erase(0, end + 1);
  output.code = std::move(entry);
  return output;
}

}  // namespace

std::string CachedTranspiler::entry_path(const TranspileRequest& request) const {
  const auto& options = request.options;
  // The development transform writes the file's name into the code.
  auto url = options.jsx == Jsx::Development ? request.url : std::string_view();
  auto digest = sha256(std::format("{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}{}{}\n{}\n{}", version(),
      name_of(request.type), url, static_cast<int>(options.jsx), options.jsx_factory,
      options.jsx_fragment_factory, options.jsx_import_source, options.experimental_decorators,
      options.emit_decorator_metadata, options.verbatim_module_syntax, request.source.size(),
      sha256(request.source)));
  return std::format("{}/emit/{}/{}", folder_, digest.substr(0, 2), digest.substr(2));
}

Result<Transpiled> CachedTranspiler::transpile(const TranspileRequest& request) {
  auto path = entry_path(request);
  if (auto entry = disk_.read(path, kLongestEntry)) {
    if (auto output = output_of(*std::move(entry))) return *std::move(output);
  }
  auto output = inner_.transpile(request);
  // What cannot be remembered is made anew next time: a full disk costs time here, nothing else.
  if (output) (void)disk_.replace(path, entry_of(*output));
  return output;
}

}  // namespace bailey::loader
