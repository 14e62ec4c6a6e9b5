#include "loader/lock/conflict.h"

namespace bailey::loader {
namespace {

constexpr std::string_view kOurs = "<<<<<<<";
constexpr std::string_view kBase = "|||||||";
constexpr std::string_view kTheirs = "=======";
constexpr std::string_view kEnd = ">>>>>>>";

}  // namespace

bool has_conflict(std::string_view text) {
  return text.starts_with(kOurs) || text.contains("\n<<<<<<<");
}

std::optional<ConflictSides> split_conflict(std::string_view text) {
  enum class Part : unsigned char { Both, Ours, Base, Theirs };
  Part part = Part::Both;
  ConflictSides sides;
  while (!text.empty()) {
    auto line = text.substr(0, text.find('\n'));
    line = text.substr(0, line.size() == text.size() ? line.size() : line.size() + 1);
    text.remove_prefix(line.size());
    if (line.starts_with(kOurs) && part == Part::Both) {
      part = Part::Ours;
    } else if (line.starts_with(kBase) && part == Part::Ours) {
      part = Part::Base;
    } else if (line.starts_with(kTheirs) && (part == Part::Ours || part == Part::Base)) {
      part = Part::Theirs;
    } else if (line.starts_with(kEnd) && part == Part::Theirs) {
      part = Part::Both;
    } else {
      if (part == Part::Both || part == Part::Ours) sides.ours += line;
      if (part == Part::Both || part == Part::Theirs) sides.theirs += line;
    }
  }
  if (part != Part::Both) return std::nullopt;
  return sides;
}

}  // namespace bailey::loader
