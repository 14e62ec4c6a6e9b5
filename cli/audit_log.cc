#include "cli/audit_log.h"

#include <chrono>
#include <format>

#include <nlohmann/json.hpp>

namespace bailey::cli {
namespace {

using permissions::DecidedBy;
using permissions::Decision;
using permissions::State;

std::string_view outcome(const Decision& decision) {
  bool is_granted = decision.outcome == State::Granted || decision.outcome == State::GrantedPartial;
  if (decision.outcome == State::Ignored) return "ignored";
  if (decision.by == DecidedBy::Program) return is_granted ? "broker-granted" : "broker-denied";
  if (decision.by == DecidedBy::Person) return is_granted ? "prompt-granted" : "prompt-denied";
  return is_granted ? "granted" : "denied";
}

// First what Deno writes, in its order.
std::string line_for(
    const Decision& decision, const ThreadIdentity& thread, const std::vector<std::string>& stack) {
  auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  nlohmann::ordered_json line = {{"v", 1}, {"datetime", std::format("{:%FT%TZ}", now)},
      {"permission", permissions::kind_name(decision.kind)}, {"value", nullptr}};
  if (decision.value) line["value"] = *decision.value;
  if (!stack.empty()) line["stack"] = stack;
  line["outcome"] = outcome(decision);
  if (!decision.api_name.empty()) line["api"] = decision.api_name;
  if (decision.purpose == permissions::Purpose::LinkTarget && decision.rule != decision.value)
    line["target"] = *decision.rule;
  if (decision.needs_everything) line["needs"] = "all";
  line["thread"] = thread.number;
  if (!thread.worker.empty()) line["worker"] = thread.worker;
  // Names come from scripts: they may hold any bytes.
  return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

std::span<const std::uint8_t> bytes_of(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

}  // namespace

Result<std::unique_ptr<AuditLog>> AuditLog::open(Host& host, const std::string& path) {
  auto grant = BAILEY_TRY(host.authority().write(host.paths(), path));
  auto file = os::AppendFile::open(grant);
  if (!file)
    return fail(file.error().error_class, "cannot write the audit log: " + file.error().message);
  return std::unique_ptr<AuditLog>(new AuditLog(host, *std::move(file)));
}

void AuditLog::note(const Decision& decision, const ThreadIdentity& thread) {
  auto line = line_for(decision, thread, host_.permission_frames());
  std::scoped_lock lock(one_at_a_time_);
  auto written = file_.append(bytes_of(line));
  if (written) return;
  host_.show_error("cannot write the audit log: " + written.error().message);
  host_.end(1);
}

}  // namespace bailey::cli
