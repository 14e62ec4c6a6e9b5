#include "runtime/js/builtin_code.h"

#include <cstdint>
#include <cstring>

namespace bailey::js {
namespace {

constexpr std::size_t kAlignment = 16;  // of each code; V8 reads words

struct Place {
  std::uint32_t begin, size;
};

std::string_view provided;

std::size_t aligned(std::size_t size) { return (size + kAlignment - 1) / kAlignment * kAlignment; }

}  // namespace

// The place of each, then all codes.
std::string pack_builtin_code(std::span<const std::string> codes) {
  std::string packed(aligned(codes.size() * sizeof(Place)), '\0');
  for (std::size_t index = 0; index < codes.size(); ++index) {
    Place place{
        static_cast<std::uint32_t>(packed.size()), static_cast<std::uint32_t>(codes[index].size())};
    std::memcpy(packed.data() + index * sizeof place, &place, sizeof place);
    packed += codes[index];
    packed.resize(aligned(packed.size()));
  }
  return packed;
}

void provide_builtin_code(std::string_view packed) { provided = packed; }

std::string_view builtin_code(std::size_t index) {
  if (provided.empty()) return {};
  Place place;
  std::memcpy(&place, provided.data() + index * sizeof place, sizeof place);
  return provided.substr(place.begin, place.size);
}

}  // namespace bailey::js
