// Reading the values of flags: numbers, URLs, addresses.
#pragma once

#include <charconv>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/args/options.h"
#include "runtime/base/result.h"

namespace bailey::cli {

// A decimal number, with at most one leading '+'; nullopt when `text` is anything else or too big.
template <std::unsigned_integral T>
std::optional<T> parse_number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  T number{};
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// The parts between commas; empty parts are kept, and an empty text is one empty part.
std::vector<std::string_view> split_at_commas(std::string_view text);

// The value of --location: an http(s) URL, normalised, without user name and password.
Result<std::string> parse_location(std::string_view text);

// The value of --inspect: PORT, :PORT, HOST, HOST:PORT, [IPv6]:PORT. Resolves no names.
Result<InspectOptions> parse_inspect_address(std::string_view text);

}  // namespace bailey::cli
