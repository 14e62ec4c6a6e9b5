// Every family of native functions that builtins can import.
#pragma once

#include <span>

#include "runtime/js/op.h"

namespace bailey::ops {

// In a fixed order: snapshots depend on it.
std::span<const js::OpFamily> all_ops();

// One function per family, in <family>_ops.cc.
std::span<const js::Op> compression_ops();
std::span<const js::Op> console_ops();
std::span<const js::Op> core_ops();
std::span<const js::Op> crypto_ops();
std::span<const js::Op> encoding_ops();
std::span<const js::Op> env_ops();
std::span<const js::Op> fetch_ops();
std::span<const js::Op> ffi_ops();
std::span<const js::Op> file_ops();
std::span<const js::Op> fs_ops();
std::span<const js::Op> inspect_ops();
std::span<const js::Op> net_ops();
std::span<const js::Op> permission_ops();
std::span<const js::Op> process_ops();
std::span<const js::Op> sys_ops();
std::span<const js::Op> serve_ops();
std::span<const js::Op> timer_ops();
std::span<const js::Op> tls_ops();
std::span<const js::Op> url_ops();
std::span<const js::Op> url_pattern_ops();
std::span<const js::Op> worker_ops();

}  // namespace bailey::ops
