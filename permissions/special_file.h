// The paths of /proc, /dev and /sys: windows into the process and the machine, not files.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace bailey::permissions {

enum class SpecialFile : std::uint8_t {
  None,        // an ordinary path
  Harmless,    // /dev/null and the like
  ReadOnly,    // /dev/tty: writing there could imitate a prompt
  Descriptor,  // /dev/fd/N, /proc/self/fd/N: fine when N is an inherited pipe
  Restricted,  // needs every permission
};

// What an absolute, normalised path is.
SpecialFile special_file(std::string_view path);

// Those that are Harmless or ReadOnly, as far as they are known by name.
std::span<const std::string_view> open_special_files();

// The N of a Descriptor path; nullopt for 0, 1, 2 and what is no number.
std::optional<int> descriptor_number(std::string_view path);

}  // namespace bailey::permissions
