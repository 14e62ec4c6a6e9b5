// Workers as their parent has them: a thread each, and the channel to it.
#pragma once

#include <pthread.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/steady_timer.hpp>

#include "permissions/broker.h"
#include "permissions/policy.h"
#include "runtime/js/callback.h"
#include "runtime/limits/watchdog.h"
#include "runtime/workers/message_port.h"
#include "runtime/workers/waiting_threads.h"
#include "runtime/workers/worker_link.h"

namespace bailey::workers {

// What a worker begins with.
struct WorkerStart {
  std::string url;  // of its main module
  std::string name;
  std::optional<permissions::ReadGrant> main_file;  // what that is read with, if it is local
  std::optional<Error> refusal;                     // the parent may not have it run
  permissions::Policy policy;                       // what its script may do
  permissions::Policy parents_policy;               // what the modules in its graph may come from
  std::unique_ptr<ChannelEnd> channel;              // to the parent
  limits::Limits limits = {};
  const limits::Subject* parents_subject = nullptr;  // whose limits its use counts for, too
};

// Runs workers: engine implements it. Must outlive every worker. Thread: any.
class WorkerRunner {
 public:
  virtual ~WorkerRunner() = default;
  // What the module at `url` is read with, if it is local, when script with the permissions of
  // `parent` makes it the main one of a worker; or why it may not. On the parent's thread.
  virtual Result<std::optional<permissions::ReadGrant>> allow_main(
      const std::string& url, permissions::Broker& parent) = 0;
  // Where threads may wait for such a worker; null: one of its own has to be started.
  virtual WaitingThreads* waiting_for(const WorkerStart& start) = 0;
  // A worker from its beginning to its end, on the calling thread, of which `headstart` is when it
  // waited. Notifies `link` of failures; the end is the caller's to tell.
  virtual void run(WorkerStart start, const std::shared_ptr<WorkerLink>& link,
      std::unique_ptr<Headstart> headstart) = 0;
};

// Belongs to the parent's thread.
class Worker final : public Receiver, public std::enable_shared_from_this<Worker> {
 public:
  explicit Worker(js::Realm& realm);
  // Ends the thread and waits for that.
  ~Worker() override;

  // on_notice(message, url, line, column) for a failure, on_notice() for the end, after which
  // nothing follows. Error when the system has no thread to give.
  Result<> start(WorkerRunner& runner, WorkerStart start, v8::Local<v8::Function> on_notice);
  void terminate();

 private:
  void on_arrivals() override;
  void tell(const Failure& failure);
  void end(End how);
  void keep_interrupting();
  void join();

  js::Realm& realm_;
  LoopHold hold_;
  std::shared_ptr<WorkerLink> link_;  // shared with the thread
  js::Callback on_notice_;
  std::optional<pthread_t> thread_;  // none: not started, or ended
  boost::asio::steady_timer next_interruption_;
};

// The workers of one realm that have not ended; kept by Realm::part().
struct Workers {
  explicit Workers(js::Realm&) {}
  std::vector<std::shared_ptr<Worker>> running;
};

// As whom the watchdog knows the realm; kept by Realm::part().
struct OwnSubject {
  explicit OwnSubject(js::Realm&) {}
  const limits::Subject* subject = nullptr;
};

// What a worker's own realm knows of being one; provided to it.
struct WorkerScope {
  std::shared_ptr<MessagePort> port;  // to the parent
  bool closing = false;               // close() was called: nobody is told of what follows
};

}  // namespace bailey::workers
