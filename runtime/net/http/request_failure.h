// How a request that got no response fails.
#pragma once

#include <string>
#include <vector>

#include "runtime/event_loop/task.h"

namespace bailey::net::http {

// `error sending request for url (…): client error (Connect): …`, the text of Deno's
// fetch().catch(e => e.cause), and the parts it is made of.
class RequestFailure : public Failure {
 public:
  // `causes`: from the outermost to the one that started it, such as `client error (Connect)`,
  // `tcp connect error`, `Connection refused (os error 111)`.
  // `code`: of the one that started it, an errno name or empty.
  RequestFailure(std::string summary, std::vector<std::string> causes, std::string code = {});

  const std::vector<std::string>& causes() const { return causes_; }

 private:
  std::vector<std::string> causes_;
};

}  // namespace bailey::net::http
