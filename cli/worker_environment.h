// What a program's workers get: its flags, and parts of their own for each thread.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "cli/host.h"
#include "runtime/engine/worker_threads.h"
#include "runtime/ops/process_parts.h"

namespace bailey::cli {

// Thread: any. All must outlive it.
class CommandLineWorkers final : public engine::WorkerEnvironment {
 public:
  CommandLineWorkers(Host& host, const CommandLine& line, js::Platform& platform,
      ops::ProcessParts& process, engine::RuntimeOptions options)
      : host_(host),
        line_(line),
        platform_(platform),
        process_(process),
        options_(std::move(options)) {}

  Result<std::optional<permissions::ReadGrant>> allow_main(
      const std::string& url, permissions::Broker& parent) override;
  Result<std::unique_ptr<engine::WorkerParts>> make_parts(
      EventLoop& loop, workers::WorkerStart& start) override;
  // The kernel wall stands: nothing is written that no grant covers.
  void seal() { sealed_ = true; }
  engine::RuntimeOptions options() const override { return options_; }
  void show_error(std::string_view text) override { host_.show_error(text); }

 private:
  Host& host_;
  const CommandLine& line_;
  js::Platform& platform_;
  ops::ProcessParts& process_;
  engine::RuntimeOptions options_;
  bool sealed_ = false;  // before any worker starts, or never
};

}  // namespace bailey::cli
