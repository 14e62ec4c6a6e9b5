// Deno.dlopen: the permission is asked for as in every version that will have it.
#include "runtime/js/convert_grants.h"
#include "runtime/ops/all_ops.h"

namespace bailey::ops {
namespace {

using permissions::FfiGrant;

Result<> load_library(const FfiGrant& library) {
  return fail(
      ErrorClass::NotSupported, "Could not open library \"" + library.as_written() +
                                    "\": this version of bailey cannot call native code yet");
}

constexpr js::Op kFfiOps[] = {
    js::op<load_library>("dlopen", "Deno.dlopen()"),
};

}  // namespace

std::span<const js::Op> ffi_ops() { return kFfiOps; }

}  // namespace bailey::ops
