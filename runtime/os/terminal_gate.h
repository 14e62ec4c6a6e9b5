// Keeps script away from the terminal while bailey itself asks something there.
#pragma once

#include <atomic>
#include <mutex>

namespace bailey::os {

// Everything script writes to a terminal, or reads from it, happens between pass() and the end of
// what it returns; a question between close() and the end of what that returns. Thread: any.
class TerminalGate {
 public:
  TerminalGate() = default;
  TerminalGate(const TerminalGate&) = delete;
  TerminalGate& operator=(const TerminalGate&) = delete;

  // Waits while a question is open.
  [[nodiscard]] std::unique_lock<std::mutex> pass() {
    // Without this a thread that writes all the time would hardly ever let a question through.
    for (int open = questions_.load(); open > 0; open = questions_.load()) questions_.wait(open);
    return std::unique_lock(mutex_);
  }

  class Question {
   public:
    explicit Question(TerminalGate& gate) : gate_(gate), lock_(gate.announce()) {}
    Question(const Question&) = delete;
    Question& operator=(const Question&) = delete;
    ~Question() {
      lock_.unlock();
      gate_.questions_.fetch_sub(1);
      gate_.questions_.notify_all();
    }

   private:
    TerminalGate& gate_;
    std::unique_lock<std::mutex> lock_;
  };

  // Questions come one at a time; a second one waits for the first to be answered.
  [[nodiscard]] Question close() { return Question(*this); }

 private:
  std::mutex& announce() {
    questions_.fetch_add(1);
    return mutex_;
  }

  std::atomic<int> questions_ = 0;
  std::mutex mutex_;
};

}  // namespace bailey::os
