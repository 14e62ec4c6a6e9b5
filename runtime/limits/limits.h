// Limits: how much of the machine a program or a Worker may use, and how such amounts are written.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/base/result.h"

namespace bailey::limits {

enum class Limit : std::uint8_t { Memory, CpuTime, Time, OpenFiles, Subprocesses, Write };
inline constexpr std::size_t kLimits = 6;

// How a limit is told to people: its flag, its key in deno.json and for Workers, its exit code.
struct LimitNames {
  std::string_view flag;
  std::string_view key;
  int exit_code;
};
const LimitNames& names(Limit limit);

// What a value counts: bytes, nanoseconds or things.
enum class Unit : std::uint8_t { Bytes, Time, Count };
Unit unit(Limit limit);

// No value: no limit.
class Limits {
 public:
  std::optional<std::uint64_t> operator[](Limit limit) const {
    return values_[static_cast<std::size_t>(limit)];
  }
  void set(Limit limit, std::uint64_t value) { values_[static_cast<std::size_t>(limit)] = value; }

  bool any() const;
  // Takes from `others` what is not set here.
  void fill_from(const Limits& others);
  // Lowers each value to that of `others` where that one is smaller, or is the only one.
  void cap_by(const Limits& others);

  bool operator==(const Limits&) const = default;

 private:
  std::array<std::optional<std::uint64_t>, kLimits> values_;
};

// "64MB", "1GiB", "500ms", "10s", "32": what the flags and deno.json take. Nothing is guessed: a
// size or a time needs its unit. The error says what was expected, without naming the flag.
Result<std::uint64_t> parse(Limit limit, std::string_view text);

// The same amount for people, in the largest unit that keeps it exact: "64MB", "1.5s".
std::string written(Limit limit, std::uint64_t value);

// An amount as measured, rounded to three digits: "67.1MB", "2.03s".
std::string measured(Limit limit, std::uint64_t value);

// The limit with the key `key`.
std::optional<Limit> limit_called(std::string_view key);

// "memory", "cpuTime", … as a list for messages.
std::string all_keys();

// The one line a program or a Worker ends with, without "error: ": which limit, its value, and
// `used`, what was used of it. `who` starts the sentence: "The program", "The worker".
std::string limit_message(
    Limit limit, std::uint64_t value, std::string_view who, std::string_view used);

}  // namespace bailey::limits
