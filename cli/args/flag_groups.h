// The groups that commands.cc puts commands together from; private to this folder.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "cli/args/flag.h"

namespace bailey::cli {

// permission_flags.cc
std::span<const Flag> permission_flags();
std::span<const Flag> eval_permission_flags();
std::span<const Flag> import_permission_flags();  // for commands that load but never run

// module_flags.cc
std::span<const Flag> module_flags();
std::span<const Flag> type_check_flags();
std::span<const Flag> extension_flags();
std::span<const Flag> code_cache_flags();
std::span<const Flag> cached_only_flags();
std::span<const Flag> early_module_flags();
std::span<const Flag> install_script_flags();

// limit_flags.cc
std::span<const Flag> limit_flags();

// runtime_flags.cc
std::span<const Flag> run_watch_flags();
std::span<const Flag> serve_watch_flags();
std::span<const Flag> run_only_flags();
std::span<const Flag> tunnel_flags();
std::span<const Flag> inspector_flags();
std::span<const Flag> location_flags();
std::span<const Flag> engine_flags();
std::span<const Flag> profiler_flags();

// unstable_flags.cc
std::span<const Flag> unstable_flags();

// Appends to a list flag; a bare use asks for everything.
enum class BareUse {
  YieldsToList,  // a list anywhere wins: for grants
  Wins,          // a bare use anywhere wins: for refusals
};
void add_to(AccessList& list, std::optional<std::string_view> value, BareUse bare_use);

// Ready-made Apply functions for a field of a group of CommandLine.
template <auto group, auto field>
Result<> set_true(CommandLine& line, std::optional<std::string_view> /*value*/) {
  line.*group.*field = true;
  return {};
}

template <auto group, auto field>
Result<> set_text(CommandLine& line, std::optional<std::string_view> value) {
  line.*group.*field = std::string(value.value_or(""));
  return {};
}

template <auto group, auto field>
Result<> append_text(CommandLine& line, std::optional<std::string_view> value) {
  if (value) (line.*group.*field).emplace_back(*value);
  return {};
}

template <auto group, auto field>
Result<> add_entry(CommandLine& line, std::optional<std::string_view> value) {
  add_to(line.*group.*field, value, BareUse::YieldsToList);
  return {};
}

// For a flag of one command: `C` is its alternative of Command.
template <class C, auto field>
Result<> set_true_for(CommandLine& line, std::optional<std::string_view> /*value*/) {
  std::get<C>(line.command).*field = true;
  return {};
}

}  // namespace bailey::cli
