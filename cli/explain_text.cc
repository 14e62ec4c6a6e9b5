#include "cli/explain_text.h"

#include <algorithm>
#include <format>

#include <nlohmann/json.hpp>

#include "cli/paragraph.h"
#include "cli/prompt_text.h"
#include "permissions/os_sandbox/landlock_abi.h"

namespace bailey::cli {
namespace {

namespace os_sandbox = permissions::os_sandbox;
using permissions::os_sandbox::Enforcement;
using permissions::os_sandbox::Row;
using permissions::os_sandbox::SandboxMode;

constexpr std::size_t kLabelWidth = 11;

std::string_view mode_name(SandboxMode mode) {
  switch (mode) {
    case SandboxMode::Auto:
      return "auto";
    case SandboxMode::Require:
      return "require";
    case SandboxMode::Off:
      return "off";
  }
  return "";
}

// For programs.
std::string_view enforcement_name(Enforcement enforcement) {
  switch (enforcement) {
    case Enforcement::Kernel:
      return "kernel";
    case Enforcement::Wider:
      return "wider";
    case Enforcement::BrokerOnly:
      return "broker";
    case Enforcement::Nobody:
      return "nobody";
  }
  return "";
}

// For people: who stands behind the row.
std::string_view walls(Enforcement enforcement) {
  switch (enforcement) {
    case Enforcement::Kernel:
      return "both walls";
    case Enforcement::Wider:
      return "the kernel in part";
    case Enforcement::BrokerOnly:
      return "the broker alone";
    case Enforcement::Nobody:
      return "open";
  }
  return "";
}

class Page {
 public:
  Page(std::size_t width, js::Colors colors) : width_(width), colors_(colors) {}

  std::string text;

  // The grant, and at the end of the line who enforces it.
  void heading(std::string_view written, std::string_view who) {
    auto grant = visible(written);
    auto verdict = std::format("[{}]", who);
    bool fits = grant.size() + 2 + verdict.size() <= width_;
    text += "\n" + bold(grant) + (fits ? std::string(2, ' ') : "\n  ") + verdict + "\n";
  }

  void entry(std::string_view label, std::string_view value) {
    if (value.empty()) return;
    text += std::format("  {:<{}}", label, kLabelWidth - 2);
    text += paragraph(visible(value), kLabelWidth, width_);
  }

  void sentence(std::string_view value) { text += paragraph(value, 0, width_); }

 private:
  std::string bold(std::string_view value) const {
    return colors_ == js::Colors::On ? std::format("\x1b[1m{}\x1b[0m", value) : std::string(value);
  }

  std::size_t width_;
  js::Colors colors_;
};

std::string_view asked_sentence(os_sandbox::Asked asked) {
  switch (asked) {
    case os_sandbox::Asked::Nobody:
      return "Nobody is asked for more.";
    case os_sandbox::Asked::Person:
      return "Somebody at the terminal may grant more, so the kernel closes only what cannot be "
             "granted; --no-prompt closes the rest.";
    case os_sandbox::Asked::Broker:
      return "The external broker of DENO_PERMISSION_BROKER_PATH decides everything, so the "
             "permission flags count for nothing and the kernel closes nothing.";
  }
  return "";
}

std::string kernel_line(const Explanation& explanation) {
  const auto& features = explanation.features;
  auto landlock = features.landlock_abi > 0 ? std::format("Landlock ABI {}", features.landlock_abi)
                                            : std::string("no Landlock");
  return std::format("--sandbox={} on a kernel with {} and {}. {}", mode_name(explanation.mode),
      landlock, features.has_seccomp ? "seccomp" : "no seccomp", asked_sentence(explanation.asked));
}

// What script cannot reach, but a way around the broker could.
std::string own_files(const Explanation& explanation) {
  std::string read;
  std::string written;
  for (const auto& [path, rights] : explanation.own_paths) {
    auto& list = (rights & os_sandbox::kWriteFile) != 0 ? written : read;
    list += (list.empty() ? "" : ", ") + path;
  }
  if (read.empty() && written.empty()) return {};
  auto text = std::format(
      "Beside the rows the kernel leaves open what bailey itself and the programs, libraries and "
      "name lookup of these flags need, which the broker gives to no script: to read {}",
      read);
  return written.empty() ? text + "." : std::format("{}; to write as well {}.", text, written);
}

std::string summary(const Explanation& explanation) {
  auto count = [&](Enforcement enforcement) {
    return std::ranges::count(explanation.rows, enforcement, &Row::enforcement);
  };
  if (count(Enforcement::Nobody) != 0) return "All is granted: neither wall refuses anything.";
  return std::format(
      "{} of {} rows hold in both walls, {} in the kernel in part, {} in the broker "
      "alone.",
      count(Enforcement::Kernel), explanation.rows.size(), count(Enforcement::Wider),
      count(Enforcement::BrokerOnly));
}

}  // namespace

std::string explanation_text(const Explanation& explanation, std::size_t width, js::Colors colors) {
  Page page(width, colors);
  page.sentence(kernel_line(explanation));
  for (const Row& row : explanation.rows) {
    page.heading(row.grant, walls(row.enforcement));
    page.entry("broker", row.broker);
    page.entry("kernel", row.kernel);
    page.entry("neither", row.neither);
    page.entry("remedy", row.remedy);
  }
  for (const LimitRow& limit : explanation.limits) {
    page.heading(limit.grant,
        limit.enforcement == Enforcement::Kernel ? "bailey and the kernel" : "bailey alone");
    page.entry("bailey", limit.bailey);
    page.entry("kernel", limit.kernel);
    page.entry("neither", limit.neither);
  }
  page.text += "\n";
  if (auto text = own_files(explanation); !text.empty()) page.sentence(visible(text));
  page.sentence(summary(explanation));
  if (explanation.refusal)
    page.sentence(
        "A run with these flags refuses to start: the kernel has to enforce every row, "
        "and cannot. The remedies above help.");
  return page.text;
}

std::string explanation_json(const Explanation& explanation) {
  nlohmann::ordered_json json = {{"version", 1}, {"sandbox", mode_name(explanation.mode)},
      {"mayAsk", explanation.asked == os_sandbox::Asked::Person},
      {"externalBroker", explanation.asked == os_sandbox::Asked::Broker},
      {"kernel", {{"landlockAbi", explanation.features.landlock_abi},
                     {"seccomp", explanation.features.has_seccomp}}},
      {"grants", nlohmann::ordered_json::array()}};
  for (const Row& row : explanation.rows) {
    json["grants"].push_back({{"kind", permissions::kind_name(row.kind)}, {"grant", row.grant},
        {"enforcedBy", enforcement_name(row.enforcement)}, {"broker", row.broker},
        {"kernel", row.kernel}, {"neither", row.neither}, {"remedy", row.remedy}});
  }
  json["limits"] = nlohmann::ordered_json::array();
  for (const LimitRow& limit : explanation.limits)
    json["limits"].push_back({{"limit", limit.grant},
        {"enforcedBy", limit.enforcement == Enforcement::Kernel ? "kernel" : "bailey"},
        {"bailey", limit.bailey}, {"kernel", limit.kernel}, {"neither", limit.neither}});
  json["ownFiles"] = {{"read", nlohmann::json::array()}, {"write", nlohmann::json::array()}};
  for (const auto& [path, rights] : explanation.own_paths)
    json["ownFiles"][(rights & os_sandbox::kWriteFile) != 0 ? "write" : "read"].push_back(path);
  json["refusal"] = nullptr;
  if (explanation.refusal) json["refusal"] = explanation.refusal->message;
  // Paths may hold any bytes.
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace bailey::cli
