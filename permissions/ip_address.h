// An IPv4 or IPv6 address as a value.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::permissions {

// Sixteen bytes in network order. IPv4 is kept in its mapped form (::ffff:a.b.c.d), so an address
// and its mapped form are the same value.
class IpAddress {
 public:
  // 0.0.0.0
  constexpr IpAddress() = default;
  static IpAddress v4(std::span<const std::uint8_t, 4> bytes);
  static IpAddress v6(std::span<const std::uint8_t, 16> bytes);

  // What flags accept: dotted quad without leading zeros, or RFC 4291 text without brackets.
  static std::optional<IpAddress> parse_strict(std::string_view text);
  // What a resolver would take as an address: also every form of inet_aton (2130706433, 0x7f.1,
  // 0177.0.0.1, 127.1, one trailing dot), brackets, and a zone index, which is dropped.
  static std::optional<IpAddress> parse_lenient(std::string_view text);

  static IpAddress loopback_v4();
  static IpAddress loopback_v6();

  bool is_v4() const;
  // 0.0.0.0 or ::
  bool is_unspecified() const;
  // The IPv4 addresses that an IPv6 one may stand for, or be carried to: NAT64 (64:ff9b::/96 and a
  // network's own in 64:ff9b:1::/48), 6to4 (2002::/16), Teredo (2001::/32: server and client),
  // ISATAP (…:0:5efe:a.b.c.d), translated (::ffff:0:a.b.c.d) and the old compatible form
  // (::a.b.c.d).
  std::vector<IpAddress> embedded_v4() const;
  // Bits in the address's own family: 32 or 128.
  int width() const { return is_v4() ? 32 : 128; }
  // The first `prefix_length` bits of the address's own family, the rest zero.
  IpAddress masked(int prefix_length) const;
  const std::array<std::uint8_t, 16>& bytes() const { return bytes_; }
  // Dotted quad, or RFC 5952 text without brackets.
  std::string to_string() const;

  friend auto operator<=>(const IpAddress&, const IpAddress&) = default;

 private:
  std::array<std::uint8_t, 16> bytes_{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
};

}  // namespace bailey::permissions
