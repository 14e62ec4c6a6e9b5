// bailey selftest: the attacks of tests/escape, tried by this very program on this very machine.
#include "cli/commands/selftest.h"

#include <format>

#include "cli/commands/commands.h"
#include "cli/program.h"
#include "loader/resolve/url.h"
#include "runtime/base/bytes.h"
#include "runtime/os/directory.h"
#include "runtime/os/temporary.h"
#include "runtime/os/whole_file.h"

namespace bailey::cli {
namespace {

// Writes what the referee needs into a new folder; its path.
Result<std::string> unpack(Host& host) {
  const auto& authority = host.authority();
  auto parent = BAILEY_TRY(authority.write(host.paths(), host.environment().temporary_folder()));
  auto folder = BAILEY_TRY(
      os::make_temporary_directory(parent, {.prefix = "bailey-selftest-", .suffix = {}}));
  auto attacks = BAILEY_TRY(authority.write_entry(host.paths(), folder + "/attacks"));
  BAILEY_TRY(os::make_directory(attacks));
  for (const SelftestFile& file : selftest_files()) {
    auto grant = BAILEY_TRY(authority.write(host.paths(), folder + "/" + std::string(file.name)));
    auto* bytes = reinterpret_cast<const std::uint8_t*>(file.text.data());
    BAILEY_TRY(os::write_file(grant, {bytes, file.text.size()}));
  }
  return folder;
}

}  // namespace

int selftest(Host& host, const CommandLine& line, const SelftestCommand& command) {
  auto folder = unpack(host);
  if (!folder) {
    folder.error().message = std::format("cannot lay out the attacks in '{}': {}",
        host.environment().temporary_folder(), folder.error().message);
    return host.fail(folder.error());
  }
  // The referee makes each attack's world and looks at it; the attacks have what their flags say.
  CommandLine referee = line;
  referee.permissions.allow_all = true;
  referee.modules.config = NoConfig{};
  referee.modules.no_lock = true;
  // The referee ends the process; it is the one to remove the folder.
  ProgramPlan plan{.main_module = loader::file_url(*folder + "/referee.js"),
      .arguments = {"--remove-own-folder"}};
  plan.arguments.append_range(command.names);
  return run_program(host, referee, std::move(plan));
}

}  // namespace bailey::cli
