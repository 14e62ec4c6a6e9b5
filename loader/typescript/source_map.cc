#include "loader/typescript/source_map.h"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "loader/json/json.h"

namespace bailey::loader {
namespace {

// One base64 VLQ number; moves `at` behind it. nullopt when the text ends or is none.
// https://tc39.es/ecma426/#sec-base64-vlq
std::optional<std::int64_t> take_number(std::string_view text, std::size_t& at) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::int64_t value = 0;
  for (int shift = 0; shift < 35 && at < text.size(); shift += 5) {
    auto digit = kDigits.find(text[at++]);
    if (digit == kDigits.npos) return std::nullopt;
    value |= static_cast<std::int64_t>(digit & 31U) << shift;
    if ((digit & 32U) == 0) return (value & 1) != 0 ? -(value >> 1) : value >> 1;
  }
  return std::nullopt;
}

// Adds `delta` to a position; false when that leaves what a position can be.
bool advance(std::int64_t& position, std::int64_t delta) {
  constexpr std::int64_t kLargest = INT32_MAX - 1;
  position += delta;
  return position >= 0 && position <= kLargest;
}

}  // namespace

MappedSource::MappedSource(std::string json, std::string url, std::string source)
    : json_(std::move(json)), url_(std::move(url)), source_(std::move(source)) {}
MappedSource::~MappedSource() = default;

void MappedSource::decode() const {
  if (json_.empty()) return;
  auto json = parse_json(std::exchange(json_, {}));
  if (!json || !json->is_object()) return;
  auto mappings = json->find("mappings");
  if (mappings == json->end() || !mappings->is_string()) return;
  if (!decode_mappings(mappings->get_ref<const std::string&>())) lines_.clear();
}

// https://tc39.es/ecma426/#sec-DecodeMappings
bool MappedSource::decode_mappings(std::string_view mappings) const {
  lines_.emplace_back();
  std::int64_t column = 0;
  std::int64_t source = 0;
  std::int64_t source_line = 0;
  std::int64_t source_column = 0;
  for (std::size_t at = 0; at < mappings.size();) {
    if (mappings[at] == ';' || mappings[at] == ',') {
      if (mappings[at++] == ',') continue;
      lines_.emplace_back();
      column = 0;
      continue;
    }
    auto is_end = [&] {
      return at >= mappings.size() || mappings[at] == ',' || mappings[at] == ';';
    };
    auto by = take_number(mappings, at);
    if (!by || !advance(column, *by)) return false;
    Segment segment{.column = static_cast<std::uint32_t>(column)};
    if (!is_end()) {
      for (auto* position : {&source, &source_line, &source_column}) {
        auto delta = take_number(mappings, at);
        if (!delta || !advance(*position, *delta)) return false;
      }
      segment.has_source = true;
      segment.source_line = static_cast<std::uint32_t>(source_line);
      segment.source_column = static_cast<std::uint32_t>(source_column);
    }
    // The index of a name, which nobody asks for.
    if (!is_end() && !take_number(mappings, at)) return false;
    if (!is_end()) return false;
    lines_.back().push_back(segment);
  }
  for (auto& line : lines_) std::ranges::stable_sort(line, {}, &Segment::column);
  return true;
}

std::optional<js::SourcePosition> MappedSource::original(int line, int column) const {
  decode();
  if (line < 1 || column < 1 || static_cast<std::size_t>(line) > lines_.size()) return std::nullopt;
  const auto& segments = lines_[static_cast<std::size_t>(line) - 1];
  auto after = std::ranges::upper_bound(
      segments, static_cast<std::uint32_t>(column - 1), {}, &Segment::column);
  if (after == segments.begin()) return std::nullopt;
  const auto& segment = *std::prev(after);
  if (!segment.has_source) return std::nullopt;
  return js::SourcePosition{.url = url_,
      .line = static_cast<int>(segment.source_line) + 1,
      .column = static_cast<int>(segment.source_column) + 1};
}

std::optional<std::string> MappedSource::source_line(int line) const {
  std::string_view rest = source_;
  for (int i = 1; i < line; ++i) {
    auto end = rest.find('\n');
    if (end == rest.npos) return std::nullopt;
    rest.remove_prefix(end + 1);
  }
  if (line < 1) return std::nullopt;
  rest = rest.substr(0, rest.find('\n'));
  if (rest.ends_with('\r')) rest.remove_suffix(1);
  return std::string(rest);
}

}  // namespace bailey::loader
