#include "runtime/js/module_graph.h"

#include <boost/asio/co_spawn.hpp>

namespace bailey::js {

std::string module_key(std::string_view url, ModuleType type) {
  std::string key(url);
  key += '\n';
  key += static_cast<char>('0' + static_cast<int>(type));
  return key;
}

void ModuleHost::GraphLoad::start(ModuleRequest root) {
  root_key_ = module_key(root.url, root.type);
  kind_ = root.kind;
  add({std::move(root), ""});
  add_all();
  finish_if_idle();
}

void ModuleHost::GraphLoad::add(Wanted wanted) {
  if (seen_.insert(module_key(wanted.request.url, wanted.request.type)).second)
    queue_.push_back(std::move(wanted));
}

// A queue and no recursion: scripts choose how long a chain of imports is.
void ModuleHost::GraphLoad::add_all() {
  while (!queue_.empty() && !failed_) {
    Wanted wanted = std::move(queue_.front());
    queue_.pop_front();
    if (auto* known = host_.find(wanted.request.url, wanted.request.type)) {
      add_imports(*known);
    } else if (auto fetched =
                   host_.fetching_.find(module_key(wanted.request.url, wanted.request.type));
        fetched != host_.fetching_.end()) {
      ++waiting_;
      fetched->second.push_back({shared_from_this(), std::move(wanted)});
    } else if (auto now = host_.source_.load_now(wanted.request)) {
      accept(host_.make(std::move(*now), wanted.request), wanted);
    } else {
      fetch(std::move(wanted));
    }
  }
}

void ModuleHost::GraphLoad::fetch(Wanted wanted) {
  auto key = module_key(wanted.request.url, wanted.request.type);
  host_.fetching_[key] = {};
  ++waiting_;
  auto request = wanted.request;
  boost::asio::co_spawn(host_.realm_.loop().io(), host_.source_.load(std::move(request)),
      [self = shared_from_this(), wanted = std::move(wanted), key = std::move(key),
          hold = LoopHold(host_.realm_.loop())](
          std::exception_ptr failure, ModuleCode code) mutable {
        auto& host = self->host_;
        Turn turn(host.realm_);
        auto waiters = std::move(host.fetching_.extract(key).mapped());
        Result<ModuleCode> result = std::move(code);
        if (failure) result = std::unexpected(error_of(std::move(failure)));
        auto made = host.make(std::move(result), wanted.request);
        self->arrived(made, std::move(wanted), Fetched::Here);
        for (auto& waiter : waiters)
          waiter.graph->arrived(made, std::move(waiter.wanted), Fetched::Elsewhere);
      });
}

void ModuleHost::GraphLoad::arrived(const Made& made, Wanted wanted, Fetched by) {
  --waiting_;
  // Whoever fetched it may have had no leave; this graph asks for itself.
  bool refused = !made && made.error().error.error_class == ErrorClass::NotCapable;
  if (refused && by == Fetched::Elsewhere)
    queue_.push_back(std::move(wanted));
  else
    accept(made, wanted);
  add_all();
  finish_if_idle();
}

void ModuleHost::GraphLoad::accept(const Made& made, const Wanted& wanted) {
  if (failed_) return;
  if (made) return add_imports(**made);
  const auto& known = made.error();
  LoadFailure failure{known.error, {}};
  if (!known.exception.IsEmpty())
    failure.exception.Reset(host_.realm_.isolate(), known.exception);
  else if (known.error.error_class != ErrorClass::SyntaxError)  // which names its own place
    failure.error.message += wanted.imported_at;
  fail(std::move(failure));
}

void ModuleHost::GraphLoad::add_imports(Entry& entry) {
  auto* isolate = host_.realm_.isolate();
  // What is linked has everything it imports.
  if (entry.module.Get(isolate)->GetStatus() >= v8::Module::kInstantiated) return;
  for (auto& import : entry.imports) {
    auto url = host_.source_.resolve(import.specifier, entry.url);
    if (!url) {
      LoadFailure failure{std::move(url).error(), {}};
      failure.error.message += host_.source_.advice(import.specifier, entry.url) + import.place;
      return fail(std::move(failure));
    }
    import.url = *std::move(url);
    if (!import.unknown_type.empty()) {
      return fail({{ErrorClass::TypeError, "The import attribute type of \"" + import.unknown_type +
                                               "\" is unsupported.\n  Specifier: " + import.url +
                                               import.place},
          {}});
    }
    // What a dynamically imported module imports is judged like the import() itself.
    auto kind = entry.kind == ImportKind::Dynamic ? ImportKind::Dynamic : ImportKind::Static;
    add({{import.url, import.type, kind, entry.url}, import.place});
  }
}

void ModuleHost::GraphLoad::fail(LoadFailure failure) {
  if (failed_) return;
  failed_ = true;
  auto done = std::move(done_);
  done(std::unexpected(std::move(failure)));
}

void ModuleHost::GraphLoad::finish_if_idle() {
  if (failed_ || waiting_ > 0) return;
  if (auto ready = host_.source_.graph_loaded(); !ready) return fail({ready.error(), {}});
  auto* isolate = host_.realm_.isolate();
  auto module = host_.by_key_.at(root_key_)->module.Get(isolate);
  if (module->GetStatus() == v8::Module::kUninstantiated) {
    v8::TryCatch caught(isolate);
    if (module->InstantiateModule(host_.realm_.context(), on_resolve).IsNothing())
      return fail({{}, v8::Global<v8::Value>(isolate, host_.placed_error(caught, kind_))});
  }
  auto done = std::move(done_);
  done(module);
}

}  // namespace bailey::js
