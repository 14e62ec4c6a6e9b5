// Modules from the local disk.
#pragma once

#include "cli/host.h"
#include "loader/resolve/resolver.h"
#include "runtime/js/module_source.h"

namespace bailey::cli {

class LocalModules final : public js::ModuleSource {
 public:
  explicit LocalModules(Host& host) : host_(host), resolver_(std::nullopt) {}
  Result<std::string> resolve(std::string_view specifier, std::string_view referrer) override {
    return resolver_.resolve(specifier, referrer);
  }
  std::optional<Result<js::ModuleCode>> load_now(const js::ModuleRequest& request) override;
  Task<js::ModuleCode> load(js::ModuleRequest request) override;

 private:
  Host& host_;
  loader::Resolver resolver_;
};

}  // namespace bailey::cli
