// Paths as text: always absolute and normalised, as the C++ library does it, and what lies below a
// granted path is granted.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "permissions/lexical_path.h"
#include "permissions/path_index.h"
#include "permissions/special_file.h"
#include "runtime/base/check.h"

using namespace bailey::permissions;

namespace {

// `path` from `directory` as the C++ library reads it, without a last slash.
std::string as_the_library_reads(std::string_view directory, std::string_view path) {
  auto text = (std::filesystem::path(directory) / path).lexically_normal().string();
  while (text.size() > 1 && text.ends_with('/')) text.pop_back();
  return text;
}

void check_normalised(std::string_view path) {
  BAILEY_CHECK(path.starts_with('/'));
  BAILEY_CHECK(path == "/" || !path.ends_with('/'));
  BAILEY_CHECK(!path.contains("//") && !path.contains("/./") && !path.contains("/../"));
  BAILEY_CHECK(!path.ends_with("/.") && !path.ends_with("/.."));
  BAILEY_CHECK(normalise("/", path) == path);
}

}  // namespace

// The input is two paths with a line break between.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  auto line_end = text.find('\n');
  auto first = text.substr(0, line_end);
  auto second = line_end == std::string_view::npos ? std::string_view() : text.substr(line_end + 1);
  auto rule = normalise("/home/me", first);
  auto query = normalise(rule, second);
  BAILEY_CHECK(rule == as_the_library_reads("/home/me", first));
  BAILEY_CHECK(query == as_the_library_reads(rule, second));
  check_normalised(rule);
  check_normalised(query);
  auto [parent, name] = split_last(query);
  BAILEY_CHECK(name.empty() ? query == "/" : normalise(parent, name) == query);
  PathIndex index;
  index.add({rule, rule}, Ruling::FlagDenied);
  BAILEY_CHECK(index.match(query).has_value() == is_within(query, rule));
  BAILEY_CHECK(index.is_cut(query) == is_within(rule, query));
  // A special place has no ordinary places in it.
  if (special_file(rule) == SpecialFile::Restricted && is_within(query, rule)) {
    BAILEY_CHECK(special_file(query) != SpecialFile::None);
  }
  return 0;
}
