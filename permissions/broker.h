// The one place where bailey decides whether script may reach something.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "permissions/access_observer.h"
#include "permissions/child_permissions.h"
#include "permissions/decision_source.h"
#include "permissions/descriptor.h"
#include "permissions/grant.h"
#include "permissions/path_resolver.h"
#include "permissions/policy.h"
#include "permissions/prompter.h"
#include "runtime/base/result.h"

namespace bailey::permissions {

// Where an import's specifier comes from.
enum class ImportUse : std::uint8_t {
  Static,    // written in a module's text
  Computed,  // made at run time: the default hosts do not count
};

struct RunRequest {
  std::string_view command;  // a path, or a name to look for
  // The child's PATH; nullopt for the environment's own.
  std::optional<std::string_view> search_path = std::nullopt;
  // The child's working directory, absolute and normalised; nullopt for our own.
  std::optional<std::string_view> directory = std::nullopt;
  // The names of all variables that are set and not empty in the child's environment.
  std::span<const std::string> variables = {};
};

// What the broker is connected to. All must outlive it.
struct BrokerParts {
  const PathResolver& paths;
  const ProgramResolver& programs;
  Prompter* prompter = nullptr;        // none: nobody to ask, so every question is answered no
  AccessObserver* observer = nullptr;  // may be none
  // Answers every question in place of the policy, whose rules then count for nothing but the
  // queries of Deno.permissions; nobody is prompted. May be none.
  DecisionSource* decisions = nullptr;
  WriteBudget* writes = nullptr;  // may be none
};

// Decides every access and mints the grants that prove it was allowed. Belongs to one thread.
//
// A path is judged twice: as written, before the disk is asked about it, and where it leads. Both
// must be granted. `api_name` is the function the script called, such as "Deno.readTextFile()";
// prompts and observers get it. A refusal is NotCapable with the text scripts know from Deno.
class Broker {
 public:
  Broker(Policy policy, const BrokerParts& parts);
  Broker(const Broker&) = delete;
  Broker& operator=(const Broker&) = delete;

  Result<ReadGrant> read(std::string_view path, std::string_view api_name);
  // `shown`, when not empty, stands for the path in messages ("<TMP>").
  Result<WriteGrant> write(
      std::string_view path, std::string_view api_name, std::string_view shown = {});
  Result<ReadWriteGrant> read_write(std::string_view path, std::string_view api_name);
  Result<ReadEntryGrant> read_entry(std::string_view path, std::string_view api_name);
  Result<WriteEntryGrant> write_entry(
      std::string_view path, std::string_view api_name, std::string_view shown = {});
  Result<ReadWriteEntryGrant> read_write_entry(std::string_view path, std::string_view api_name);
  Result<WriteTreeGrant> write_tree(std::string_view path, std::string_view api_name);
  Result<ReadWriteTreeGrant> read_write_tree(std::string_view path, std::string_view api_name);
  Result<SymlinkGrant> symlink(std::string_view path, std::string_view api_name);

  // `host` is a name or an address, IPv6 with or without brackets; URIError when it is neither.
  Result<ConnectGrant> connect(
      std::string_view host, std::uint16_t port, std::string_view api_name);
  Result<ListenGrant> listen(std::string_view host, std::uint16_t port, std::string_view api_name);
  Result<UnixGrant> unix_socket(std::string_view path, std::string_view api_name);
  // For loading modules from http(s).
  Result<ImportGrant> import(std::string_view host, std::uint16_t port, ImportUse use);

  Result<EnvGrant> env(std::string_view name);
  Result<EnvWriteGrant> env_write(std::string_view name);
  Result<EnvAllGrant> env_all();
  Result<SysGrant> sys(SysKind kind, std::string_view api_name);

  // What the script has leave to read, and what programs need to find their way (PATH, HOME, TERM,
  // …) unless a rule denies it. Asks nobody.
  ChildEnvGrant child_environment();

  // NotFound when a bare name is not in the search path, whether or not it would be allowed.
  Result<RunGrant> run(const RunRequest& request, std::string_view api_name);
  Result<RunAllGrant> run_all(std::string_view api_name);

  Result<FfiGrant> ffi(std::string_view path, std::string_view api_name);
  Result<FfiMemoryGrant> ffi_memory(std::string_view api_name);

  // Deno.permissions.query, request and revoke; each returns the state afterwards.
  Result<State> query(const Descriptor& descriptor) const;
  Result<State> request(const Descriptor& descriptor);
  Result<State> revoke(const Descriptor& descriptor);

  // The policy of a worker or test: a part of this one, its denials included. NotCapable when
  // `wanted` asks for more than is granted here.
  Result<Policy> narrow(const ChildPermissions& wanted);

  // The policy as it stands, answers to prompts included.
  const Policy& policy() const { return policy_; }

 private:
  // What a decision is about, for messages.
  struct Subject {
    Kind kind;
    std::optional<std::string_view> shown;
    std::string_view api_name;
    // What a prompt shows and grants, when that is not `shown`.
    std::optional<std::string_view> asked = std::nullopt;
    Purpose purpose = Purpose::Access;
  };
  // The answer to one question, and the rule that would grant it; nullopt for the whole kind.
  struct Ruled {
    State state;
    DecidedBy by = DecidedBy::Rules;
    std::optional<std::string_view> rule = std::nullopt;
  };
  enum class LastLink : std::uint8_t { Follow, Keep };
  struct FileRequest {
    std::string_view path;
    std::string_view api_name;
    Access access;
    LastLink last_link = LastLink::Follow;
    PartialDenial partial = PartialDenial::Overlook;
    std::string_view shown = {};
  };
  struct JudgedPath {
    std::string path;
    Links links = Links::Refuse;
    std::optional<int> inherited_pipe = std::nullopt;
  };

  // Granted or Ignored; everything else is an error. Prompts when the policy says so.
  template <class Index>
  Result<State> enforce(RuleBook<Index>& book, const Index::Query& query, PartialDenial partial,
      const Subject& subject);
  template <class Index>
  Result<State> enforce_whole(RuleBook<Index>& book, PartialDenial partial, const Subject& subject);
  // `path`: see AccessRequest.
  Result<State> decide_outside(const Subject& subject, std::string_view path,
      std::optional<std::string_view> rule = std::nullopt) const;
  Answer ask(const Subject& subject) const;
  Result<State> conclude(Ruled ruled, const Subject& subject) const;
  // Tells the observer, if there is one.
  void tell(const Decision& decision) const;
  template <class Index>
  void remember(RuleBook<Index>& book, const Index::Query& query, Answer answer);
  template <class Index>
  void remember_whole(RuleBook<Index>& book, Answer answer);
  void policy_changed();

  Result<> enforce_file(const FileRequest& request, std::string_view path, const Subject& subject);
  // Whether nothing less than every permission opens the path.
  bool needs_everything(
      const FileRequest& request, std::string_view path, std::optional<int>& inherited_pipe) const;
  Result<Broker::JudgedPath> judge_unlimited(const FileRequest& request, std::string written) const;
  Result<JudgedPath> judge(const FileRequest& request);
  template <Access A>
  Result<FileGrant<A>> file(
      std::string_view path, std::string_view api_name, std::string_view shown = {});
  template <Access A>
  Result<EntryGrant<A>> entry(std::string_view path, std::string_view api_name,
      PartialDenial partial = PartialDenial::Overlook, std::string_view shown = {});
  template <PeerUse U>
  Result<PeerGrant<U>> peer(RuleBook<NetIndex>& book, std::string_view host, std::uint16_t port,
      const std::shared_ptr<const AddressRules>& denials, Subject subject);
  Result<EnvView> env_view(std::string_view name);
  Result<std::string> find_program(const RunRequest& request, const std::string& command) const;
  Result<> enforce_run(
      const RunRequest& request, const Program& program, std::string_view api_name);

  class Script;    // query, request and revoke; broker_script.cc
  class Narrower;  // narrow; broker_narrow.cc

  Policy policy_;
  BrokerParts parts_;
  bool is_unlimited_;
  // Shared with grants, which may outlive a call or cross to another thread.
  std::shared_ptr<const AddressRules> net_denials_;
  std::shared_ptr<const AddressRules> import_denials_;
  std::shared_ptr<const EnvRules> env_rules_;        // made when first needed
  std::shared_ptr<const EnvRules> child_env_rules_;  // likewise
};

}  // namespace bailey::permissions
