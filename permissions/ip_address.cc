#include "permissions/ip_address.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <format>
#include <system_error>

namespace bailey::permissions {
namespace {

using Bytes = std::array<std::uint8_t, 16>;

constexpr Bytes kMappedPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr Bytes kNat64Prefix{0, 0x64, 0xff, 0x9b};
constexpr Bytes kLocalNat64Prefix{0, 0x64, 0xff, 0x9b, 0, 1};
constexpr Bytes kTranslatedPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr Bytes kTeredoPrefix{0x20, 0x01};
constexpr Bytes kZero{};
constexpr Bytes kLoopbackV6{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
constexpr std::array<std::uint8_t, 4> kLoopbackV4{127, 0, 0, 1};

bool starts_with(const Bytes& bytes, const Bytes& prefix, std::size_t count) {
  return std::equal(
      prefix.begin(), prefix.begin() + static_cast<std::ptrdiff_t>(count), bytes.begin());
}

std::array<std::uint8_t, 4> split_bytes(std::uint32_t address) {
  return {static_cast<std::uint8_t>(address >> 24), static_cast<std::uint8_t>(address >> 16),
      static_cast<std::uint8_t>(address >> 8), static_cast<std::uint8_t>(address)};
}

std::optional<std::uint64_t> parse_number(std::string_view digits, int base) {
  std::uint64_t value = 0;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

// One part of an inet_aton address: decimal, octal after "0", hexadecimal after "0x". A bare "0x"
// is zero, as browsers and the C library have it.
std::optional<std::uint64_t> parse_aton_part(std::string_view part) {
  if (part.starts_with("0x") || part.starts_with("0X")) {
    return part.size() == 2 ? 0 : parse_number(part.substr(2), 16);
  }
  return parse_number(part, part.starts_with('0') && part.size() > 1 ? 8 : 10);
}

// One to four parts; the last fills all bytes that are left.
std::optional<IpAddress> parse_aton(std::string_view text) {
  if (text.ends_with('.')) text.remove_suffix(1);
  std::uint32_t address = 0;
  for (int part_index = 0; part_index < 4; ++part_index) {
    std::string_view part = text.substr(0, text.find('.'));
    bool last = part.size() == text.size();
    auto value = parse_aton_part(part);
    int bytes_left = 4 - part_index;
    std::uint64_t limit = last ? std::uint64_t{1} << (8 * bytes_left) : 256;
    if (!value || *value >= limit) return std::nullopt;
    if (last) return IpAddress::v4(split_bytes(address | static_cast<std::uint32_t>(*value)));
    address |= static_cast<std::uint32_t>(*value) << (8 * (bytes_left - 1));
    text.remove_prefix(part.size() + 1);
  }
  return std::nullopt;
}

std::optional<IpAddress> parse_dotted_quad(std::string_view text) {
  std::array<std::uint8_t, 4> bytes{};
  for (std::size_t i = 0; i < 4; ++i) {
    std::string_view part = text.substr(0, text.find('.'));
    if (part.size() > 3 || (part.size() > 1 && part.starts_with('0'))) return std::nullopt;
    auto value = parse_number(part, 10);
    if (!value || *value > 255) return std::nullopt;
    bytes[i] = static_cast<std::uint8_t>(*value);
    bool last = part.size() == text.size();
    if (last != (i == 3)) return std::nullopt;
    if (!last) text.remove_prefix(part.size() + 1);
  }
  return IpAddress::v4(bytes);
}

// The groups of one side of "::"; at most `bytes.size()` bytes. Returns how many were written.
std::optional<std::size_t> parse_groups(std::string_view text, std::span<std::uint8_t> bytes) {
  std::size_t count = 0;
  if (text.empty()) return count;
  while (true) {
    std::string_view group = text.substr(0, text.find(':'));
    bool last = group.size() == text.size();
    if (last && group.contains('.')) {
      auto quad = parse_dotted_quad(group);
      if (!quad || count + 4 > bytes.size()) return std::nullopt;
      std::copy_n(
          quad->bytes().begin() + 12, 4, bytes.begin() + static_cast<std::ptrdiff_t>(count));
      return count + 4;
    }
    auto value = group.size() > 4 ? std::nullopt : parse_number(group, 16);
    if (!value || count + 2 > bytes.size()) return std::nullopt;
    bytes[count++] = static_cast<std::uint8_t>(*value >> 8);
    bytes[count++] = static_cast<std::uint8_t>(*value & 0xff);
    if (last) return count;
    text.remove_prefix(group.size() + 1);
  }
}

std::optional<IpAddress> parse_v6(std::string_view text) {
  Bytes bytes{};
  auto gap = text.find("::");
  if (gap == std::string_view::npos) {
    auto count = parse_groups(text, bytes);
    if (count != 16) return std::nullopt;
    return IpAddress::v6(bytes);
  }
  Bytes tail{};
  std::string_view head_text = text.substr(0, gap);
  if (head_text.contains('.')) return std::nullopt;  // a quad may only end the address
  auto head_count = parse_groups(head_text, bytes);
  auto tail_count = parse_groups(text.substr(gap + 2), tail);
  if (!head_count || !tail_count || *head_count + *tail_count > 14) return std::nullopt;
  std::copy_n(tail.begin(), *tail_count, bytes.end() - static_cast<std::ptrdiff_t>(*tail_count));
  return IpAddress::v6(bytes);
}

}  // namespace

IpAddress IpAddress::v4(std::span<const std::uint8_t, 4> bytes) {
  IpAddress address;
  std::ranges::copy(bytes, address.bytes_.begin() + 12);
  return address;
}

IpAddress IpAddress::v6(std::span<const std::uint8_t, 16> bytes) {
  IpAddress address;
  std::ranges::copy(bytes, address.bytes_.begin());
  return address;
}

std::optional<IpAddress> IpAddress::parse_strict(std::string_view text) {
  return text.contains(':') ? parse_v6(text) : parse_dotted_quad(text);
}

std::optional<IpAddress> IpAddress::parse_lenient(std::string_view text) {
  if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
  if (!text.contains(':')) return parse_aton(text);
  return parse_v6(text.substr(0, text.find('%')));
}

IpAddress IpAddress::loopback_v4() { return v4(kLoopbackV4); }

IpAddress IpAddress::loopback_v6() { return v6(kLoopbackV6); }

bool IpAddress::is_v4() const { return starts_with(bytes_, kMappedPrefix, 12); }

bool IpAddress::is_unspecified() const { return bytes_ == kZero || bytes_ == IpAddress().bytes_; }

std::vector<IpAddress> IpAddress::embedded_v4() const {
  std::vector<IpAddress> found;
  auto add = [&](std::array<std::size_t, 4> places, std::uint8_t mask = 0) {
    std::array<std::uint8_t, 4> bytes{};
    for (std::size_t i = 0; i < 4; ++i) bytes[i] = bytes_[places[i]] ^ mask;
    found.push_back(v4(bytes));
  };
  bool is_compatible = starts_with(bytes_, kZero, 12) && bytes_ != kZero && bytes_ != kLoopbackV6;
  bool is_local_nat64 = starts_with(bytes_, kLocalNat64Prefix, 6);
  bool is_isatap =
      (bytes_[8] & 0xfdU) == 0 && bytes_[9] == 0 && bytes_[10] == 0x5e && bytes_[11] == 0xfe;
  if (is_compatible || starts_with(bytes_, kNat64Prefix, 12) || is_local_nat64 || is_isatap ||
      starts_with(bytes_, kTranslatedPrefix, 12)) {
    add({12, 13, 14, 15});
  }
  // RFC 6052, 2.2: with this prefix the address goes around byte 8.
  if (is_local_nat64) add({6, 7, 9, 10});
  if (bytes_[0] == 0x20 && bytes_[1] == 0x02) add({2, 3, 4, 5});
  if (starts_with(bytes_, kTeredoPrefix, 4)) {
    add({4, 5, 6, 7});
    add({12, 13, 14, 15}, 0xff);
  }
  return found;
}

IpAddress IpAddress::masked(int prefix_length) const {
  IpAddress address = *this;
  int bits = is_v4() ? prefix_length + 96 : prefix_length;
  for (int i = 0; i < 16; ++i) {
    int kept = std::clamp(bits - (8 * i), 0, 8);
    address.bytes_[static_cast<std::size_t>(i)] &= static_cast<std::uint8_t>(0xff00 >> kept);
  }
  return address;
}

std::string IpAddress::to_string() const {
  if (is_v4()) {
    return std::format("{}.{}.{}.{}", bytes_[12], bytes_[13], bytes_[14], bytes_[15]);
  }
  std::array<unsigned, 8> groups{};
  for (std::size_t i = 0; i < 8; ++i) groups[i] = bytes_[2 * i] * 256U + bytes_[2 * i + 1];
  // RFC 5952 4.2: the longest run of two or more zero groups, the first of equals, becomes "::".
  std::size_t gap = 8;
  std::size_t gap_length = 1;
  for (std::size_t start = 0; start < 8; ++start) {
    std::size_t end = start;
    while (end < 8 && groups[end] == 0) ++end;
    if (end - start > gap_length) {
      gap = start;
      gap_length = end - start;
    }
  }
  std::string text;
  for (std::size_t i = 0; i < 8; ++i) {
    if (i == gap) {
      text += "::";
      i += gap_length - 1;
      continue;
    }
    if (!text.empty() && !text.ends_with(':')) text += ':';
    text += std::format("{:x}", groups[i]);
  }
  return text;
}

}  // namespace bailey::permissions
