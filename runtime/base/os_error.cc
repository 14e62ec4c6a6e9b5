#include "runtime/base/os_error.h"

#include <cerrno>
#include <cstring>

namespace bailey {

ErrorClass errno_class(int number) {
  switch (number) {
    case ENOENT:
      return ErrorClass::NotFound;
    case EACCES:
    case EPERM:
      return ErrorClass::PermissionDenied;
    case ECONNREFUSED:
      return ErrorClass::ConnectionRefused;
    case ECONNRESET:
      return ErrorClass::ConnectionReset;
    case ECONNABORTED:
      return ErrorClass::ConnectionAborted;
    case ENOTCONN:
      return ErrorClass::NotConnected;
    case EADDRINUSE:
      return ErrorClass::AddrInUse;
    case EADDRNOTAVAIL:
      return ErrorClass::AddrNotAvailable;
    case EPIPE:
      return ErrorClass::BrokenPipe;
    case EEXIST:
      return ErrorClass::AlreadyExists;
    case ETIMEDOUT:
      return ErrorClass::TimedOut;
    case EINTR:
      return ErrorClass::Interrupted;
    case EAGAIN:
      return ErrorClass::WouldBlock;
    case EBUSY:
      return ErrorClass::Busy;
    case ENOSYS:
    case EOPNOTSUPP:
      return ErrorClass::NotSupported;
    case ELOOP:
      return ErrorClass::FilesystemLoop;
    case EISDIR:
      return ErrorClass::IsADirectory;
    case ENETUNREACH:
    case EHOSTUNREACH:
      return ErrorClass::NetworkUnreachable;
    case ENOTDIR:
      return ErrorClass::NotADirectory;
    case EINVAL:
      return ErrorClass::TypeError;
    default:
      return ErrorClass::Error;
  }
}

Error os_error(int number, std::string_view context) {
  const char* text = ::strerrordesc_np(number);
  const char* name = ::strerrorname_np(number);
  std::string message = text == nullptr ? "Unknown error" : text;
  message += " (os error " + std::to_string(number) + ")";
  if (!context.empty()) message.append(": ").append(context);
  return Error{errno_class(number), std::move(message), name == nullptr ? "" : name};
}

}  // namespace bailey
