// The audit log of BAILEY_AUDIT_PERMISSIONS: every decision of the brokers as a line of JSON.
// docs/audit-log.md tells what the lines mean.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "cli/host.h"
#include "cli/thread_observer.h"
#include "runtime/os/append_file.h"

namespace bailey::cli {

// Thread: any.
class AuditLog final : public AccessRecord {
 public:
  // The file at `path` is made if need be and grows: an error now, not when it matters.
  static Result<std::unique_ptr<AuditLog>> open(Host& host, const std::string& path);

  // SECURITY: what cannot be written down does not happen: the process ends. Test:
  // tests/spec/permissions/audit.
  void note(const permissions::Decision& decision, const ThreadIdentity& thread) override;

 private:
  AuditLog(Host& host, os::AppendFile file) : host_(host), file_(std::move(file)) {}

  Host& host_;
  std::mutex one_at_a_time_;
  os::AppendFile file_;
};

}  // namespace bailey::cli
