// A process of bailey's own beside it, begun while there was one thread and no kernel wall yet.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "runtime/base/result.h"
#include "runtime/os/owned_fd.h"

namespace bailey::os {

// Waits to do one thing that bailey itself may not do any more by then; ends with bailey if it is
// never asked. It is in a session of its own, so that the keys of the terminal do not end it, and
// holds none of the standard streams.
class SideProcess {
 public:
  // What it does with the text it is sent; the error's message is what ask() fails with.
  using Work = std::function<Result<>(std::string_view text)>;

  // To be called while the process has a single thread.
  static Result<SideProcess> start(const Work& work);

  // Sends `text` and waits until the work is done. Once.
  Result<> ask(std::string_view text);

 private:
  SideProcess(OwnedFd requests, OwnedFd answers)
      : requests_(std::move(requests)), answers_(std::move(answers)) {}

  OwnedFd requests_;
  OwnedFd answers_;
};

}  // namespace bailey::os
