// bailey info and cache: what programs need, without running them.
#include <unistd.h>

#include <cstdio>
#include <functional>

#include <nlohmann/json.hpp>

#include "cli/commands/commands.h"
#include "cli/graph/graph_text.h"
#include "cli/graph/module_graph.h"
#include "cli/modules.h"
#include "cli/program.h"
#include "loader/cache/module_cache.h"
#include "loader/resolve/url.h"
#include "permissions/parse_policy.h"
#include "runtime/base/version.h"
#include "runtime/transpiler/isolate_transpiler.h"

namespace bailey::cli {
namespace {

class LoadedModules final : public GraphSource {
 public:
  explicit LoadedModules(Modules& modules) : modules_(modules) {}

  js::ModuleSource& modules() override { return modules_.loader(); }

  WrittenScript written(js::ModuleCode& code) override {
    if (auto kept = modules_.scripts().take(code.url)) return *std::move(kept);
    return {type_of(code.url), std::move(code.source)};
  }

  loader::MediaType type_of(const std::string& url) override {
    std::string content_type;
    if (auto found = cached(url))
      if (auto header = found->headers.find("content-type"); header != found->headers.end())
        content_type = header->second;
    return loader::media_type_of(url, content_type);
  }

  std::string local_path(const std::string& url) override {
    if (url.starts_with("file:")) return loader::file_path(url).value_or("");
    auto found = cached(url);
    return found ? modules_.cache().body_path(found->sha256) : "";
  }

  Result<std::vector<loader::WrittenImport>> imports(
      std::string_view url, const WrittenScript& script) override {
    return modules_.parser().imports(url, script.type, script.text);
  }

 private:
  std::optional<loader::CachedModule> cached(const std::string& url) {
    if (!loader::is_remote(url)) return std::nullopt;
    return modules_.cache().find(url).found;
  }

  Modules& modules_;
};

struct Look {
  GraphScope scope;
  ScriptKeeper::Mode scripts;
};

// Gives `use` the graph of the programs called `names`; the exit code is its own. Does not return
// before the graph is complete, and takes nothing down that the end of the process takes anyway.
using UseGraph = std::function<int(ModuleGraph& graph, Modules& modules)>;

int look_at(Host& host, const CommandLine& line, const std::vector<std::string>& names, Look look,
    const UseGraph& use) {
  std::vector<std::string> urls;
  for (const std::string& name : names) {
    auto url = program_url(host, name);
    if (!url) return host.fail(url.error());
    urls.push_back(*std::move(url));
  }
  auto values = flag_values(line);
  add_import_hosts(values, urls, line);
  // Nothing runs, so what is read reaches nobody: imports of texts and bytes need no leave.
  values.read.allow = {permissions::FlagUse::Whole, {}};
  auto parsed = permissions::parse_policy(values, host.paths(), host.programs());
  if (!parsed) return host.fail(parsed.error());
  permissions::Broker broker(std::move(parsed->policy), host.broker_parts());
  js::Platform platform;
  if (auto started = engine::start_engine(platform, {}); !started)
    return host.fail(started.error());
  EventLoop loop;
  auto trust = trust_store(host, line);
  if (!trust) return host.fail(trust.error());
  auto modules = Modules::open(host, line, platform, loop, broker, **trust, urls.front());
  if (!modules) return host.fail(modules.error());
  (*modules)->scripts().set_mode(look.scripts);
  if (auto map = (*modules)->read_import_map(loop); !map) return host.fail(map.error());
  LoadedModules source(**modules);
  ModuleGraph graph(source, loop, look.scope);
  for (const std::string& url : urls) graph.add_root(url);
  host.end(use(graph, **modules));
}

void print(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

int show_folders(Host& host, const CommandLine& line, const InfoCommand& command) {
  auto folder = Modules::cache_folder(host, line);
  if (!folder) return host.fail(folder.error());
  if (command.json) {
    nlohmann::ordered_json json = {{"version", 1}, {"baileyVersion", kVersion},
        {"denoVersion", kDenoVersion}, {"denoDir", *folder}, {"modulesCache", *folder + "/remote"},
        {"typescriptCache", *folder + "/emit"}};
    print(json.dump(2) + "\n");
    return 0;
  }
  auto label = [&](std::string_view text) {
    bool colors = host.output_colors() == js::Colors::On;
    return colors ? std::format("\x1b[1m{}\x1b[0m", text) : std::string(text);
  };
  print(std::format("{} {}\n{} {}\n{} {}/remote\n{} {}/emit\n", label("bailey version:"), kVersion,
      label("BAILEY_DIR location:"), *folder, label("Remote modules cache:"), *folder,
      label("Emitted modules cache:"), *folder));
  return 0;
}

}  // namespace

int info(Host& host, const CommandLine& line, const InfoCommand& command) {
  if (!command.file) return show_folders(host, line, command);
  return look_at(host, line, {*command.file},
      {GraphScope::CodeAndTypes, ScriptKeeper::Mode::KeepOnly},
      [&](const ModuleGraph& graph, Modules&) {
        if (command.json) {
          // Sources may hold any bytes, and so may the names in them.
          auto json = graph_json(graph);
          print(json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
          return 0;
        }
        auto tree = graph_tree(graph, host.output_colors());
        if (!tree) return host.fail(tree.error());
        print(*tree);
        return 0;
      });
}

int cache(Host& host, const CommandLine& line, const CacheCommand& command) {
  return look_at(host, line, command.files, {GraphScope::Code, ScriptKeeper::Mode::KeepAndPassOn},
      [&](const ModuleGraph& graph, Modules& modules) {
        if (auto failure = graph.first_failure()) return host.fail(*failure);
        if (auto locked = modules.loader().graph_loaded(); !locked)
          return host.fail(locked.error());
        return 0;
      });
}

}  // namespace bailey::cli
