#include "runtime/limits/program_limits.h"

#include <algorithm>
#include <format>
#include <utility>

#include "runtime/limits/last_words.h"

namespace bailey::limits {
namespace {

constexpr std::size_t kMostFrames = 10;

}  // namespace

Places::Place Places::take(std::uint64_t limit) {
  if (taken_->fetch_add(1) >= limit) {
    taken_->fetch_sub(1);
    return nullptr;
  }
  return {taken_.get(), [taken = taken_](const void*) { taken->fetch_sub(1); }};
}

ProgramLimits::ProgramLimits(Limits limits, LastWords words)
    : limits_(limits),
      words_(std::move(words)),
      started_(std::chrono::steady_clock::now()),
      buffers_(limits[Limit::Memory].value_or(BufferMeter::kNoLimit)) {}

void ProgramLimits::fill_from(const Limits& others) {
  limits_.fill_from(others);
  buffers_.set_limit(limits_[Limit::Memory].value_or(BufferMeter::kNoLimit));
}

void ProgramLimits::count_written(std::size_t size) {
  auto limit = limits_[Limit::Write];
  if (!limit) return;
  std::uint64_t before = written_.fetch_add(size);
  if (before + size <= *limit) return;
  end(Limit::Write,
      std::format("{} written, {} more to come", measured(Limit::Write, std::min(before, *limit)),
          measured(Limit::Write, size)),
      {});
}

Places::Place ProgramLimits::place_for_subprocess() {
  auto limit = limits_[Limit::Subprocesses];
  if (!limit) return nullptr;
  if (auto place = subprocesses_.take(*limit)) return place;
  end(Limit::Subprocesses, std::format("{} are running", *limit), {});
}

void ProgramLimits::on_too_many_files() {
  if (limits_[Limit::OpenFiles]) end(Limit::OpenFiles, "all of them are in use", {});
}

void ProgramLimits::end(Limit limit, std::string_view used, std::span<const std::string> frames) {
  if (ending_.exchange(true)) sleep_for_ever();
  std::string text =
      words_.prefix + limit_message(limit, limits_[limit].value_or(0), "The program", used);
  for (const std::string& frame : frames.first(std::min(frames.size(), kMostFrames)))
    text.append("\n    at ").append(words_.shown(frame));
  text.append("\n");
  words_.restore_terminal();
  say_last_words(text);
  end_at_once(words_.conclude(names(limit).exit_code));
}

}  // namespace bailey::limits
