// A function that is merely called main does not count.
// expect: calling a private constructor of class 'bailey::permissions::HostAuthority'
#include "permissions/host_authority.h"

namespace somewhere {

int main(int, char**) {
  bailey::permissions::HostAuthority authority;
  return 0;
}

}  // namespace somewhere
