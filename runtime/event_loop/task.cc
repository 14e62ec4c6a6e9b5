#include "runtime/event_loop/task.h"

#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>

#include "runtime/base/os_error.h"

namespace bailey {
namespace {

Error error_of(const boost::system::error_code& code) {
  if (code.category() == boost::system::system_category() ||
      code.category() == boost::system::generic_category())
    return os_error(code.value(), "");
  if (code == boost::asio::error::eof) return {ErrorClass::UnexpectedEof, "unexpected end of file"};
  return {ErrorClass::Error, code.message()};
}

}  // namespace

Error error_of(std::exception_ptr failure) {
  try {
    std::rethrow_exception(std::move(failure));
  } catch (const Failure& caught) {
    return caught.error();
  } catch (const boost::system::system_error& caught) {
    return error_of(caught.code());
  } catch (const std::exception& caught) {
    return {ErrorClass::Error, caught.what()};
  }
}

}  // namespace bailey
