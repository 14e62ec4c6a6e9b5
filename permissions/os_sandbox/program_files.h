// What starting a program reads beside the libraries of the system.
#pragma once

#include <string>
#include <vector>

namespace bailey::permissions::os_sandbox {

// The file that `program` leads to, the interpreter its ELF header or its #! line names, and that
// one's. A file that cannot be read is the end of the list.
std::vector<std::string> program_files(const std::string& program);

}  // namespace bailey::permissions::os_sandbox
