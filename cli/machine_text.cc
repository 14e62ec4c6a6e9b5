#include "cli/machine_text.h"

#include <algorithm>
#include <format>
#include <string_view>

#include <nlohmann/json.hpp>

#include "cli/paragraph.h"
#include "cli/prompt_text.h"
#include "permissions/os_sandbox/landlock_abi.h"

namespace bailey::cli {
namespace {

using permissions::os_sandbox::kNewestLandlockAbi;
using permissions::os_sandbox::Machine;
using Verdict = Finding::Verdict;

constexpr std::size_t kNameWidth = 20;

// What each step of Landlock adds, and so what a kernel without it lets pass.
struct AbiStep {
  int abi;
  std::string_view kernel;
  Verdict without;
  std::string_view adds;
};
constexpr AbiStep kSteps[] = {
    {1, "5.13", Verdict::Missing, "files: opening, making and removing them, by folder"},
    {2, "5.19", Verdict::Weaker, "renaming and linking between granted folders"},
    {3, "6.2", Verdict::Missing, "truncating files by path"},
    {4, "6.7", Verdict::Weaker, "TCP ports; without it a granted host opens every port"},
    {5, "6.10", Verdict::Weaker, "control calls on devices"},
    {6, "6.12", Verdict::Weaker,
        "signals and abstract Unix sockets; programs under --sandbox=require need it"},
    {7, "6.15", Verdict::Note, "audit records of what was refused"},
    {8, "7.0", Verdict::Note, "binding every thread at once; bailey binds the first one early"},
    {9, "7.1", Verdict::Note, "Unix sockets by path; until then a grant opens them all"},
    {10, "7.2", Verdict::Note, "UDP ports; until then UDP is open or closed"},
};

void add_landlock(const Machine& machine, std::vector<Finding>& all) {
  int abi = machine.features.landlock_abi;
  if (abi == 0) {
    all.push_back({"Landlock", Verdict::Missing,
        "not there: the kernel is older than 5.13, has it switched off (lsm=landlock,... switches "
        "it on), or is not Linux itself, as in gVisor and some virtual machines for containers. "
        "The kernel then guards no files."});
    return;
  }
  all.push_back({"Landlock", Verdict::Good,
      std::format("ABI {} of {} known{}", std::min(abi, kNewestLandlockAbi), kNewestLandlockAbi,
          abi >= 7 ? std::format(", fixes {:#x}", machine.features.landlock_errata) : "")});
  for (const AbiStep& step : kSteps) {
    if (step.abi > abi)
      all.push_back({std::format("Landlock ABI {}", step.abi), step.without,
          std::format("Linux {} adds: {}", step.kernel, step.adds)});
  }
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

Finding cgroups(const Machine& machine) {
  switch (machine.cgroups) {
    case Machine::Cgroups::None:
      return {"control groups", Verdict::Note, "none; bailey's limits do without"};
    case Machine::Cgroups::Old:
      return {"control groups", Verdict::Note, "version 1; bailey's limits do without"};
    case Machine::Cgroups::Unified:
      return {"control groups", Verdict::Note,
          machine.cgroup_controllers.empty()
              ? "version 2, no controllers here; bailey's limits do without"
              : "version 2 with " + joined(machine.cgroup_controllers) +
                    "; bailey's limits do without"};
  }
  return {};
}

std::string_view verdict_name(Verdict verdict) {
  switch (verdict) {
    case Verdict::Good:
      return "good";
    case Verdict::Weaker:
      return "weaker";
    case Verdict::Missing:
      return "missing";
    case Verdict::Note:
      return "note";
  }
  return "";
}

std::string_view mark(Verdict verdict) {
  switch (verdict) {
    case Verdict::Good:
      return "ok  ";
    case Verdict::Weaker:
      return "weak";
    case Verdict::Missing:
      return "no  ";
    case Verdict::Note:
      return "-   ";
  }
  return "";
}

std::string_view color(Verdict verdict) {
  switch (verdict) {
    case Verdict::Good:
      return "\x1b[32m";
    case Verdict::Weaker:
      return "\x1b[33m";
    case Verdict::Missing:
      return "\x1b[31m";
    case Verdict::Note:
      return "";
  }
  return "";
}

}  // namespace

std::vector<Finding> findings(const Machine& machine) {
  std::vector<Finding> all;
  all.push_back({"kernel", Verdict::Good, machine.kernel + ", " + machine.architecture});
  add_landlock(machine, all);
  all.push_back(machine.features.has_seccomp
                    ? Finding{"seccomp", Verdict::Good, "filters that bind every thread"}
                    : Finding{"seccomp", Verdict::Missing,
                          "no filters: the kernel then guards neither sockets nor system calls"});
  if (!machine.security_modules.empty())
    all.push_back({"security modules", Verdict::Note, machine.security_modules});
  all.push_back({"user namespaces", Verdict::Note,
      machine.has_user_namespaces ? "can be made; the wall takes them from scripts"
                                  : "cannot be made here; bailey does without"});
  all.push_back(cgroups(machine));
  all.push_back({"protection keys", Verdict::Note,
      machine.has_protection_keys
          ? "V8 guards the code it makes with one"
          : "none; what V8 compiles to lies in pages that all of the process can write"});
  all.push_back({"user", Verdict::Note,
      machine.is_root ? "root: the wall drops the capabilities that no grant needs"
                      : "not root; nothing of the wall needs it"});
  return all;
}

Finding engine_finding(const EngineFacts& facts, std::chrono::sys_days today) {
  auto age = engine_age(facts, today);
  if (!age)
    return {"engine", Verdict::Note,
        std::format("V8 {}; how old it is this build does not know", facts.branch)};
  auto text = std::format("V8 {}, {} days old", facts.branch, age->count());
  if (*age < kOldEngine) return {"engine", Verdict::Good, text};
  return {"engine", Verdict::Weaker,
      text +
          ": others may know holes in it that are not mended here. The kernel wall is what "
          "stands then; `bailey --version` has the last fix."};
}

bool is_sufficient(const std::vector<Finding>& findings) {
  return !std::ranges::contains(findings, Verdict::Missing, &Finding::verdict);
}

std::string findings_text(
    const std::vector<Finding>& findings, std::size_t width, js::Colors colors) {
  std::string text;
  bool colored = colors == js::Colors::On;
  for (const Finding& finding : findings) {
    auto marked = colored && !color(finding.verdict).empty()
                      ? std::format("{}{}\x1b[0m", color(finding.verdict), mark(finding.verdict))
                      : std::string(mark(finding.verdict));
    text += std::format("{} {:<{}}", marked, finding.name, kNameWidth - 5);
    text += " " + paragraph(visible(finding.text), kNameWidth + 1, width);
  }
  text += "\n";
  text += paragraph(is_sufficient(findings)
                        ? "--sandbox=require works here, for grants that a kernel can enforce; "
                          "`bailey explain` shows which."
                        : "--sandbox=require does not work here. Without it the broker enforces "
                          "everything, and the kernel what it can.",
      0, width);
  return text;
}

std::string findings_json(const std::vector<Finding>& findings) {
  nlohmann::ordered_json json = {{"version", 1}, {"sufficient", is_sufficient(findings)},
      {"findings", nlohmann::ordered_json::array()}};
  for (const Finding& finding : findings)
    json["findings"].push_back({{"name", finding.name}, {"verdict", verdict_name(finding.verdict)},
        {"text", finding.text}});
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace bailey::cli
