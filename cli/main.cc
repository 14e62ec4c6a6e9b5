// bailey: wires everything and runs a command.
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <sstream>

#include "permissions/broker.h"
#include "runtime/engine/runtime.h"

namespace {
using namespace bailey;
struct NoPaths final : permissions::PathResolver {
  Result<std::string> resolve(std::string_view path) const override { return std::string(path); }
  Result<std::string> resolve_entry(std::string_view path) const override {
    return std::string(path);
  }
  Result<std::string> current_directory() const override { return std::string("/"); }
  bool is_inherited_pipe(int) const override { return false; }
};
struct NoPrograms final : permissions::ProgramResolver {
  std::optional<std::string> find(
      std::string_view, std::optional<std::string_view>) const override {
    return std::nullopt;
  }
};
struct Files final : js::ModuleSource {
  Result<std::string> resolve(std::string_view specifier, std::string_view referrer) override {
    if (specifier.starts_with("./"))
      return std::string(referrer.substr(0, referrer.rfind('/') + 1)) +
             std::string(specifier.substr(2));
    return std::string(specifier);
  }
  std::optional<Result<js::ModuleCode>> load_now(const js::ModuleRequest& request) override {
    std::ifstream in(request.url.substr(7));
    if (!in) return fail(ErrorClass::NotFound, "Module not found \"" + request.url + "\".");
    std::stringstream text;
    text << in.rdbuf();
    js::ModuleCode code;
    code.url = request.url;
    code.type = request.type;
    code.source = text.str();
    return code;
  }
  Task<js::ModuleCode> load(js::ModuleRequest) override { co_return js::ModuleCode{}; }
};
}  // namespace

int main(int argc, char** argv) {
  js::Platform platform;
  engine::start_engine(platform, "");
  NoPaths paths;
  NoPrograms programs;
  permissions::Broker broker({}, {.paths = paths, .programs = programs});
  Files files;
  EventLoop loop;
  engine::Runtime runtime(platform, loop, broker, files, {});
  runtime.on_end = [](const engine::Ending& ending) {
    if (!ending.message.empty()) std::fprintf(stderr, "error: %s\n", ending.message.c_str());
    std::fflush(nullptr);
    ::_exit(ending.exit_code);
  };
  auto ending = runtime.run("file://" + std::string(argv[1]));
  runtime.on_end(ending);
}
