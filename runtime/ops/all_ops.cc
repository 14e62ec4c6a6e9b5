#include "runtime/ops/all_ops.h"

namespace bailey::ops {

std::span<const js::OpFamily> all_ops() {
  static const js::OpFamily kFamilies[] = {
      {"compression", compression_ops()},
      {"console", console_ops()},
      {"core", core_ops()},
      {"crypto", crypto_ops()},
      {"encoding", encoding_ops()},
      {"env", env_ops()},
      {"fetch", fetch_ops()},
      {"ffi", ffi_ops()},
      {"file", file_ops()},
      {"fs", fs_ops()},
      {"inspect", inspect_ops()},
      {"net", net_ops()},
      {"permissions", permission_ops()},
      {"process", process_ops()},
      {"sys", sys_ops()},
      {"serve", serve_ops()},
      {"timers", timer_ops()},
      {"tls", tls_ops()},
      {"url", url_ops()},
      {"url_pattern", url_pattern_ops()},
      {"worker", worker_ops()},
  };
  return kFamilies;
}

}  // namespace bailey::ops
