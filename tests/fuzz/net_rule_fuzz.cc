// Values of --allow-net: what is read shows itself in a form that reads the same, and covers
// itself.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "permissions/net_index.h"
#include "permissions/net_rule.h"
#include "runtime/base/check.h"

using namespace bailey::permissions;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  auto rules = parse_net_flag(text);
  if (!rules) {
    BAILEY_CHECK(!rules.error().message.empty());
    return 0;
  }
  for (const NetRule& rule : *rules) {
    // "Unix:1" is a host and a port, "unix:1" a socket that is no absolute path.
    bool is_ambiguous =
        rule.kind == HostKind::Name && (rule.text == "unix" || rule.text == "vsock");
    auto again = parse_net_rule(rule.to_string());
    BAILEY_CHECK(is_ambiguous || (again.has_value() && *again == rule));
    NetIndex index;
    index.add(rule, Ruling::Granted);
    bool is_set = rule.kind == HostKind::Subnet;
    BAILEY_CHECK(index.match(rule).has_value() != is_set);
    BAILEY_CHECK(covers(rule, rule) != is_set);
    BAILEY_CHECK(overlap(rule, rule) && !is_more_specific(rule, rule));
  }
  if (auto query = parse_net_query(text)) BAILEY_CHECK(query->kind != HostKind::Wildcard);
  if (auto peer = parse_peer(text, 80)) BAILEY_CHECK(peer->port == 80);
  return 0;
}
