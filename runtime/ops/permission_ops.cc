// Deno.permissions: questions to the broker.
#include <array>

#include "permissions/broker.h"
#include "runtime/ops/all_ops.h"

namespace bailey::ops {
namespace {

using permissions::Descriptor;
using permissions::Kind;
using permissions::State;

// [state, partial]
using Answer = std::pair<std::string, bool>;

Result<Descriptor> descriptor(std::string name, std::optional<std::string> value) {
  for (int i = 0; i < permissions::kKindCount; ++i) {
    auto kind = static_cast<Kind>(i);
    if (permissions::kind_name(kind) == name) return Descriptor{kind, std::move(value)};
  }
  return fail(
      ErrorClass::TypeError, "The provided value \"" + name + "\" is not a valid permission name");
}

Result<Answer> answer(Result<State> state) {
  if (!state) return std::unexpected(std::move(state).error());
  return Answer{permissions::script_state(*state), *state == State::GrantedPartial};
}

Result<Answer> query(js::Realm& realm, std::string name, std::optional<std::string> value) {
  return answer(realm.broker().query(BAILEY_TRY(descriptor(name, std::move(value)))));
}
Result<Answer> request(js::Realm& realm, std::string name, std::optional<std::string> value) {
  return answer(realm.broker().request(BAILEY_TRY(descriptor(name, std::move(value)))));
}
Result<Answer> revoke(js::Realm& realm, std::string name, std::optional<std::string> value) {
  return answer(realm.broker().revoke(BAILEY_TRY(descriptor(name, std::move(value)))));
}

constexpr js::Op kPermissionOps[] = {
    js::ungated_op<query>("query", "asks the broker"),
    js::ungated_op<request>("request", "asks the broker, and through it the person"),
    js::ungated_op<revoke>("revoke", "gives up permissions"),
};

}  // namespace

std::span<const js::Op> permission_ops() { return kPermissionOps; }

}  // namespace bailey::ops
