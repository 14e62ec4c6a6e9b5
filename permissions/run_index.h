// The rules for starting programs.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "permissions/ruling.h"

namespace bailey::permissions {

// What script wants to start.
struct Program {
  // Where the name was found, or the path made absolute and normalised; empty when not found.
  std::string path;
  // Where `path` leads; judged by the denials alone. Equal to it when there is no link.
  std::string target;
  // As script wrote it.
  std::string command;
};

// What a flag or an answer names. Grants have a path. Denials have a path, which covers all below
// it, or a bare name, which covers that name in any folder.
struct RunRule {
  std::string path = {};
  std::string name = {};  // set when path is empty
};

// A denied path beats a granted program, which beats a denied name.
class RunIndex {
 public:
  using Rule = RunRule;
  using Query = Program;

  void add(RunRule rule, Ruling ruling);
  bool has(Ruling ruling) const { return present_.has(ruling); }
  std::optional<Ruling> match(const Program& program) const;
  bool is_cut(const Program&) const { return false; }
  void revoke(const Program& program);
  void revoke_all();
  // The granted programs' paths, in no order.
  const std::unordered_set<std::string>& granted() const { return granted_; }

 private:
  struct Denial {
    RunRule rule;
    Ruling ruling;
  };

  std::unordered_set<std::string> granted_;
  std::vector<Denial> path_denials_;
  std::vector<Denial> name_denials_;
  RulingSet present_;
};

// Whether a rule for the bare `name` means the program at `path`: in any letter case, with any
// extension ("deno" means /opt/Deno.exe).
bool names_program(std::string_view name, std::string_view path);

}  // namespace bailey::permissions
