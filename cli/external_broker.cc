#include "cli/external_broker.h"

#include <unistd.h>

#include <chrono>
#include <utility>

#include "cli/broker_protocol.h"

namespace bailey::cli {
namespace {

constexpr std::size_t kMaxResponse = std::size_t{1} << 20;

std::unexpected<Error> lost(const Error& error) {
  return fail(error.error_class, "Permission broker cannot be asked: " + error.message);
}

}  // namespace

Result<os::LineChannel> ExternalBroker::connect(const permissions::HostAuthority& authority,
    const permissions::PathResolver& paths, const std::string& path) {
  auto failed = [](const Error& error) {
    return fail(error.error_class, "Failed to create permission broker: " + error.message);
  };
  auto grant = authority.unix_socket(paths, path);
  if (!grant) return failed(grant.error());
  auto channel = os::LineChannel::connect(*grant);
  if (!channel) return failed(channel.error());
  return channel;
}

ExternalBroker::ExternalBroker(os::LineChannel channel, GiveUp give_up)
    : channel_(std::move(channel)), give_up_(std::move(give_up)) {}

Result<permissions::Verdict> ExternalBroker::ask(const permissions::AccessRequest& access) {
  std::scoped_lock lock(one_at_a_time_);
  auto line = broker_request({
      .process = ::getpid(),
      .id = asked_ + 1,
      .time = std::chrono::system_clock::now(),
      .access = access,
  });
  // It could only be asked about something else than what would be opened.
  if (!line) return permissions::Verdict{};
  ++asked_;
  if (auto sent = channel_.send(*line); !sent) return lost(sent.error());
  for (;;) {
    auto response = channel_.receive(kMaxResponse);
    if (!response) {
      if (response.error().error_class == ErrorClass::Interrupted) return permissions::Verdict{};
      return lost(response.error());
    }
    auto verdict = BAILEY_TRY(broker_response(*response, ++answered_));
    if (answered_ == asked_) return verdict;
  }
}

permissions::Verdict ExternalBroker::decide(const permissions::AccessRequest& access) {
  auto verdict = ask(access);
  if (verdict) return *std::move(verdict);
  give_up_(verdict.error().message);
  return {};
}

}  // namespace bailey::cli
