#include "runtime/event_loop/event_loop.h"

#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <mutex>
#include <vector>

#include <boost/asio/post.hpp>
#include <boost/system/system_error.hpp>

#include "runtime/base/check.h"
#include "runtime/base/interruption.h"
#include "runtime/base/os_error.h"

namespace bailey {

namespace asio = boost::asio;

struct EventLoop::Uv {
  explicit Uv(asio::io_context& context) : io(context), backend(context), deadline(context) {}

  // Returns 0 or an errno: it takes descriptors, of which there may be none.
  int open() {
    if (int error = uv_loop_init(&loop); error != 0) return -error;
    int copy = ::dup(uv_backend_fd(&loop));
    if (copy < 0) {
      int error = errno;
      uv_loop_close(&loop);
      return error;
    }
    backend.assign(copy);
    return 0;
  }

  // One turn of libuv that does not block.
  void turn() {
    uv_run(&loop, UV_RUN_NOWAIT);
    arm();
  }

  // Watches what libuv waits for. When libuv waits for nothing the watch must end, or Asio
  // would wait for it for ever.
  void arm() {
    if (!uv_loop_alive(&loop)) {
      backend.cancel();
      deadline.cancel();
      return;
    }
    if (!watching) {
      watching = true;
      backend.async_wait(asio::posix::stream_descriptor::wait_read, [this](const auto& error) {
        watching = false;
        if (!error) {
          turn();
        } else if (uv_loop_alive(&loop)) {
          arm();  // cancelled while new work was arriving
        }
      });
    }
    arm_deadline(uv_backend_timeout(&loop));
  }

  void arm_deadline(int milliseconds) {
    if (milliseconds < 0) return;
    if (milliseconds == 0) {
      if (turn_posted) return;
      turn_posted = true;
      asio::post(io, [this] {
        turn_posted = false;
        turn();
      });
      return;
    }
    deadline.expires_after(std::chrono::milliseconds(milliseconds));
    deadline.async_wait([this](const auto& error) {
      if (!error) turn();
    });
  }

  uv_loop_t loop{};
  asio::io_context& io;
  asio::posix::stream_descriptor backend;
  asio::steady_timer deadline;
  bool watching = false;
  bool turn_posted = false;
};

// Thread: any.
class EventLoop::Jobs {
 public:
  // On a pool thread. Does nothing once the loop is closing.
  void run(BlockingJob& job) {
    Interruptible thread;
    {
      std::lock_guard lock(mutex_);
      if (closing_) return;
      running_.push_back(&thread);
    }
    job.run();
    std::lock_guard lock(mutex_);
    std::erase(running_, &thread);
  }

  // Those that run are to end; those that wait for their turn never begin.
  void interrupt() {
    std::lock_guard lock(mutex_);
    closing_ = true;
    for (auto* thread : running_) thread->interrupt();
  }

 private:
  std::mutex mutex_;
  std::vector<Interruptible*> running_;
  bool closing_ = false;
};

struct EventLoop::Submitted {
  static void run(uv_work_t* request) {
    auto& self = *static_cast<Submitted*>(request->data);
    self.jobs->run(*self.job);
  }
  static void done(uv_work_t* request, int status) {
    std::unique_ptr<Submitted> self(static_cast<Submitted*>(request->data));
    self->loop->release();
    if (status == 0 && !self->loop->closing_) self->job->done();
  }

  uv_work_t request{};
  std::unique_ptr<BlockingJob> job;
  EventLoop* loop;
  std::shared_ptr<Jobs> jobs;
};

EventLoop::EventLoop(const ThreadGate* gate) : gate_(gate), jobs_(std::make_shared<Jobs>()) {}

Result<std::unique_ptr<EventLoop>> EventLoop::make() try {
  auto loop = std::make_unique<EventLoop>();
  // What Asio opens, it opens for the first of its objects.
  asio::posix::stream_descriptor first(loop->io());
  return loop;
} catch (const boost::system::system_error& error) {
  return os_failure(error.code().value(), "event loop");
}

EventLoop::~EventLoop() { close_uv(); }

void EventLoop::close() {
  close_uv();
  io_.drop_handlers();
}

void EventLoop::close_uv() {
  closing_ = true;
  if (!uv_) return;
  uv_walk(
      &uv_->loop,
      [](uv_handle_t* handle, void*) {
        if (!uv_is_closing(handle)) uv_close(handle, nullptr);
      },
      nullptr);
  for (int turns = 0; turns < 100 && uv_loop_alive(&uv_->loop); ++turns) {
    jobs_->interrupt();  // a call that was just about to begin was missed before
    uv_run(&uv_->loop, UV_RUN_NOWAIT);
    if (uv_loop_alive(&uv_->loop)) ::usleep(1000);
  }
  // A pool job that never ends keeps its loop; both are abandoned rather than waited for.
  if (uv_loop_close(&uv_->loop) == UV_EBUSY)
    (void)uv_.release();  // NOLINT(bugprone-unused-return-value)
  uv_.reset();
}

// Returns 0 or an errno.
int EventLoop::open_uv() try {
  auto opened = std::make_unique<Uv>(io_);
  if (int error = opened->open(); error != 0) return error;
  uv_ = std::move(opened);
  return 0;
} catch (const boost::system::system_error& error) {
  return error.code().value();
}

Result<> EventLoop::start_uv() {
  if (uv_) return {};
  if (int error = open_uv(); error != 0) return os_failure(error, "event loop");
  return {};
}

uv_loop_t& EventLoop::uv() {
  BAILEY_CHECK(start_uv());
  return uv_->loop;
}

void EventLoop::uv_changed() { uv_->arm(); }

// In a turn of its own, as if the pool had done it: who submits expects no done() before it
// returns.
void EventLoop::run_here(std::unique_ptr<BlockingJob> job) {
  hold();
  asio::post(io(), [this, job = std::move(job)] {
    job->run();
    release();
    job->done();
  });
}

void EventLoop::submit(std::unique_ptr<BlockingJob> job) {
  if (!has_pool() || !start_uv()) return run_here(std::move(job));
  auto* submitted = new Submitted{.job = std::move(job), .loop = this, .jobs = jobs_};
  submitted->request.data = submitted;
  hold();
  BAILEY_CHECK(uv_queue_work(&uv(), &submitted->request, Submitted::run, Submitted::done) == 0);
  uv_changed();
}

// Asio keeps what a handler allocated for the next one only within one of its own run() calls, so
// this is one call for many handlers, which release() ends with io_.stop().
void EventLoop::run() {
  while (held() && !stopped_) {
    running_ = true;
    io_.run();
    running_ = false;
    resume();
  }
}

// Undoes a stop that only ended run().
void EventLoop::resume() {
  if (!stopped_) io_.restart();
}

void EventLoop::poll() {
  resume();
  io_.poll();
  if (running_ && !held()) io_.stop();
}

void EventLoop::run_one() {
  resume();
  io_.run_one();
  if (running_ && !held()) io_.stop();
}

void EventLoop::stop() {
  stopped_ = true;
  io_.stop();
}

}  // namespace bailey
