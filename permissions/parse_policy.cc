#include "permissions/parse_policy.h"

#include <algorithm>
#include <array>
#include <format>
#include <optional>
#include <utility>

#include "permissions/lexical_path.h"
#include "permissions/net_rule.h"
#include "permissions/sys_kind.h"

namespace bailey::permissions {
namespace {

// Hosts that modules may come from when --allow-import is absent.
constexpr std::array<std::string_view, 7> kDefaultImportHosts = {"deno.land:443", "jsr.io:443",
    "esm.sh:443", "raw.esm.sh:443", "cdn.jsdelivr.net:443", "raw.githubusercontent.com:443",
    "gist.githubusercontent.com:443"};

// Adds what one flag says to a book; `parse` turns a value into zero or more rules.
template <class Book, class Parse>
Result<> add_flag(Book& book, const FlagList& flag, Ruling ruling, Parse parse) {
  if (flag.use == FlagUse::Whole) book.add_whole(ruling);
  if (flag.use != FlagUse::Listed) return {};
  for (const std::string& value : flag.values) {
    for (auto& rule : BAILEY_TRY(parse(value))) book.add(std::move(rule), ruling);
  }
  return {};
}

template <class Book, class Parse>
Result<> add_flags(Book& book, const KindFlags& flags, Parse parse) {
  BAILEY_TRY(add_flag(book, flags.allow, Ruling::Granted, parse));
  BAILEY_TRY(add_flag(book, flags.deny, Ruling::FlagDenied, parse));
  return add_flag(book, flags.ignore, Ruling::Ignored, parse);
}

// Kinds that exist, but that no flag can name: they are granted and denied with the others only.
constexpr std::array<std::string_view, 7> kUnnamedSysKinds = {
    "inspector", "setegid", "seteuid", "setgid", "setuid", "ca", "umask"};

Result<std::vector<SysKind>> parse_sys(std::string_view value, ListSource source) {
  if (value.empty()) return fail(ErrorClass::Error, "Empty sys not allowed");
  auto kind = parse_sys_kind(value);
  bool can_name = source == ListSource::File || !std::ranges::contains(kUnnamedSysKinds, value);
  if (!kind || !can_name) {
    return fail(ErrorClass::TypeError, std::format("unknown sys descriptor: '{}'", value));
  }
  return std::vector{*kind};
}

Result<std::vector<EnvRule>> parse_env(std::string_view value) {
  if (value.contains('=')) {
    return fail(ErrorClass::Error, std::format("invalid env var name: '{}'", value));
  }
  return std::vector{BAILEY_TRY(parse_env_rule(value))};
}

Result<std::vector<EnvRule>> parse_ignored_env(std::string_view value) {
  return std::vector{BAILEY_TRY(parse_env_rule(value))};
}

class Parser {
 public:
  Parser(const FlagValues& flags, const PathResolver& paths, const ProgramResolver& programs)
      : flags_(flags), paths_(paths), programs_(programs) {}

  Result<ParsedPolicy> parse() {
    if (flags_.allow_all) result_.policy = Policy::everything();
    Policy& policy = result_.policy;
    policy.prompting = flags_.no_prompt ? Prompting::Off : Prompting::On;
    auto path = [this](std::string_view value) { return parse_path(value); };
    auto host = [this](std::string_view value) { return parse_host(value); };
    BAILEY_TRY(add_flags(policy.read, flags_.read, path));
    BAILEY_TRY(add_flags(policy.write, flags_.write, path));
    BAILEY_TRY(add_flags(policy.ffi, flags_.ffi, path));
    BAILEY_TRY(add_flags(policy.net, flags_.net, host));
    BAILEY_TRY(add_sys());
    BAILEY_TRY(add_flag(policy.env, flags_.env.allow, Ruling::Granted, parse_env));
    BAILEY_TRY(add_flag(policy.env, flags_.env.deny, Ruling::FlagDenied, parse_env));
    BAILEY_TRY(add_flag(policy.env, flags_.env.ignore, Ruling::Ignored, parse_ignored_env));
    BAILEY_TRY(add_run());
    BAILEY_TRY(add_import(host));
    BAILEY_TRY(add_serve());
    return std::move(result_);
  }

 private:
  Result<std::vector<PathRule>> parse_path(std::string_view value) const {
    return std::vector{BAILEY_TRY(parse_path_rule(value, paths_))};
  }

  // A Unix socket counts by where its path leads as well.
  Result<std::vector<NetRule>> parse_host(std::string_view value) const {
    auto rules = BAILEY_TRY(parse_net_flag(value));
    if (rules.front().kind != HostKind::Unix) return rules;
    auto target = BAILEY_TRY(paths_.resolve(rules.front().text));
    if (target != rules.front().text) rules.push_back(unix_peer(std::move(target)));
    return rules;
  }

  Result<> add_sys() {
    auto add = [&](const FlagList& list, Ruling ruling) {
      return add_flag(result_.policy.sys, list, ruling,
          [&](std::string_view value) { return parse_sys(value, list.source); });
    };
    BAILEY_TRY(add(flags_.sys.allow, Ruling::Granted));
    return add(flags_.sys.deny, Ruling::FlagDenied);
  }

  Result<> add_run() {
    if (flags_.run.allow.use == FlagUse::Whole) result_.policy.run.add_whole(Ruling::Granted);
    if (flags_.run.allow.use == FlagUse::Listed) {
      for (const std::string& value : flags_.run.allow.values) BAILEY_TRY(add_program(value));
    }
    return add_flag(result_.policy.run, flags_.run.deny, Ruling::FlagDenied,
        [this](std::string_view value) { return parse_run_denial(value); });
  }

  Result<> add_program(const std::string& value) {
    if (value.empty()) {
      return fail(ErrorClass::Error, "Empty command name not allowed in --allow-run=...");
    }
    auto path = value.contains('/') ? BAILEY_TRY(absolute(paths_, value))
                                    : programs_.find(value, std::nullopt).value_or("");
    if (path.empty()) {
      result_.notices.push_back(
          std::format("Failed to resolve '{}' for allow-run: cannot find binary path", value));
      return {};
    }
    // SECURITY: a program that may be started must not be replaced first ("a program that may run
    // cannot be written").
    auto target = BAILEY_TRY(paths_.resolve(path));
    result_.policy.write.add(PathRule{path, std::move(target)}, Ruling::FlagDenied);
    result_.policy.run.add(RunRule{.path = std::move(path)}, Ruling::Granted);
    return {};
  }

  Result<std::vector<RunRule>> parse_run_denial(std::string_view value) const {
    if (!value.contains('/')) return std::vector{RunRule{.name = std::string(value)}};
    return std::vector{RunRule{.path = BAILEY_TRY(absolute(paths_, value))}};
  }

  template <class Parse>
  Result<> add_import(Parse parse) {
    Policy& policy = result_.policy;
    for (auto* book : {&policy.import, &policy.computed_import}) {
      BAILEY_TRY(add_flags(*book, flags_.import, parse));
      if (flags_.cached_only && flags_.import.allow.use == FlagUse::Absent) {
        book->add_whole(Ruling::Granted);
      }
    }
    // SECURITY: hosts that nobody named are for the static graph alone; a computed specifier could
    // carry data there ("a computed import does not reach the default hosts").
    // Who denies importing as a whole means these hosts too.
    bool has_default_hosts = flags_.import.allow.use == FlagUse::Absent && !flags_.allow_all &&
                             flags_.import.deny.use != FlagUse::Whole && !flags_.cached_only;
    if (!has_default_hosts) return {};
    for (std::string_view host : kDefaultImportHosts) {
      policy.import.add(BAILEY_TRY(parse_net_rule(host)), Ruling::Granted);
    }
    for (std::string_view host : flags_.import_hosts) {
      policy.import.add(BAILEY_TRY(parse_net_rule(host)), Ruling::Granted);
    }
    return {};
  }

  Result<> add_serve() {
    if (!flags_.serve) return {};
    auto& net = result_.policy.net;
    auto add = [&](std::string_view host) -> Result<> {
      net.add(BAILEY_TRY(parse_peer(host, flags_.serve->port)), Ruling::Granted);
      return {};
    };
    BAILEY_TRY(add(flags_.serve->host));
    if (flags_.serve->host != "0.0.0.0") return {};
    BAILEY_TRY(add("127.0.0.1"));
    return add("localhost");
  }

  const FlagValues& flags_;
  const PathResolver& paths_;
  const ProgramResolver& programs_;
  ParsedPolicy result_;
};

}  // namespace

Result<ParsedPolicy> parse_policy(
    const FlagValues& flags, const PathResolver& paths, const ProgramResolver& programs) {
  return Parser(flags, paths, programs).parse();
}

Result<PathRule> parse_path_rule(std::string_view text, const PathResolver& paths) {
  if (text.empty()) return fail(ErrorClass::Error, "Empty path is not allowed");
  auto written = BAILEY_TRY(absolute(paths, text));
  auto resolved = BAILEY_TRY(paths.resolve(written));
  return PathRule{std::move(written), std::move(resolved)};
}

}  // namespace bailey::permissions
