#include "permissions/special_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>

#include "permissions/path_index.h"

namespace bailey::permissions {
namespace {

constexpr std::array<std::string_view, 4> kHarmless = {
    "/dev/null", "/dev/zero", "/dev/random", "/dev/urandom"};
constexpr std::array<std::string_view, 2> kDescriptorFolders = {"/dev/fd/", "/proc/self/fd/"};
constexpr std::array<std::string_view, 3> kRestricted = {"/proc", "/dev", "/sys"};

}  // namespace

SpecialFile special_file(std::string_view path) {
  // SECURITY: /proc alone would undo the sandbox: environ, mem, root, fd ("special files need every
  // permission").
  bool is_special =
      std::ranges::any_of(kRestricted, [&](auto root) { return is_within(path, root); });
  if (!is_special) return SpecialFile::None;
  if (std::ranges::contains(kHarmless, path)) return SpecialFile::Harmless;
  if (path.starts_with("/proc/pressure/")) return SpecialFile::Harmless;
  if (path == "/dev/tty") return SpecialFile::ReadOnly;
  return descriptor_number(path) ? SpecialFile::Descriptor : SpecialFile::Restricted;
}

std::optional<int> descriptor_number(std::string_view path) {
  for (std::string_view folder : kDescriptorFolders) {
    if (!path.starts_with(folder)) continue;
    std::string_view digits = path.substr(folder.size());
    int number = 0;
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error == std::errc() && end == digits.data() + digits.size() && number > 2) return number;
  }
  return std::nullopt;
}

}  // namespace bailey::permissions
