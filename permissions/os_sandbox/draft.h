// The plan in the making: what its parts share. For the sources of plan_wall() only.
#pragma once

#include <string>
#include <string_view>

#include "permissions/os_sandbox/landlock_abi.h"
#include "permissions/os_sandbox/wall.h"

namespace bailey::permissions::os_sandbox {

inline constexpr std::uint64_t kReading = kReadFile | kReadFolder;
inline constexpr std::uint64_t kWriting =
    kWriteFile | kTruncate | kMakeFile | kMakeFolder | kRemoveFile | kRemoveFolder | kRefer;

// How much of a kind script may come to be granted.
enum class Reach : std::uint8_t { None, Listed, Any };

// How far the wall can go.
enum class Shape : std::uint8_t {
  Sealed,    // no other program can be started
  Children,  // programs can be started, and stay inside
  Yielding,  // a prompt may let programs start: only what is denied for good is closed
  Open,      // programs can be started, and work as if there were no wall
};

struct Draft {
  const Policy& policy;
  const RuntimeNeeds& needs;
  const KernelFeatures& features;
  SandboxMode mode;
  Shape shape = Shape::Sealed;
  WallPlan plan = {};

  bool is_strict() const { return mode == SandboxMode::Require; }
  // Whether the wall of this shape closes a kind that has not been granted.
  bool is_closing() const { return shape == Shape::Sealed || shape == Shape::Children; }
  bool has_landlock() const { return features.landlock_abi > 0; }

  // For what a row says.
  void allow(std::string path, std::uint64_t rights) {
    plan.paths.push_back({std::move(path), rights});
  }
  // For what a grant or bailey itself needs beside: `explain` lists it.
  void allow_beside(std::string path, std::uint64_t rights) {
    plan.own_paths.push_back({path, rights});
    allow(std::move(path), rights);
  }
  void add(Filter filter) {
    if (features.has_seccomp) plan.filters.push_back(filter);
  }
};

// How rows call the one who can grant more.
struct AskedWords {
  std::string_view broker;  // what the broker does with a question
  std::string_view who;     // starts or continues a sentence
  std::string_view remedy;
};
AskedWords asked_words(const RuntimeNeeds& needs);

// Of one book: rules, flags without a value, and prompts.
template <class Book>
Reach reach(const Book& book, const RuntimeNeeds& needs) {
  auto whole = book.whole();
  if (whole == Ruling::Granted) return Reach::Any;
  if (needs.may_ask() && !whole) return Reach::Any;
  return book.index().has(Ruling::Granted) ? Reach::Listed : Reach::None;
}

// Whether script may be granted any Unix socket.
bool uses_unix_sockets(const Draft& draft);

// What a rule for the file that names the DNS servers is to be for, links followed: the folder
// around it where that may be read, since whoever manages the network puts a new file in its place.
std::string place_that_stays(std::string_view servers);

// `path`, or the nearest folder around it that exists.
std::string nearest_existing(std::string path);

// "--allow-read", "--deny-read" or "--ignore-read"
std::string flag_name(Ruling ruling, Kind kind);
std::string flag_text(Ruling ruling, Kind kind, std::string_view value);

// Each adds the kernel's rules for its kinds, and their rows.
void plan_files(Draft& draft, Kind kind);
void plan_net(Draft& draft);
void plan_run(Draft& draft);
void plan_ffi(Draft& draft);
void plan_names(Draft& draft);  // env, sys and import

}  // namespace bailey::permissions::os_sandbox
