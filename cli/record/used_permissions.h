// What a run used of its permissions, and what it would have needed.
#pragma once

#include <array>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "cli/thread_observer.h"

namespace bailey::cli {

struct UsedKind {
  bool whole = false;                // something needed all of the kind
  std::set<std::string> rules = {};  // as Decision::rule
  // `import` only: those that were computed, which the hosts that need no flag do not cover.
  std::set<std::string> computed = {};
  // `run` only: the words script used, by the path of the program.
  std::map<std::string, std::set<std::string>> commands = {};
};

struct RefusedUse {
  permissions::Kind kind = permissions::Kind::Read;
  std::optional<std::string> rule = std::nullopt;  // nullopt: the whole kind
  bool needs_everything = false;
  std::string api_name = {};

  auto operator<=>(const RefusedUse&) const = default;
};

struct UsedPermissions {
  bool everything = false;
  std::array<UsedKind, permissions::kKindCount> kinds = {};
  std::set<RefusedUse> refused = {};

  const UsedKind& operator[](permissions::Kind kind) const {
    return kinds[static_cast<std::size_t>(kind)];
  }
  UsedKind& operator[](permissions::Kind kind) { return kinds[static_cast<std::size_t>(kind)]; }
};

// Collects it from all threads of a program. Thread: any.
class UseRecord final : public AccessRecord {
 public:
  void note(const permissions::Decision& decision, const ThreadIdentity& thread) override;

  UsedPermissions so_far() const;

 private:
  void add(const permissions::Decision& decision);
  void take_back(std::uint32_t thread, permissions::Kind kind);

  mutable std::mutex mutex_;
  UsedPermissions used_;
  // How often each path was granted, and the last one of each thread: when the link at its end
  // turns out to lead where nothing is granted, it was not used.
  std::map<std::pair<permissions::Kind, std::string>, int> counts_;
  std::map<std::pair<std::uint32_t, permissions::Kind>, std::string> last_;
};

}  // namespace bailey::cli
