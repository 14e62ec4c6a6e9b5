// https://www.iana.org/assignments/http-status-codes
#include <algorithm>
#include <array>
#include <format>
#include <utility>

#include "loader/fetch/remote_modules.h"

namespace bailey::loader {

std::string status_line(int status) {
  constexpr std::array kReasons = {std::pair{204, "No Content"}, std::pair{300, "Multiple Choices"},
      std::pair{304, "Not Modified"}, std::pair{400, "Bad Request"}, std::pair{401, "Unauthorized"},
      std::pair{402, "Payment Required"}, std::pair{403, "Forbidden"}, std::pair{404, "Not Found"},
      std::pair{405, "Method Not Allowed"}, std::pair{406, "Not Acceptable"},
      std::pair{407, "Proxy Authentication Required"}, std::pair{408, "Request Timeout"},
      std::pair{409, "Conflict"}, std::pair{410, "Gone"}, std::pair{411, "Length Required"},
      std::pair{412, "Precondition Failed"}, std::pair{413, "Payload Too Large"},
      std::pair{414, "URI Too Long"}, std::pair{415, "Unsupported Media Type"},
      std::pair{416, "Range Not Satisfiable"}, std::pair{417, "Expectation Failed"},
      std::pair{418, "I'm a teapot"}, std::pair{421, "Misdirected Request"},
      std::pair{422, "Unprocessable Entity"}, std::pair{425, "Too Early"},
      std::pair{426, "Upgrade Required"}, std::pair{428, "Precondition Required"},
      std::pair{429, "Too Many Requests"}, std::pair{431, "Request Header Fields Too Large"},
      std::pair{451, "Unavailable For Legal Reasons"}, std::pair{500, "Internal Server Error"},
      std::pair{501,
          "Not "
          "Implemented"},
      std::pair{502, "Bad Gateway"}, std::pair{503, "Service Unavailable"},
      std::pair{504, "Gateway Timeout"}, std::pair{505, "HTTP Version Not Supported"},
      std::pair{507, "Insufficient Storage"}, std::pair{508, "Loop Detected"},
      std::pair{511, "Network Authentication Required"}};
  const auto* row = std::ranges::find(kReasons, status, [](auto& pair) { return pair.first; });
  return std::format(
      "{} {}", status, row == kReasons.end() ? "<unknown status code>" : row->second);
}

}  // namespace bailey::loader
