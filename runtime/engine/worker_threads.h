// Workers as whole runtimes: what workers::WorkerRunner does on each worker's thread.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "runtime/engine/runtime.h"
#include "runtime/workers/worker.h"

namespace bailey::engine {

// What a worker is connected to on its own thread.
class WorkerParts {
 public:
  virtual ~WorkerParts() = default;
  virtual permissions::Broker& broker() = 0;
  virtual js::ModuleSource& modules() = 0;
  // Provides the realm with what ops need.
  virtual void provide(js::Realm& realm) = 0;
};

// What an embedder gives its workers; must outlive them. Thread: any.
class WorkerEnvironment {
 public:
  virtual ~WorkerEnvironment() = default;
  // WorkerRunner::allow_main().
  virtual Result<std::optional<permissions::ReadGrant>> allow_main(
      const std::string& url, permissions::Broker& parent) = 0;
  // The parts of one worker, made and used on the calling thread; `loop` outlives them. Takes what
  // `start` has for the modules.
  virtual Result<std::unique_ptr<WorkerParts>> make_parts(
      EventLoop& loop, workers::WorkerStart& start) = 0;
  // What the program's own runtime was started with.
  virtual RuntimeOptions options() const = 0;
  // Shows `error: TEXT`.
  virtual void show_error(std::string_view text) = 0;
};

class WorkerThreads final : public workers::WorkerRunner {
 public:
  // All must outlive every worker.
  WorkerThreads(
      js::Platform& platform, WorkerEnvironment& environment, limits::ProgramLimits& limits)
      : platform_(platform),
        environment_(environment),
        limits_(limits),
        waiting_([this] { return IsolateAhead::make(platform_); }) {}

  Result<std::optional<permissions::ReadGrant>> allow_main(
      const std::string& url, permissions::Broker& parent) override {
    return environment_.allow_main(url, parent);
  }
  // The program is likely to start a worker: a thread gets ready for it, if one without limits can
  // use it.
  void expect_one();
  workers::WaitingThreads* waiting_for(const workers::WorkerStart& start) override;
  void run(workers::WorkerStart start, const std::shared_ptr<workers::WorkerLink>& link,
      std::unique_ptr<workers::Headstart> headstart) override;

 private:
  class Starting;

  void run_once(workers::WorkerStart start, const std::shared_ptr<workers::WorkerLink>& link,
      IsolateAhead* ahead, Starting& starting);
  void expect_more();
  void get_ready(std::size_t count);
  void fail(const Ending& ending, workers::WorkerLink& link);
  void refuse(const Error& error, const std::string& name, workers::WorkerLink& link);

  js::Platform& platform_;
  WorkerEnvironment& environment_;
  limits::ProgramLimits& limits_;
  std::atomic<int> starting_ = 0;  // workers that do not run yet
  std::atomic<bool> had_one_ = false;
  std::atomic<bool> come_one_by_one_ = false;  // one was started when all before it ran
  workers::WaitingThreads waiting_;
};

}  // namespace bailey::engine
