// What workers are made of, brought into the cache before the kernel wall closes it.
#include <algorithm>
#include <deque>
#include <set>
#include <utility>

#include "loader/module_loader/literal_imports.h"
#include "loader/module_loader/module_loader.h"
#include "loader/resolve/url.h"

namespace bailey::loader {

using js::ImportKind;
using js::ModuleCode;
using js::ModuleRequest;
using js::ModuleType;

std::vector<std::string> ModuleLoader::worker_urls(
    const std::vector<WrittenUrl>& written, const std::string& referrer) const {
  std::vector<std::string> urls;
  for (const WrittenUrl& one : written) {
    auto url = one.base == UrlBase::ImportMap ? resolver_.resolve(one.text, referrer)
                                              : join_url(one.text, referrer);
    if (url) urls.push_back(*std::move(url));
  }
  return urls;
}

// Asks nobody and leaves no trace in records: the worker may never be made.
bool ModuleLoader::may_load(const std::string& url) const {
  using permissions::Kind;
  auto is_granted = [&](Kind kind, std::string value) {
    return parts_.broker.query({kind, std::move(value)}) == permissions::State::Granted;
  };
  if (is_remote(url)) {
    auto peer = host_and_port(url);
    return is_granted(Kind::Import, peer.host + ":" + std::to_string(peer.port));
  }
  auto path = url.starts_with("file:") ? file_path(url).value_or("") : "";
  return !path.empty() && is_granted(Kind::Read, std::move(path));
}

bool ModuleLoader::makes_workers() const {
  return std::ranges::any_of(workers_, [&](const auto& each) {
    const auto& [referrer, written] = each;
    return std::ranges::any_of(
        worker_urls(written, referrer), [&](const std::string& url) { return may_load(url); });
  });
}

// The module's code; nothing when there is none, which the worker says when it is made.
Task<std::optional<ModuleCode>> ModuleLoader::prepare(ModuleRequest request) {
  // SECURITY: a worker's modules are read with the program's own leave, so none is looked at
  // without; prepare_workers_test "nothing is read for workers that script may not read".
  if (!may_load(request.url)) co_return std::nullopt;
  bool is_local = request.url.starts_with("file:");
  auto found = is_local ? find_local(request, shown_to(parts_.broker)) : co_await find(request);
  if (!found || !*found) co_return std::nullopt;
  KeptModule module{(*found)->url, (*found)->content_type, std::move((*found)->bytes)};
  co_return code_of(request, module);
}

Task<std::size_t> ModuleLoader::prepare_workers() {
  std::deque<ModuleRequest> queue;
  auto add = [&](std::vector<std::string> urls, ImportKind kind, const std::string& referrer) {
    for (std::string& url : urls)
      queue.push_back({std::move(url), ModuleType::JavaScript, kind, referrer});
  };
  for (const auto& [referrer, written] : workers_)
    add(worker_urls(written, referrer), ImportKind::Main, referrer);
  std::set<std::string, std::less<>> seen;
  std::size_t count = 0;
  while (!queue.empty()) {
    auto request = std::move(queue.front());
    queue.pop_front();
    if (!seen.insert(request.url).second) continue;
    auto code = co_await prepare(std::move(request));
    if (!code) continue;
    ++count;
    // No part of this thread's own graph, so it is not remembered as such.
    for (const std::string& specifier : literal_imports(code->source, ImportForms::CallsAndClauses))
      if (auto url = resolver_.resolve(specifier, code->url))
        add({*std::move(url)}, ImportKind::Static, code->url);
    add(worker_urls(literal_workers(code->source), code->url), ImportKind::Main, code->url);
  }
  parts_.transpiler.release();
  co_return count;
}

}  // namespace bailey::loader
