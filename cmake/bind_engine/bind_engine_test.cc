#include <dlfcn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include "elf_library.h"

namespace bailey::bind_engine {
namespace {

struct Bound {
  void* library = ::dlopen(BIND_ENGINE_BOUND, RTLD_NOW | RTLD_LOCAL);

  int call(const char* name) const {
    auto* function = reinterpret_cast<int (*)()>(::dlsym(library, name));
    REQUIRE(function != nullptr);
    return function();
  }
};

// How many addresses the loader must find by name although the library itself defines the name.
int own_lookups(const char* path) {
  ElfLibrary library(path);
  int count = 0;
  for (auto [table, size] : {std::pair{DT_RELA, DT_RELASZ}, {DT_JMPREL, DT_PLTRELSZ}}) {
    auto bytes = library.entry(size).value_or(0);
    if (bytes == 0) continue;
    for (const Elf64_Rela& one :
        library.at<Elf64_Rela>(library.required_entry(table), bytes / sizeof(Elf64_Rela))) {
      auto symbol = ELF64_R_SYM(one.r_info);
      if (symbol != 0 && library.symbols()[symbol].st_shndx != SHN_UNDEF) ++count;
    }
  }
  return count;
}

TEST_SUITE_BEGIN("cmake/bind_engine");

TEST_CASE_FIXTURE(
    Bound, "functions, virtual functions and variables of a bound library are found") {
  REQUIRE_MESSAGE(library != nullptr, ::dlerror());
  CHECK(call("sample_started") == 1);
  CHECK(call("sample_count") == 2);
  CHECK(call("sample_sides") == 4);
}

TEST_CASE("no name that a bound library defines itself is looked up") {
  CHECK(own_lookups(BIND_ENGINE_SAMPLE) > 0);
  CHECK(own_lookups(BIND_ENGINE_BOUND) == 0);
}

TEST_CASE_FIXTURE(Bound, "initializers of Node.js do not run") {
  REQUIRE_MESSAGE(library != nullptr, ::dlerror());
  CHECK(call("sample_node_started") == 0);
}

TEST_CASE_FIXTURE(Bound, "an unused library is not loaded and calling it aborts") {
  REQUIRE_MESSAGE(library != nullptr, ::dlerror());
  CHECK(::dlopen("libbind_engine_spare.so", RTLD_NOW | RTLD_NOLOAD) == nullptr);
  pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::signal(SIGABRT, SIG_DFL);
    call("sample_ask_spare");
    ::_exit(0);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == SIGABRT);
}

TEST_CASE("a bound library has a name of its own and names only what it loads") {
  ElfLibrary bound(BIND_ENGINE_BOUND);
  CHECK(bound.soname() == "libbound_sample.so");
  for (const std::string& name : bound.needed()) CHECK(name != "libbind_engine_spare.so");
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::bind_engine
