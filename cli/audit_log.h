// The audit log of BAILEY_AUDIT_PERMISSIONS: every decision of the broker as a line of JSON.
#pragma once

#include <mutex>
#include <string>

#include "cli/host.h"
#include "permissions/access_observer.h"

namespace bailey::cli {

// Thread: any.
class AuditLog final : public permissions::AccessObserver {
 public:
  // Appends to the file at `path`, which is made if need be: an error now, not when it matters.
  static Result<std::unique_ptr<AuditLog>> open(Host& host, const std::string& path);

  // SECURITY: what cannot be written down does not happen: the process ends. Test:
  // tests/spec/help/environment.
  void decided(const permissions::Decision& decision) override;

 private:
  AuditLog(Host& host, permissions::WriteGrant file) : host_(host), file_(std::move(file)) {}

  Host& host_;
  permissions::WriteGrant file_;
  std::mutex one_at_a_time_;
};

}  // namespace bailey::cli
