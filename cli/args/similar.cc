#include "cli/args/similar.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <utility>

namespace bailey::cli {
namespace {

constexpr double kSimilarCommand = 0.8;
constexpr std::size_t kLongestWord = 64;  // no command is similar to anything longer

// Length in bytes of the UTF-8 sequence that starts with `lead`; 0 when none does.
std::size_t sequence_length(std::uint8_t lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  if (lead >= 0xF0 && lead < 0xF5) return 4;
  return 0;
}

// For each character of `a` the first free equal one of `b` no further away than `reach`; gives
// the matched characters of both in their own order.
std::pair<std::u32string, std::u32string> match_within(
    std::u32string_view a, std::u32string_view b, std::size_t reach) {
  std::u32string from_a;
  std::vector<bool> taken(b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t first = i > reach ? i - reach : 0;
    std::size_t last = std::min(b.size(), i + reach + 1);
    for (std::size_t j = first; j < last; ++j) {
      if (taken[j] || a[i] != b[j]) continue;
      taken[j] = true;
      from_a.push_back(a[i]);
      break;
    }
  }
  std::u32string from_b;
  for (std::size_t j = 0; j < b.size(); ++j) {
    if (taken[j]) from_b.push_back(b[j]);
  }
  return {std::move(from_a), std::move(from_b)};
}

}  // namespace

std::u32string code_points(std::string_view text) {
  std::u32string points;
  for (std::size_t i = 0; i < text.size();) {
    auto lead = static_cast<std::uint8_t>(text[i]);
    std::size_t length = sequence_length(lead);
    char32_t point = length == 1 ? lead : lead & (0x7F >> length);
    bool is_valid = length != 0 && i + length <= text.size();
    for (std::size_t k = 1; is_valid && k < length; ++k) {
      auto next = static_cast<std::uint8_t>(text[i + k]);
      is_valid = (next & 0xC0) == 0x80;
      point = (point << 6) | (next & 0x3F);
    }
    points.push_back(is_valid ? point : U'\uFFFD');
    i += is_valid ? length : 1;
  }
  return points;
}

std::size_t edit_distance(std::u32string_view a, std::u32string_view b) {
  // One row of the Wagner-Fischer table at a time: row[j] turns a[0..i) into b[0..j).
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, diagonal + 1, row[j] + 1});
    }
  }
  return row[b.size()];
}

double jaro_similarity(std::u32string_view a, std::u32string_view b) {
  if (a.empty() && b.empty()) return 1;
  std::size_t longer = std::max(a.size(), b.size());
  std::size_t reach = longer / 2 > 1 ? longer / 2 - 1 : 0;
  auto [from_a, from_b] = match_within(a, b, reach);
  if (from_a.empty()) return 0;
  std::size_t moved = 0;
  for (std::size_t i = 0; i < from_a.size(); ++i) moved += from_a[i] != from_b[i] ? 1 : 0;
  auto matched = static_cast<double>(from_a.size());
  std::size_t swapped = moved / 2;
  double in_order = matched - static_cast<double>(swapped);
  return (matched / static_cast<double>(a.size()) + matched / static_cast<double>(b.size()) +
             in_order / matched) /
         3;
}

const Flag* similar_flag(const CommandRow& command, std::string_view written) {
  written.remove_prefix(std::min(written.find_first_not_of('-'), written.size()));
  std::u32string wanted = code_points(written);
  const Flag* closest = nullptr;
  std::size_t closest_distance = 0;
  for (FlagGroup group : command.flags) {
    for (const Flag& flag : group()) {
      std::u32string name = code_points(flag.name);
      std::size_t limit = std::max<std::size_t>(name.size() / 3, 2);
      // The distance is never below the difference in length: keeps an endless argument cheap.
      if (wanted.size() > name.size() + limit) continue;
      std::size_t distance = edit_distance(wanted, name);
      if (distance > limit || (closest != nullptr && distance >= closest_distance)) continue;
      closest = &flag;
      closest_distance = distance;
    }
  }
  return closest;
}

std::vector<std::string_view> similar_commands(std::string_view word) {
  std::vector<std::string_view> names;
  if (word.size() > kLongestWord) return names;
  std::u32string wanted = code_points(word);
  std::vector<std::pair<double, std::string_view>> candidates;
  auto consider = [&](std::string_view name) {
    double similarity = jaro_similarity(wanted, code_points(name));
    if (similarity > kSimilarCommand) candidates.emplace_back(similarity, name);
  };
  for (const CommandRow& row : commands()) consider(row.name);
  std::ranges::stable_sort(candidates, {}, [](const auto& c) { return c.first; });
  for (const auto& candidate : candidates) names.push_back(candidate.second);
  return names;
}

}  // namespace bailey::cli
