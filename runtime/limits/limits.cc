#include "runtime/limits/limits.h"

#include <charconv>
#include <format>
#include <span>

namespace bailey::limits {
namespace {

constexpr LimitNames kNames[kLimits] = {
    {"--max-memory", "memory", 91},
    {"--max-cpu-time", "cpuTime", 92},
    {"--max-time", "time", 93},
    {"--max-open-files", "openFiles", 94},
    {"--max-subprocesses", "subprocesses", 95},
    {"--max-write", "write", 96},
};

struct Suffix {
  std::string_view text;
  std::uint64_t worth;
};

// Largest first, powers of ten before powers of two of the same name.
constexpr Suffix kSizes[] = {{"TiB", std::uint64_t{1} << 40}, {"TB", 1'000'000'000'000},
    {"GiB", std::uint64_t{1} << 30}, {"GB", 1'000'000'000}, {"MiB", std::uint64_t{1} << 20},
    {"MB", 1'000'000}, {"KiB", std::uint64_t{1} << 10}, {"KB", 1'000}, {"B", 1}};
constexpr Suffix kTimes[] = {{"h", 3'600'000'000'000}, {"m", 60'000'000'000}, {"s", 1'000'000'000},
    {"ms", 1'000'000}, {"us", 1'000}};

constexpr std::string_view kSizeHelp = "a size such as 64MB or 1GiB";
constexpr std::string_view kTimeHelp = "a duration such as 500ms, 10s or 1m";
constexpr std::string_view kCountHelp = "a whole number";

// What bailey itself and V8 need before any script runs.
constexpr std::uint64_t kLeastMemory = 32'000'000;

std::unexpected<Error> unreadable(std::string_view expected, std::string_view text) {
  return fail(ErrorClass::TypeError, std::format("expected {}, not '{}'", expected, text));
}

std::unexpected<Error> too_large(std::string_view text) {
  return fail(ErrorClass::TypeError, std::format("'{}' is more than can be counted", text));
}

// A decimal number, perhaps with a fraction, and one of `suffixes`.
Result<std::uint64_t> parse_with_unit(
    std::string_view text, std::span<const Suffix> suffixes, std::string_view expected) {
  std::size_t end = text.find_first_not_of("0123456789.");
  if (end == 0 || end == std::string_view::npos) return unreadable(expected, text);
  for (const Suffix& suffix : suffixes) {
    if (text.substr(end) != suffix.text) continue;
    double number = 0;
    auto [stop, error] = std::from_chars(text.data(), text.data() + end, number);
    double value = number * static_cast<double>(suffix.worth);
    if ((error != std::errc() && error != std::errc::result_out_of_range) ||
        stop != text.data() + end)
      return unreadable(expected, text);
    // 2^62 keeps sums of two from overflowing.
    if (error != std::errc() || value > 4611686018427387904.0) return too_large(text);
    return static_cast<std::uint64_t>(value + 0.5);
  }
  return unreadable(expected, text);
}

Result<std::uint64_t> parse_count(std::string_view text) {
  std::uint32_t number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  bool is_number = end == text.data() + text.size();
  if (is_number && error == std::errc::result_out_of_range) return too_large(text);
  if (!is_number || error != std::errc()) return unreadable(kCountHelp, text);
  return number;
}

std::span<const Suffix> suffixes_of(Limit limit) {
  if (unit(limit) == Unit::Bytes) return kSizes;
  return kTimes;
}

}  // namespace

const LimitNames& names(Limit limit) { return kNames[static_cast<std::size_t>(limit)]; }

Unit unit(Limit limit) {
  switch (limit) {
    case Limit::Memory:
    case Limit::Write:
      return Unit::Bytes;
    case Limit::CpuTime:
    case Limit::Time:
      return Unit::Time;
    case Limit::OpenFiles:
    case Limit::Subprocesses:
      return Unit::Count;
  }
  return Unit::Count;
}

bool Limits::any() const { return *this != Limits(); }

void Limits::fill_from(const Limits& others) {
  for (std::size_t i = 0; i < kLimits; ++i)
    if (!values_[i]) values_[i] = others.values_[i];
}

void Limits::cap_by(const Limits& others) {
  for (std::size_t i = 0; i < kLimits; ++i)
    if (others.values_[i] && (!values_[i] || *values_[i] > *others.values_[i]))
      values_[i] = others.values_[i];
}

Result<std::uint64_t> parse(Limit limit, std::string_view text) {
  std::uint64_t value = 0;
  switch (unit(limit)) {
    case Unit::Bytes:
      value = BAILEY_TRY(parse_with_unit(text, kSizes, kSizeHelp));
      break;
    case Unit::Time:
      value = BAILEY_TRY(parse_with_unit(text, kTimes, kTimeHelp));
      if (value == 0) return fail(ErrorClass::TypeError, "expected more than no time at all");
      break;
    case Unit::Count:
      value = BAILEY_TRY(parse_count(text));
      break;
  }
  if (limit == Limit::Memory && value < kLeastMemory)
    return fail(ErrorClass::TypeError,
        std::format("expected at least {}, which bailey itself needs, not '{}'",
            written(Limit::Memory, kLeastMemory), text));
  return value;
}

std::string written(Limit limit, std::uint64_t value) {
  if (unit(limit) == Unit::Count || value == 0)
    return std::to_string(value) + (unit(limit) == Unit::Bytes ? "B" : "");
  for (const Suffix& suffix : suffixes_of(limit))
    if (value % suffix.worth == 0) return std::format("{}{}", value / suffix.worth, suffix.text);
  return measured(limit, value);
}

std::string measured(Limit limit, std::uint64_t value) {
  if (unit(limit) == Unit::Count) return std::to_string(value);
  for (const Suffix& suffix : suffixes_of(limit)) {
    if (suffix.text.contains('i') || suffix.worth > value) continue;
    if (suffix.worth == 1) break;
    auto amount = static_cast<double>(value) / static_cast<double>(suffix.worth);
    return std::format("{:.{}f}{}", amount, amount < 10 ? 2 : amount < 100 ? 1 : 0, suffix.text);
  }
  return std::format("{}{}", value, unit(limit) == Unit::Bytes ? "B" : "ns");
}

std::optional<Limit> limit_called(std::string_view key) {
  for (std::size_t i = 0; i < kLimits; ++i)
    if (kNames[i].key == key) return static_cast<Limit>(i);
  return std::nullopt;
}

std::string all_keys() {
  std::string text;
  for (const auto& one : kNames)
    text.append(text.empty() ? "" : ", ").append("\"").append(one.key).append("\"");
  return text;
}

std::string limit_message(
    Limit limit, std::uint64_t value, std::string_view who, std::string_view used) {
  constexpr std::string_view kDid[kLimits] = {"used more memory than allowed",
      "used more CPU time than allowed", "ran longer than allowed",
      "opened more files and sockets than allowed", "started more programs than allowed",
      "wrote more than allowed"};
  return std::format("{} {}: {}={}{}{}", who, kDid[static_cast<std::size_t>(limit)],
      who == "The program" ? names(limit).flag : names(limit).key, written(limit, value),
      used.empty() ? "" : "; ", used);
}

}  // namespace bailey::limits
