// What the loader needs of an HTTP client. runtime/net has one; tests fake it.
#pragma once

#include <cstddef>
#include <string>
#include <utility>

#include "loader/cache/module_cache.h"
#include "permissions/peer_grant.h"
#include "runtime/event_loop/task.h"

namespace bailey::loader {

struct HttpRequest {
  std::string url;                 // http: or https:; credentials in it are not sent
  permissions::ImportGrant grant;  // for the URL's host; every address is asked about
  HttpHeaders headers;             // all but host, connection and accept-encoding
  std::size_t longest_body;        // in bytes, decompressed
};

struct HttpReply {
  int status = 0;
  HttpHeaders headers = {};  // of repeated ones the first counts
  std::string body = {};     // decompressed
};

// Belongs to the thread of the loop.
class HttpTransport {
 public:
  virtual ~HttpTransport() = default;

  // One request and its whole answer; redirects are answers. Throws Failure: its message is the
  // chain of causes, one a line, the outermost first, such as
  //   error sending request for url (http://e/): client error (Connect): tcp connect error: …
  //   client error (Connect)
  // and its class says whether another try may help: ConnectionRefused, ConnectionReset,
  // ConnectionAborted, UnexpectedEof and BrokenPipe do. A refusal by the grant is NotCapable.
  // Must end when it is cancelled: so the caller limits how long an answer may take.
  virtual Task<HttpReply> get(HttpRequest request) = 0;
};

// Where progress is shown. The CLI prints `Download URL`, unless it is to be quiet.
class FetchProgress {
 public:
  virtual ~FetchProgress() = default;
  virtual void downloading(std::string_view url) = 0;
};

}  // namespace bailey::loader
