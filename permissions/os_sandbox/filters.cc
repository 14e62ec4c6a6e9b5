#include "permissions/os_sandbox/filters.h"

namespace bailey::permissions::os_sandbox {

std::string_view filter_name(Filter filter) {
  switch (filter) {
    case Filter::Sealed:
      return "the filter of needed system calls";
    case Filter::Dangerous:
      return "the filter of dangerous system calls";
    case Filter::Arguments:
      return "the filter of arguments";
    case Filter::NoTcp:
      return "the filter of TCP sockets";
    case Filter::NoUdp:
      return "the filter of UDP sockets";
    case Filter::NoUnix:
      return "the filter of Unix sockets";
    case Filter::NoNetlink:
      return "the filter of routing sockets";
    case Filter::NoMetadata:
    case Filter::NoPathMetadata:
      return "the filter of modes, owners and times";
    case Filter::NoWatching:
      return "the filter of file watching";
  }
  return "";
}

}  // namespace bailey::permissions::os_sandbox
