// The text a request begins with.
#pragma once

#include <string>

#include "runtime/base/result.h"
#include "runtime/net/http/origin.h"
#include "runtime/net/http/request.h"

namespace bailey::net::http {

// Request line and fields, with the empty line at the end. TypeError for a method or a field that
// must not be written.
Result<std::string> request_head(
    const Request& request, const Target& target, const Headers& default_headers);

// RFC 9110, section 9.2.2: sending it twice does no more than sending it once.
bool is_idempotent(std::string_view method);

}  // namespace bailey::net::http
