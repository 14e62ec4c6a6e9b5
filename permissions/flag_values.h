// The permission flags of a command line, as text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bailey::permissions {

enum class FlagUse : std::uint8_t { Absent, Whole, Listed };

enum class ListSource : std::uint8_t { Flag, File };

// One flag, all its occurrences together: --allow-read, or --allow-read=a,b.
struct FlagList {
  FlagUse use = FlagUse::Absent;
  std::vector<std::string> values;  // Listed; split at commas, empty parts kept
  // A file may name every kind of system information, a flag not all of them.
  ListSource source = ListSource::Flag;
};

struct KindFlags {
  FlagList allow = {};
  FlagList deny = {};
  FlagList ignore = {};  // read and env only
};

// Where `serve` listens.
struct ServeAddress {
  std::string host;  // a name or an address, without brackets
  std::uint16_t port = 0;
};

struct FlagValues {
  KindFlags read = {};
  KindFlags write = {};
  KindFlags net = {};
  KindFlags env = {};
  KindFlags sys = {};
  KindFlags run = {};
  KindFlags ffi = {};
  KindFlags import = {};
  bool allow_all = false;    // -A
  bool no_prompt = false;    // --no-prompt, or DENO_NO_PROMPT
  bool cached_only = false;  // nothing is fetched, so importing needs no leave
  // "host:port" of the URLs on the command line and of JSR_URL: joined to the default hosts.
  std::vector<std::string> import_hosts = {};
  std::optional<ServeAddress> serve = std::nullopt;
};

}  // namespace bailey::permissions
