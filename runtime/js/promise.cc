#include "runtime/js/promise.h"

namespace bailey::js {

PendingPromise::PendingPromise(Realm& realm)
    : realm_(&realm),
      resolver_(realm.isolate(), v8::Promise::Resolver::New(realm.context()).ToLocalChecked()),
      hold_(realm.loop()) {}

void PendingPromise::resolve_undefined() {
  Turn turn(*realm_);
  settle(Outcome::Resolve, v8::Undefined(realm_->isolate()));
}

void PendingPromise::reject(const Error& error) {
  Turn turn(*realm_);
  settle(Outcome::Reject, error_to_js(*realm_, error));
}

void PendingPromise::settle(Outcome outcome, v8::Local<v8::Value> value) {
  hold_.unref();
  auto resolver = resolver_.Get(realm_->isolate());
  // Nothing when the isolate is being terminated: nobody will look at the promise again.
  if (outcome == Outcome::Resolve)
    (void)resolver->Resolve(realm_->context(), value);
  else
    (void)resolver->Reject(realm_->context(), value);
  resolver_.Reset();
}

v8::Local<v8::Promise> rejected_promise(Realm& realm, const Error& error) {
  auto resolver = v8::Promise::Resolver::New(realm.context()).ToLocalChecked();
  resolver->Reject(realm.context(), error_to_js(realm, error)).Check();
  return resolver->GetPromise();
}

}  // namespace bailey::js
