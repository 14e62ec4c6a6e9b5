#include "cli/engine_age.h"

#include <charconv>
#include <format>

#include "cli/engine_facts.h"

namespace bailey::cli {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

std::optional<int> number(std::string_view digits) {
  int value = 0;
  auto [end, error] = std::from_chars(digits.begin(), digits.end(), value);
  if (error != std::errc() || end != digits.end()) return std::nullopt;
  return value;
}

// "2025-04-29".
std::optional<sys_days> day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  auto year = number(text.substr(0, 4));
  auto month = number(text.substr(5, 2));
  auto of_month = number(text.substr(8));
  if (!year || !month || !of_month) return std::nullopt;
  auto date = std::chrono::year(*year) / *month / *of_month;
  if (!date.ok()) return std::nullopt;
  return sys_days(date);
}

std::optional<days> since(std::string_view text, sys_days today) {
  auto then = day(text);
  if (!then || *then > today) return std::nullopt;
  return today - *then;
}

// "2025-04-29, 571 days ago"; without the age where the clock is wrong.
std::string dated(std::string_view text, sys_days today) {
  auto age = since(text, today);
  if (!age) return std::string(text);
  return std::format("{}, {} day{} ago", text, age->count(), age->count() == 1 ? "" : "s");
}

}  // namespace

std::optional<days> engine_age(const EngineFacts& facts, sys_days today) {
  return since(facts.released, today);
}

std::string engine_text(const EngineFacts& facts, sys_days today) {
  std::string text = std::format("v8 {} released ", facts.branch);
  text +=
      facts.released.empty() ? "on a day this build does not know" : dated(facts.released, today);
  if (!facts.package.empty()) text += std::format("; source {}", facts.package);
  text += "\nlast security fix of v8 ";
  if (!facts.fixed.empty()) {
    text += std::format("{} ({})", dated(facts.fixed, today), facts.fix);
  } else if (!facts.package_fixed.empty()) {
    text += std::format("not told by the package; its own {} ({})",
        dated(facts.package_fixed, today), facts.package_fix);
  } else {
    text += "not known to this build";
  }
  return text + "\n";
}

const EngineFacts& engine_facts() { return kEngineFacts; }

sys_days current_day() { return std::chrono::floor<days>(std::chrono::system_clock::now()); }

}  // namespace bailey::cli
