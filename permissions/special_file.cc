#include "permissions/special_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>

#include "permissions/path_index.h"

namespace bailey::permissions {
namespace {

constexpr std::string_view kTerminal = "/dev/tty";
constexpr std::string_view kPressure = "/proc/pressure/";
constexpr std::array<std::string_view, 9> kOpen = {"/dev/null", "/dev/zero", "/dev/random",
    "/dev/urandom", kTerminal, "/proc/pressure/cpu", "/proc/pressure/io", "/proc/pressure/irq",
    "/proc/pressure/memory"};
constexpr std::array<std::string_view, 2> kDescriptorFolders = {"/dev/fd/", "/proc/self/fd/"};
constexpr std::array<std::string_view, 3> kRestricted = {"/proc", "/dev", "/sys"};

}  // namespace

SpecialFile special_file(std::string_view path) {
  // SECURITY: /proc alone would undo the sandbox: environ, mem, root, fd ("special files need every
  // permission").
  bool is_special =
      std::ranges::any_of(kRestricted, [&](auto root) { return is_within(path, root); });
  if (!is_special) return SpecialFile::None;
  if (path == kTerminal) return SpecialFile::ReadOnly;
  if (std::ranges::contains(kOpen, path) || path.starts_with(kPressure))
    return SpecialFile::Harmless;
  return descriptor_number(path) ? SpecialFile::Descriptor : SpecialFile::Restricted;
}

std::span<const std::string_view> open_special_files() { return kOpen; }

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
