// What a program names by import() of a literal, read before the kernel wall closes the way to it.
#include <deque>

#include "loader/fetch/source_text.h"
#include "loader/module_loader/literal_imports.h"
#include "loader/module_loader/module_loader.h"
#include "loader/resolve/url.h"

namespace bailey::loader {

using js::ImportKind;
using js::ModuleCode;
using js::ModuleRequest;
using js::ModuleType;

// The module as requests for it find it later. Nothing for what is never read from anywhere.
Task<std::optional<Result<ModuleLoader::Found>>> ModuleLoader::find(ModuleRequest request) {
  if (provided_.contains(request.url)) co_return std::nullopt;
  if (request.url.starts_with("file:")) co_return find_local(request, shown_to(request));
  if (!is_remote(request.url)) co_return std::nullopt;
  std::optional<Error> failed;
  try {
    co_return co_await fetch_remote(request);
  } catch (const Failure& failure) {
    failed = failure.error();
  }
  co_return std::unexpected(*std::move(failed));
}

// What running the module in `kept` would compile; nothing when that is no script.
std::optional<ModuleCode> ModuleLoader::code_of(const ModuleRequest& request, KeptModule& kept) {
  auto text = source_text(kept.bytes, charset_of(kept.content_type), kept.url);
  if (!text) return std::nullopt;
  auto type = media_type_of(kept.url, kept.content_type);
  if (request.kind == ImportKind::Main && options_.main_type) type = *options_.main_type;
  if (type == MediaType::Unknown && request.kind == ImportKind::Main) type = MediaType::TypeScript;
  if (!is_script(type) && type != MediaType::Unknown) return std::nullopt;
  ModuleCode code;
  code.url = kept.url;
  if (!needs_transpiling(type)) {
    code.source = *std::move(text);
    return code;
  }
  auto output = parts_.transpiler.transpile(
      {.url = kept.url, .type = type, .source = *text, .options = options_.compiler});
  if (!output) return std::nullopt;  // it is said when the module is imported
  code.source = output->code;
  kept.transpiled_as = type;
  kept.output = *std::move(output);
  return code;
}

Task<std::size_t> ModuleLoader::prefetch(std::vector<std::string> programs, LocalFiles files) {
  std::size_t count = 0;
  if (parts_.kept == nullptr) co_return count;
  std::deque<ModuleRequest> queue;
  std::set<std::string, std::less<>> seen;
  auto add = [&](const std::vector<std::string>& specifiers, const std::string& referrer,
                 ImportKind kind) {
    for (const std::string& specifier : specifiers)
      if (auto url = resolver_.resolve(specifier, referrer))
        queue.push_back({*std::move(url), ModuleType::JavaScript, kind, referrer});
  };
  for (std::string& url : programs)
    queue.push_back({std::move(url), ModuleType::JavaScript, ImportKind::Main, ""});
  for (const auto& [referrer, specifiers] : literals_)
    add(specifiers, referrer, ImportKind::Dynamic);
  while (!queue.empty()) {
    auto request = std::move(queue.front());
    queue.pop_front();
    // SECURITY: nothing is read here that a request for it would not be given;
    // prefetch_test "what is prefetched is no more than what would be read unasked".
    bool is_local = request.url.starts_with("file:");
    if (loaded_.contains(request.url) || parts_.kept->find(request.url) != nullptr) continue;
    if (is_local && !reads_unasked(request)) continue;
    bool is_kept = !is_local || files == LocalFiles::AreClosed;
    // It is read anew when it is imported.
    if (!is_kept && !seen.insert(request.url).second) continue;
    auto found = co_await find(request);
    if (!found) continue;
    ++count;
    if (!*found) {
      if (is_kept) parts_.kept->put(request.url, std::unexpected(std::move(*found).error()));
      continue;
    }
    KeptModule kept{(*found)->url, (*found)->content_type, std::move((*found)->bytes)};
    if (auto code = code_of(request, kept)) {
      remember(request, *code);
      auto kind = request.kind == ImportKind::Dynamic ? ImportKind::Dynamic : ImportKind::Static;
      add(literal_imports(code->source, ImportForms::CallsAndClauses), code->url, kind);
    }
    if (is_kept) parts_.kept->put(request.url, std::move(kept));
  }
  parts_.transpiler.release();
  co_return count;
}

// SECURITY: what was kept is for requests that would have been given it then, and no others;
// prefetch_test "what was kept is for the graph".
const Result<KeptModule>* ModuleLoader::kept_for(const ModuleRequest& request) const {
  if (parts_.kept == nullptr) return nullptr;
  const auto* kept = parts_.kept->find(request.url);
  if (kept == nullptr) return nullptr;
  bool is_local = request.url.starts_with("file:");
  bool is_open =
      is_local ? reads_unasked(request) && !is_remote_statement(request) : is_in_graph(request);
  return is_open ? kept : nullptr;
}

Result<ModuleCode> ModuleLoader::load_kept(const ModuleRequest& request, const KeptModule& kept) {
  if (is_remote(request.url)) {
    // Permissions may have been revoked since.
    auto peer = host_and_port(request.url);
    BAILEY_TRY(parts_.broker.import(peer.host, peer.port, use_of(request)));
  }
  return finish(request,
      {.url = kept.url, .content_type = kept.content_type, .bytes = kept.bytes, .kept = &kept});
}

void ModuleLoader::keep(const ModuleRequest& request, const Found& found) {
  if (!options_.keeps_graph || parts_.kept == nullptr || parts_.kept->is_sealed()) return;
  if (is_remote(request.url) || request.url.starts_with("file:"))
    parts_.kept->put(request.url, KeptModule{found.url, found.content_type, found.bytes});
}

}  // namespace bailey::loader
