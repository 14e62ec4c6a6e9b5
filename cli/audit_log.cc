#include "cli/audit_log.h"

#include <chrono>
#include <format>

#include <nlohmann/json.hpp>

#include "runtime/os/whole_file.h"

namespace bailey::cli {
namespace {

constexpr os::WriteFileOptions kAppend{.placement = os::WritePlacement::Append};

std::string line_for(const permissions::Decision& decision) {
  auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  nlohmann::ordered_json line = {{"v", 1}, {"datetime", std::format("{:%FT%TZ}", now)},
      {"permission", permissions::kind_name(decision.kind)}, {"value", nullptr}};
  if (decision.value) line["value"] = *decision.value;
  // Names come from scripts: they may hold any bytes.
  return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

std::span<const std::uint8_t> bytes_of(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

}  // namespace

Result<std::unique_ptr<AuditLog>> AuditLog::open(Host& host, const std::string& path) {
  auto file = BAILEY_TRY(host.authority().write(host.paths(), path));
  if (auto written = os::write_file(file, {}, kAppend); !written)
    return fail(
        written.error().error_class, "cannot write the audit log: " + written.error().message);
  return std::unique_ptr<AuditLog>(new AuditLog(host, std::move(file)));
}

void AuditLog::decided(const permissions::Decision& decision) {
  auto line = line_for(decision);
  std::scoped_lock lock(one_at_a_time_);
  auto written = os::write_file(file_, bytes_of(line), kAppend);
  if (written) return;
  host_.show_error("cannot write the audit log: " + written.error().message);
  host_.end(1);
}

}  // namespace bailey::cli
