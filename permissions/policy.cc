#include "permissions/policy.h"

namespace bailey::permissions {

Policy Policy::everything() {
  Policy policy;
  policy.read.add_whole(Ruling::Granted);
  policy.write.add_whole(Ruling::Granted);
  policy.net.add_whole(Ruling::Granted);
  policy.env.add_whole(Ruling::Granted);
  policy.sys.add_whole(Ruling::Granted);
  policy.run.add_whole(Ruling::Granted);
  policy.ffi.add_whole(Ruling::Granted);
  policy.import.add_whole(Ruling::Granted);
  policy.computed_import.add_whole(Ruling::Granted);
  return policy;
}

bool Policy::is_unlimited() const {
  return read.is_unlimited() && write.is_unlimited() && net.is_unlimited() && env.is_unlimited() &&
         sys.is_unlimited() && run.is_unlimited() && ffi.is_unlimited() && import.is_unlimited() &&
         computed_import.is_unlimited();
}

}  // namespace bailey::permissions
