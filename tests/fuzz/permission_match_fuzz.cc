// Rules and a question, both random: the indexes find what trying every rule finds.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "permissions/lexical_path.h"
#include "permissions/net_rule.h"
#include "runtime/base/check.h"
#include "tests/support/slow_match.h"

using namespace bailey;
using namespace bailey::permissions;

// The first line is the question, each later one a ruling (its first byte) and a rule.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  std::string_view question = text.substr(0, text.find('\n'));
  PathIndex paths;
  NetIndex hosts;
  std::vector<std::pair<std::string, Ruling>> path_rules;
  std::vector<std::pair<NetRule, Ruling>> host_rules;
  for (auto rest = text.substr(question.size()); !rest.empty();) {
    rest.remove_prefix(1);
    std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(line.size());
    if (line.empty()) continue;
    auto ruling = static_cast<Ruling>(static_cast<unsigned char>(line[0]) % 4);
    auto path = normalise("/", line.substr(1));
    paths.add({path, path}, ruling);
    path_rules.emplace_back(std::move(path), ruling);
    if (auto rule = parse_net_rule(line.substr(1))) {
      hosts.add(*rule, ruling);
      host_rules.emplace_back(*std::move(rule), ruling);
    }
  }
  auto path = normalise("/", question);
  BAILEY_CHECK(paths.match(path) == tests::match_slowly(path_rules, path));
  if (auto peer = parse_net_query(question)) {
    BAILEY_CHECK(hosts.match(*peer) == tests::match_slowly(host_rules, *peer));
  }
  return 0;
}
