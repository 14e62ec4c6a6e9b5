// Grants: proof, in the type system, that the policy allowed an access.
//
// A function that touches the world outside takes a grant, never a raw path or host name. Only
// Broker makes grants for script and only HostAuthority for bailey's own files, so whatever
// compiles has been checked. All are short-lived values: open the thing, drop the grant.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "permissions/env_rules.h"
#include "permissions/file_grant.h"
#include "permissions/mint_key.h"
#include "permissions/peer_grant.h"
#include "permissions/sys_kind.h"

namespace bailey::permissions {

// Leave to use one thing that a single resolved and a single written name describe.
template <class Tag>
class NamedGrant {
 public:
  NamedGrant(MintKey, std::string resolved, std::string as_written)
      : resolved_(std::move(resolved)), as_written_(std::move(as_written)) {}

  const std::string& resolved() const { return resolved_; }
  const std::string& as_written() const { return as_written_; }

 private:
  std::string resolved_;
  std::string as_written_;
};

// Leave to connect to, or listen on, a Unix socket: read, write and net at once.
using UnixGrant = NamedGrant<struct UnixTag>;
// Leave to load the library at `resolved()`.
using FfiGrant = NamedGrant<struct FfiTag>;

// Leave to start the program at `resolved()`, an absolute path.
class RunGrant {
 public:
  RunGrant(MintKey, std::string resolved, std::string target, std::string as_written)
      : resolved_(std::move(resolved)),
        target_(std::move(target)),
        as_written_(std::move(as_written)) {}

  const std::string& resolved() const { return resolved_; }
  // Where the links of `resolved()` led when it was judged: start nothing else. Empty when every
  // program is granted.
  const std::string& target() const { return target_; }
  const std::string& as_written() const { return as_written_; }

 private:
  std::string resolved_;
  std::string target_;
  std::string as_written_;
};

// Leave for what a kind allows without naming one thing.
template <class Tag>
class WholeGrant {
 public:
  explicit WholeGrant(MintKey) {}
};

// Leave to start or signal any process.
using RunAllGrant = WholeGrant<struct RunAllTag>;
// Leave to read and write memory through Deno.UnsafePointer.
using FfiMemoryGrant = WholeGrant<struct FfiMemoryTag>;

// Leave to read, or to change, one environment variable. The two are apart because a few names
// (NO_COLOR, NODE_OPTIONS, …) may always be read.
template <Access A>
class VariableGrant {
 public:
  VariableGrant(MintKey, std::string name, EnvView view) : name_(std::move(name)), view_(view) {}

  const std::string& name() const { return name_; }
  // Ignored: read as unset, and drop writes without an error.
  EnvView view() const { return view_; }

 private:
  std::string name_;
  EnvView view_;
};

using EnvGrant = VariableGrant<Access::Read>;
using EnvWriteGrant = VariableGrant<Access::Write>;

// Leave to list the environment.
class EnvAllGrant {
 public:
  EnvAllGrant(MintKey, std::shared_ptr<const EnvRules> rules) : rules_(std::move(rules)) {}

  // Whether the listing shows `name`.
  bool shows(std::string_view name) const { return rules_ == nullptr || rules_->shows(name); }

 private:
  // Shared for the same reason as the rules of a PeerGrant.
  std::shared_ptr<const EnvRules> rules_;
};

// What of the environment a child process inherits.
class ChildEnvGrant {
 public:
  ChildEnvGrant(MintKey, std::shared_ptr<const EnvRules> rules) : rules_(std::move(rules)) {}

  bool passes(std::string_view name) const { return rules_ == nullptr || rules_->shows(name); }

 private:
  std::shared_ptr<const EnvRules> rules_;
};

// Leave to ask the system for one kind of information, or to change it.
class SysGrant {
 public:
  SysGrant(MintKey, SysKind kind) : kind_(kind) {}
  SysKind kind() const { return kind_; }

 private:
  SysKind kind_;
};

// True for grants alone: the op binder lets an op touch the world only if it takes one.
template <class T>
inline constexpr bool is_grant = false;
template <Access A>
inline constexpr bool is_grant<FileGrant<A>> = true;
template <Access A>
inline constexpr bool is_grant<EntryGrant<A>> = true;
template <Access A>
inline constexpr bool is_grant<TreeGrant<A>> = true;
template <>
inline constexpr bool is_grant<SymlinkGrant> = true;
template <PeerUse U>
inline constexpr bool is_grant<PeerGrant<U>> = true;
template <class Tag>
inline constexpr bool is_grant<NamedGrant<Tag>> = true;
template <>
inline constexpr bool is_grant<RunGrant> = true;
template <class Tag>
inline constexpr bool is_grant<WholeGrant<Tag>> = true;
template <Access A>
inline constexpr bool is_grant<VariableGrant<A>> = true;
template <>
inline constexpr bool is_grant<EnvAllGrant> = true;
template <>
inline constexpr bool is_grant<SysGrant> = true;

}  // namespace bailey::permissions
