// Merge conflicts as Git writes them into a file.
// https://git-scm.com/docs/git-merge#_how_conflicts_are_presented
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bailey::loader {

bool has_conflict(std::string_view text);

struct ConflictSides {
  std::string ours;
  std::string theirs;
};

// The file as either side had it; nullopt when the markers do not belong together.
std::optional<ConflictSides> split_conflict(std::string_view text);

}  // namespace bailey::loader
