#include "loader/module_loader/module_loader.h"

#include <algorithm>
#include <format>
#include <utility>

#include "loader/cache/sha256.h"
#include "loader/fetch/data_url.h"
#include "loader/fetch/source_text.h"
#include "loader/module_loader/literal_imports.h"
#include "loader/module_loader/local_errors.h"
#include "loader/module_loader/module_checks.h"
#include "loader/resolve/specifier.h"
#include "loader/resolve/url.h"
#include "loader/typescript/source_map.h"

namespace bailey::loader {

using js::ImportKind;
using js::ModuleCode;
using js::ModuleRequest;
using js::ModuleType;

ModuleLoader::ModuleLoader(const LoaderParts& parts, LoaderOptions options)
    : parts_(parts),
      options_(std::move(options)),
      resolver_(std::move(options_.import_map)),
      remote_({.cache = parts.cache,
                  .transport = parts.transport,
                  .broker = parts.broker,
                  .progress = parts.progress,
                  .lock = parts.lock,
                  .own_cache = parts.own_cache},
          options_.fetch) {}

ModuleLoader::~ModuleLoader() = default;

void ModuleLoader::provide(std::string url, std::string source) {
  provided_[std::move(url)] = std::move(source);
}

Result<std::string> ModuleLoader::resolve(std::string_view specifier, std::string_view referrer) {
  return resolver_.resolve(specifier, referrer);
}

std::string ModuleLoader::advice(std::string_view specifier, std::string_view referrer) {
  // Whoever reads the error can add a dependency to their own code alone, and to names that a map
  // blocks there is nothing to add.
  if (!referrer.starts_with("file:")) return "";
  auto url = resolver_.resolve(specifier, referrer);
  if (url || !url.error().message.starts_with("Import \"")) return "";
  auto hint = dependency_hint(specifier);
  return hint.empty() ? hint : "\n" + hint;
}

bool ModuleLoader::is_from_remote(std::string_view referrer) const {
  return is_remote(referrer) || from_remote_.contains(referrer);
}

// Whether the import is written in the text of a module that is in the graph itself.
bool ModuleLoader::is_in_graph(const ModuleRequest& request) const {
  if (request.kind != ImportKind::Dynamic) return true;
  auto known = literals_.find(request.referrer);
  if (known == literals_.end()) return false;
  return std::ranges::any_of(known->second, [&](const std::string& specifier) {
    auto url = resolver_.resolve(specifier, request.referrer);
    return url && *url == request.url;
  });
}

permissions::ImportUse ModuleLoader::use_of(const ModuleRequest& request) const {
  return is_in_graph(request) ? permissions::ImportUse::Static : permissions::ImportUse::Computed;
}

// SECURITY: as asked_for(); worker_graph_test "a worker's statements are its parent's to allow".
ImportAsk ModuleLoader::ask_for(const ModuleRequest& request, permissions::ImportUse use) const {
  return {use, request.kind == ImportKind::Dynamic ? nullptr : parts_.graph_broker};
}

void ModuleLoader::seal() {
  sealed_ = true;
  remote_.seal();
  if (parts_.kept != nullptr) parts_.kept->seal();
}

void ModuleLoader::remember(const ModuleRequest& request, const ModuleCode& code) {
  if (code.type != ModuleType::JavaScript || !is_in_graph(request)) return;
  // The engine calls the statements of a module that was imported dynamically dynamic too.
  auto forms =
      request.kind == ImportKind::Dynamic ? ImportForms::CallsAndClauses : ImportForms::Calls;
  auto literals = literal_imports(code.source, forms);
  if (!literals.empty()) literals_[code.url] = std::move(literals);
  if (sealed_) return;
  if (auto workers = literal_workers(code.source); !workers.empty())
    workers_[code.url] = std::move(workers);
}

std::optional<Result<ModuleCode>> ModuleLoader::load_now(const ModuleRequest& request) {
  auto scheme = scheme_of(request.url);
  Result<ModuleCode> code;
  if (auto given = provided_.find(request.url); given != provided_.end()) {
    code = finish(request, {.url = request.url, .content_type = {}, .bytes = given->second});
  } else if (const auto* kept = kept_for(request); kept != nullptr && *kept) {
    code = load_kept(request, **kept);
  } else if (scheme == "file") {
    code = load_local(request);
  } else if (scheme == "data" || scheme == "blob") {
    code = load_inline(request);
  } else if (is_remote(request.url)) {
    if (kept != nullptr) return std::unexpected(kept->error());
    auto found = remote_.find_now(request.url, ask_for(request, use_of(request)));
    if (!found) return std::nullopt;
    if (!*found) return std::unexpected(std::move(*found).error());
    code = finish_remote(request, **std::move(found));
    if (!code && code.error().code == kIntegrityCode) {
      if (!options_.fetch.cached_only) return std::nullopt;  // load() fetches it anew
      return std::unexpected(tampered(std::move(code).error()));
    }
  } else {
    return std::unexpected(no_such_scheme(request.url));
  }
  if (!code) return code;
  loaded_.insert(request.url);
  remember(request, *code);
  return code;
}

Task<ModuleCode> ModuleLoader::load(ModuleRequest request) {
  if (!is_remote(request.url)) {
    auto now = load_now(request);
    co_return value_or_throw(*std::move(now));
  }
  auto loaded = value_or_throw(finish(request, co_await fetch_remote(request)));
  loaded_.insert(request.url);
  remember(request, loaded);
  co_return loaded;
}

Task<ModuleLoader::Found> ModuleLoader::fetch_remote(ModuleRequest request) {
  // Behind the wall only what was granted can be fetched: say so instead of failing to connect.
  auto use = sealed_ ? permissions::ImportUse::Computed : use_of(request);
  auto ask = ask_for(request, use);
  auto module = co_await remote_.fetch(request.url, ask, Freshness::AsCached);
  auto found = find_remote(request, std::move(module));
  auto is_other = [&] { return !found && found.error().code == kIntegrityCode; };
  if (is_other() && !options_.fetch.cached_only) {
    // The copy in the cache may be what is wrong, so the server has the last word.
    module = co_await remote_.fetch(request.url, ask, Freshness::New);
    found = find_remote(request, std::move(module));
  }
  if (is_other()) throw Failure(tampered(std::move(found).error()));
  co_return value_or_throw(std::move(found));
}

// TypeScript's parser reads JavaScript as Deno's does: what it lets pass, the engine words better.
std::string ModuleLoader::explain(const ModuleCode& code) {
  auto parsed = parts_.transpiler.transpile({.url = code.url,
      .type = MediaType::TypeScript,
      .source = code.source,
      .options = options_.compiler});
  bool explained = !parsed && parsed.error().error_class == ErrorClass::SyntaxError;
  return explained ? std::move(parsed).error().message : std::string();
}

Result<> ModuleLoader::graph_loaded() {
  parts_.transpiler.release();
  if (parts_.lock == nullptr) return {};
  auto saved = parts_.lock->save(parts_.disk);
  bool is_walled = !saved && sealed_ && saved.error().code == "EACCES";
  if (!is_walled) return saved;
  if (parts_.on_lock_closed) parts_.on_lock_closed(parts_.lock->path());
  return {};
}

bool ModuleLoader::is_remote_statement(const ModuleRequest& request) const {
  return request.kind == ImportKind::Static && is_from_remote(request.referrer);
}

Result<ModuleLoader::Found> ModuleLoader::find_local(
    const ModuleRequest& request, const KindShown& shown) {
  // SECURITY: remote code cannot make a local file run in its graph; module_loader_test "remote
  // modules import no local ones".
  if (is_remote_statement(request)) {
    return fail(ErrorClass::TypeError,
        std::format("Remote modules are not allowed to import local modules. Consider using a "
                    "dynamic import instead.\n  Importing: {}",
            request.url));
  }
  auto path = BAILEY_TRY(file_path(request.url));
  auto url = request.url;
  if (options_.sloppy) {
    if (auto target = sloppy_target(path, shown)) {
      path = *std::move(target);
      url = file_url(path);
    }
  }
  auto bytes = BAILEY_TRY(read_local(request, path, shown));
  return Found{.url = std::move(url), .content_type = {}, .bytes = std::move(bytes)};
}

Result<ModuleCode> ModuleLoader::load_local(const ModuleRequest& request) {
  return finish(request, BAILEY_TRY(find_local(request, shown_to(request))));
}

bool ModuleLoader::is_local_code_of_graph(const ModuleRequest& request) const {
  bool is_data = request.type == ModuleType::Text || request.type == ModuleType::Bytes;
  return !is_data && is_in_graph(request) && !is_from_remote(request.referrer);
}

// Whose leave it takes to read what is local; null: nobody's.
// SECURITY: only code that local code names in its own text is read without asking;
// module_loader_test "texts and bytes need read permission", "a computed import needs read
// permission", "a literal in a remote module needs read permission". A worker is no part of the
// start-up graph: its statements are its parent's to allow, what its script imports while it runs
// needs its own leave; worker_graph_test "a worker's graph is read with leave".
permissions::Broker* ModuleLoader::asked_for(const ModuleRequest& request) const {
  bool is_workers = parts_.graph_broker != nullptr;
  if (is_workers && request.kind != ImportKind::Dynamic) return parts_.graph_broker;
  return is_workers || !is_local_code_of_graph(request) ? &parts_.broker : nullptr;
}

// SECURITY: what there is beside a module would show by its effect, so only files that may be read
// are; module_loader_test "sloppy imports are for the graph", worker_graph_test "what lies beside a
// worker's modules shows where it may".
KindShown ModuleLoader::shown_to(permissions::Broker& reader) const {
  return [this, &reader](const std::string& path) {
    bool may_know = reader.query({permissions::Kind::Read, path}) == permissions::State::Granted;
    return may_know ? parts_.disk.kind(path) : PathKind::Missing;
  };
}

KindShown ModuleLoader::shown_to(const ModuleRequest& request) const {
  if (!is_local_code_of_graph(request)) return [](const std::string&) { return PathKind::Missing; };
  if (auto* asked = asked_for(request)) return shown_to(*asked);
  return [this](const std::string& path) { return parts_.disk.kind(path); };
}

// SECURITY: a worker's main module is what the parent was given, whatever lies there by now;
// worker_graph_test "a worker's main module is what its parent was given".
Result<permissions::ReadGrant> ModuleLoader::leave_to_read(
    permissions::Broker& asked, const ModuleRequest& request, const std::string& path) {
  bool is_given = request.kind == ImportKind::Main && options_.main_file &&
                  options_.main_file->as_written() == path;
  if (is_given) return *std::exchange(options_.main_file, std::nullopt);
  return asked.read(path, "import()");
}

Result<std::string> ModuleLoader::read_local(
    const ModuleRequest& request, const std::string& path, const KindShown& shown) {
  auto* asked = asked_for(request);
  auto limit = options_.longest_module;
  auto bytes = asked == nullptr
                   ? parts_.disk.read(path, limit)
                   : parts_.files.read(BAILEY_TRY(leave_to_read(*asked, request, path)), limit);
  if (bytes) return bytes;
  // The wall is in the way: what is wrong with the file is what was wrong before.
  const auto* kept = bytes.error().code == "EACCES" ? kept_for(request) : nullptr;
  if (kept != nullptr && !*kept) return std::unexpected(kept->error());
  if (bytes.error().code == "EFBIG") return std::unexpected(too_large(request.url, limit));
  return std::unexpected(local_error(request.url, path, bytes.error(), shown));
}

Result<ModuleCode> ModuleLoader::load_inline(const ModuleRequest& request) {
  if (is_from_remote(request.referrer)) from_remote_.insert(request.url);
  if (request.url.starts_with("data:")) {
    auto data = BAILEY_TRY(decode_data_url(request.url));
    return finish(request, {.url = request.url,
                               .content_type = std::move(data.content_type),
                               .bytes = std::move(data.body)});
  }
  auto blob = parts_.blob ? parts_.blob(request.url) : std::nullopt;
  if (!blob) {
    return fail(ErrorClass::TypeError, std::format("Module not found \"{}\".", request.url));
  }
  return finish(request,
      {.url = request.url, .content_type = std::move(blob->type), .bytes = std::move(blob->bytes)});
}

Result<ModuleLoader::Found> ModuleLoader::find_remote(
    const ModuleRequest& request, RemoteModule module) {
  auto type = module.content->headers.find("content-type");
  // One text, but as many modules as there are fragments.
  Found found{.url = module.redirects.empty() ? request.url : module.url,
      .content_type = type == module.content->headers.end() ? std::string() : type->second,
      .bytes = module.content->body};
  // The lock file knows a module by its text, bytes by themselves.
  if (request.type != ModuleType::Bytes) {
    found.bytes =
        BAILEY_TRY(source_text(std::move(found.bytes), charset_of(found.content_type), found.url));
    found.content_type = found.content_type.substr(0, found.content_type.find(';'));
  }
  BAILEY_TRY(check_lock(found.url, found.bytes));
  if (parts_.lock != nullptr)
    for (const auto& [from, to] : module.redirects) parts_.lock->add_redirect(from, to);
  return found;
}

Result<ModuleCode> ModuleLoader::finish_remote(const ModuleRequest& request, RemoteModule module) {
  return finish(request, BAILEY_TRY(find_remote(request, std::move(module))));
}

Result<> ModuleLoader::check_lock(const std::string& url, std::string_view text) {
  if (parts_.lock == nullptr) return {};
  auto actual = sha256(text);
  auto expected = parts_.lock->digest(url);
  if (!expected.empty() && expected != actual)
    return std::unexpected(integrity_error(url, actual, expected));
  parts_.lock->add_remote(url, actual);
  return {};
}

Error ModuleLoader::tampered(Error error) const {
  if (parts_.on_tampering) parts_.on_tampering(error);
  return error;
}

Result<ModuleCode> ModuleLoader::finish(const ModuleRequest& request, Found found) {
  if (found.kept == nullptr) keep(request, found);
  ModuleCode code;
  code.type = request.type;
  if (request.type == ModuleType::Bytes) {
    code.url = std::move(found.url);
    code.source = std::move(found.bytes);
    return code;
  }
  found.bytes =
      BAILEY_TRY(source_text(std::move(found.bytes), charset_of(found.content_type), found.url));
  auto type = media_type_of(found.url, found.content_type);
  if (request.type == ModuleType::JavaScript) {
    if (request.kind == ImportKind::Main && options_.main_type) type = *options_.main_type;
    type = BAILEY_TRY(runnable_type(found.url, type, request.kind));
    return script(request, type, std::move(found));
  }
  if (request.type == ModuleType::Json) BAILEY_TRY(check_json(found.url, type, request.kind));
  code.url = std::move(found.url);
  code.source = std::move(found.bytes);
  return code;
}

Result<ModuleCode> ModuleLoader::script(const ModuleRequest& request, MediaType type, Found found) {
  ModuleCode code;
  code.type = request.type;
  code.url = std::move(found.url);
  if (!needs_transpiling(type)) {
    code.source = std::move(found.bytes);
    return code;
  }
  bool is_done = found.kept != nullptr && found.kept->output && found.kept->transpiled_as == type;
  auto output = is_done ? *found.kept->output
                        : BAILEY_TRY(parts_.transpiler.transpile({.url = code.url,
                              .type = type,
                              .source = found.bytes,
                              .options = options_.compiler}));
  code.source = std::move(output.code);
  if (!output.source_map.empty()) {
    code.source_map = std::make_unique<MappedSource>(
        std::move(output.source_map), code.url, std::move(found.bytes));
  }
  return code;
}

}  // namespace bailey::loader
