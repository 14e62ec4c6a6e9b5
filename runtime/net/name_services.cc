#include "runtime/net/name_services.h"

#include <dlfcn.h>

#include <fstream>
#include <sstream>
#include <string>

namespace bailey::net {

void load_name_services() {
  std::ifstream file("/etc/nsswitch.conf");
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string word;
    if (!(words >> word) || word != "hosts:") continue;
    while (words >> word) {
      // Actions stand in brackets; these two are part of the C library.
      bool is_module = word.find_first_of("[]=#/") == word.npos && word != "files" && word != "dns";
      // It stays for the life of the process. One that is missing the C library goes without, too.
      if (is_module) (void)::dlopen(("libnss_" + word + ".so.2").c_str(), RTLD_NOW);
    }
  }
}

}  // namespace bailey::net
