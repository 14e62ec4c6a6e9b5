// Workers for tools and tests that run none.
#pragma once

#include <memory>

#include "runtime/workers/worker.h"

namespace bailey::workers {

// Every worker ends as it begins.
class NoWorkers final : public WorkerRunner {
 public:
  Result<std::optional<permissions::ReadGrant>> allow_main(
      const std::string&, permissions::Broker&) override {
    return std::nullopt;
  }
  WaitingThreads* waiting_for(const WorkerStart&) override { return nullptr; }
  void run(WorkerStart, const std::shared_ptr<WorkerLink>&, std::unique_ptr<Headstart>) override {}
};

}  // namespace bailey::workers
