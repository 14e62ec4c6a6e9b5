#include "loader/lock/line_diff.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <format>
#include <vector>

namespace bailey::loader {
namespace {

using Lines = std::vector<std::string_view>;

// With their newlines: a last line without one is another line.
Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    auto end = text.find('\n');
    lines.push_back(text.substr(0, end == text.npos ? end : end + 1));
    text.remove_prefix(lines.back().size());
  }
  return lines;
}

struct Change {
  bool added = false;
  std::size_t line = 0;  // counted from 0 in the text it is of
};

// The changes between two ranges of lines, in order, with the removed ones of each place first.
// Longest common subsequence by dynamic programming: the ranges are what differs of two lock
// files. Ranges too large for the table are replaced as a whole.
class Differ {
 public:
  Differ(const Lines& before, const Lines& after) : before_(before), after_(after) {
    while (first_ < before.size() && first_ < after.size() && before[first_] == after[first_])
      ++first_;
    before_end_ = before.size();
    after_end_ = after.size();
    while (before_end_ > first_ && after_end_ > first_ &&
           before[before_end_ - 1] == after[after_end_ - 1]) {
      --before_end_;
      --after_end_;
    }
  }

  // Changes with an empty one, `line` npos, between those that lines in common part.
  std::vector<Change> changes() {
    width_ = after_end_ - first_ + 1;
    std::size_t height = before_end_ - first_ + 1;
    constexpr std::size_t kLargestTable = 4'000'000;
    if (width_ * height <= kLargestTable) fill(height);
    std::vector<Change> out;
    std::size_t i = first_;
    std::size_t j = first_;
    bool parted = false;
    auto add = [&](Change change) {
      if (parted && !out.empty()) out.push_back({.added = false, .line = std::string::npos});
      parted = false;
      out.push_back(change);
    };
    while (i < before_end_ || j < after_end_) {
      if (i < before_end_ && j < after_end_ && !common_.empty() && before_[i] == after_[j]) {
        parted = true;
        ++i;
        ++j;
      } else if (j == after_end_ || (i < before_end_ && common(i + 1, j) >= common(i, j + 1))) {
        add({.added = false, .line = i++});
      } else {
        add({.added = true, .line = j++});
      }
    }
    return out;
  }

 private:
  std::uint32_t common(std::size_t i, std::size_t j) const {
    return common_.empty() ? 0 : common_[(i - first_) * width_ + (j - first_)];
  }

  void fill(std::size_t height) {
    common_.resize(width_ * height);
    for (std::size_t i = before_end_; i-- > first_;) {
      for (std::size_t j = after_end_; j-- > first_;) {
        common_[(i - first_) * width_ + (j - first_)] =
            before_[i] == after_[j] ? common(i + 1, j + 1) + 1
                                    : std::max(common(i + 1, j), common(i, j + 1));
      }
    }
  }

  const Lines& before_;
  const Lines& after_;
  std::size_t first_ = 0;
  std::size_t before_end_ = 0;
  std::size_t after_end_ = 0;
  std::size_t width_ = 0;
  std::vector<std::uint32_t> common_;  // lines in common from i and j on
};

}  // namespace

std::string line_diff(std::string_view before, std::string_view after) {
  auto old_lines = lines_of(before);
  auto new_lines = lines_of(after);
  auto changes = Differ(old_lines, new_lines).changes();
  std::size_t largest = 0;
  for (const auto& change : changes)
    if (change.line != std::string::npos) largest = std::max(largest, change.line + 1);
  auto width = std::to_string(largest).size();
  std::string out;
  for (const auto& change : changes) {
    if (!out.empty()) out += '\n';
    if (change.line == std::string::npos) {
      out += std::format("{:{}} | ...", "", width);
    } else {
      auto line = change.added ? new_lines[change.line] : old_lines[change.line];
      bool ended = line.ends_with('\n');
      if (ended) line.remove_suffix(1);
      out += std::format("{:{}} | {}{}", change.line + 1, width, change.added ? '+' : '-', line);
      if (!ended) out += std::format("\n{:{}} | \\ No newline at end of file", "", width);
    }
  }
  return out;
}

}  // namespace bailey::loader
