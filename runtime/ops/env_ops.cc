// Environment variables: what Deno.env does.
#include "runtime/js/convert_grants.h"
#include "runtime/ops/all_ops.h"
#include "runtime/ops/process_parts.h"

namespace bailey::ops {
namespace {

os::Environment& environment(js::Realm& realm) {
  return realm.provided<ProcessParts>().environment;
}

// V8 remembers the time zone.
void tell_time_zone(js::Realm& realm, std::string_view name) {
  if (name == "TZ")
    realm.isolate()->DateTimeConfigurationChangeNotification(
        v8::Isolate::TimeZoneDetection::kRedetect);
}

Result<std::optional<std::string>> get(js::Realm& realm, const permissions::EnvGrant& variable) {
  return environment(realm).get(variable);
}
Result<bool> has(js::Realm& realm, const permissions::EnvGrant& variable) {
  return environment(realm).has(variable);
}
Result<> set(js::Realm& realm, const permissions::EnvWriteGrant& variable, std::string value) {
  BAILEY_TRY(environment(realm).set(variable, std::move(value)));
  tell_time_zone(realm, variable.name());
  return {};
}
Result<> remove(js::Realm& realm, const permissions::EnvWriteGrant& variable) {
  BAILEY_TRY(environment(realm).remove(variable));
  tell_time_zone(realm, variable.name());
  return {};
}
Result<std::vector<std::pair<std::string, std::string>>> list(
    js::Realm& realm, const permissions::EnvAllGrant& all) {
  return environment(realm).list(all);
}

constexpr js::Op kEnvOps[] = {
    js::op<get>("get"),
    js::op<has>("has"),
    js::op<set>("set"),
    js::op<remove>("remove"),
    js::op<list>("list"),
};

}  // namespace

std::span<const js::Op> env_ops() { return kEnvOps; }

}  // namespace bailey::ops
