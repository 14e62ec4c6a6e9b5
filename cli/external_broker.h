// The program that DENO_PERMISSION_BROKER_PATH puts in charge of every permission.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

#include "permissions/decision_source.h"
#include "permissions/host_authority.h"
#include "runtime/os/line_channel.h"

namespace bailey::cli {

// The exit code when the broker cannot be asked, as in Deno.
inline constexpr int kBrokerExitCode = 87;

// One connection for the process; questions go one at a time. Thread: any.
class ExternalBroker final : public permissions::DecisionSource {
 public:
  // Shows an error and ends the process with kBrokerExitCode.
  using GiveUp = std::function<void(std::string_view message)>;

  // `path`: of a Unix socket.
  static Result<os::LineChannel> connect(const permissions::HostAuthority& authority,
      const permissions::PathResolver& paths, const std::string& path);
  ExternalBroker(os::LineChannel channel, GiveUp give_up);

  // SECURITY: without a proper answer there is no access: the process ends, or, when its thread is
  // told to end, the answer is no. Test: tests/spec/permissions/external_broker.
  permissions::Verdict decide(const permissions::AccessRequest& access) override;

 private:
  Result<permissions::Verdict> ask(const permissions::AccessRequest& access);

  os::LineChannel channel_;
  GiveUp give_up_;
  std::mutex one_at_a_time_;
  std::uint64_t asked_ = 0;     // the id of the last question
  std::uint64_t answered_ = 0;  // behind `asked_` when a thread ended while it waited
};

}  // namespace bailey::cli
