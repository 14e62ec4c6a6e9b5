// Compiles the tables of filter_tables.cc to seccomp programs, as a C++ source file. libseccomp
// takes a millisecond for one of them: too long for every start, so it runs at build time.
#include <fcntl.h>
#include <linux/filter.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <vector>

#include "permissions/os_sandbox/filter_tables.h"

namespace {

namespace os_sandbox = bailey::permissions::os_sandbox;

[[noreturn]] void give_up(const char* what, const char* detail, int error) {
  std::fprintf(
      stderr, "mkfilters: %s %s: %s\n", what, detail, std::strerror(error < 0 ? -error : error));
  std::exit(1);
}

void check(int result, const char* what, const char* detail = "") {
  if (result < 0) give_up(what, detail, result);
}

using Context = std::unique_ptr<void, decltype(&seccomp_release)>;

Context compile(os_sandbox::Filter filter) {
  auto table = os_sandbox::filter_table(filter);
  Context context(seccomp_init(table.otherwise), seccomp_release);
  if (!context) give_up("cannot start", "", ENOMEM);
  // SECURITY: numbers mean other calls in another architecture and in x32 ("the x32 calls end the
  // process").
  check(
      seccomp_attr_set(context.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS), "attribute");
  check(seccomp_attr_set(context.get(), SCMP_FLTATR_CTL_OPTIMIZE, 2), "attribute");
  for (const auto& rule : table.rules) {
    int number = seccomp_syscall_resolve_name(rule.call);
    // A call that is newer than libseccomp, or that this architecture does not have.
    if (number == __NR_SCMP_ERROR || rule.action == table.otherwise) continue;
    check(seccomp_rule_add_array(context.get(), rule.action, number,
              static_cast<unsigned>(rule.conditions.size()), rule.conditions.data()),
        "cannot add", rule.call);
  }
  return context;
}

std::vector<sock_filter> program(const Context& context) {
  int fd = ::memfd_create("filter", MFD_CLOEXEC);
  if (fd < 0) give_up("memfd_create", "", errno);
  check(seccomp_export_bpf(context.get(), fd), "cannot export");
  auto bytes = ::lseek(fd, 0, SEEK_END);
  std::vector<sock_filter> instructions(static_cast<std::size_t>(bytes) / sizeof(sock_filter));
  if (::pread(fd, instructions.data(), static_cast<std::size_t>(bytes), 0) != bytes)
    give_up("cannot read", "the program", errno);
  ::close(fd);
  return instructions;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: mkfilters FILE\n");
    return 2;
  }
  std::FILE* out = std::fopen(argv[1], "w");
  if (out == nullptr) give_up("cannot write", argv[1], errno);
  std::fprintf(out,
      "// Made by mkfilters.\n#include \"permissions/os_sandbox/filters.h\"\n\n"
      "namespace bailey::permissions::os_sandbox {\nnamespace {\n\n");
  for (int i = 0; i < os_sandbox::kFilterCount; ++i) {
    std::fprintf(out, "constexpr BpfInstruction kFilter%d[] = {", i);
    for (const sock_filter& each : program(compile(static_cast<os_sandbox::Filter>(i))))
      std::fprintf(out, "{%u,%u,%u,%uu},", each.code, each.jt, each.jf, each.k);
    std::fprintf(out, "};\n");
  }
  std::fprintf(out, "\nconstexpr std::span<const BpfInstruction> kFilters[] = {");
  for (int i = 0; i < os_sandbox::kFilterCount; ++i) std::fprintf(out, "kFilter%d,", i);
  std::fprintf(out,
      "};\n\n}  // namespace\n\n"
      "std::span<const BpfInstruction> filter_program(Filter filter) {\n"
      "  return kFilters[static_cast<int>(filter)];\n}\n\n"
      "}  // namespace bailey::permissions::os_sandbox\n");
  if (std::fclose(out) != 0) give_up("cannot write", argv[1], errno);
  return 0;
}
