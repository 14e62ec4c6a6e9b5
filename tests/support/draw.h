// Permission rules and questions drawn at random, the same for the same seed.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "permissions/flag_values.h"
#include "permissions/ruling.h"
#include "permissions/state.h"
#include "tests/support/broker_fixture.h"

namespace bailey::tests {

// Draws from small sets, so that rules meet often.
class Draw {
 public:
  explicit Draw(unsigned seed) : random_(seed) {}

  int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(random_); }

  template <std::size_t N>
  std::string_view one_of(const std::array<std::string_view, N>& choices) {
    return choices[static_cast<std::size_t>(below(static_cast<int>(N)))];
  }

  std::string path() {
    constexpr std::array<std::string_view, 5> kNames = {"/a", "/b", "/ab", "/a-b", "/a.b"};
    std::string text;
    for (int depth = below(4); depth >= 0; --depth) text += one_of(kNames);
    return below(12) == 0 ? "/" : text;
  }

  std::string port() { return below(2) == 0 ? "" : below(2) == 0 ? ":80" : ":81"; }

  std::string host() {
    constexpr std::array<std::string_view, 13> kHosts = {"b", "a.b", "c.a.b", "xa.b", "10.0.0.1",
        "10.1.2.3", "[::1]", "[::ffff:10.0.0.1]", "localhost", "11.0.0.1", "unix:/a", "vsock:1:2",
        "private."};
    auto host = one_of(kHosts);
    bool may_have_port = !host.starts_with("unix") && !host.starts_with("vsock");
    return std::string(host) + (may_have_port ? port() : "");
  }

  std::string host_rule() {
    constexpr std::array<std::string_view, 9> kSets = {"*.b", "*.a.b", "10.0.0.0/8", "10.1.0.0/16",
        "0.0.0.0/0", "10.0.0.0/31", "*.xa.b", "private", "*.localhost"};
    return below(2) == 0 ? host() : std::string(one_of(kSets)) + port();
  }

  // An IPv4 address in its plain form.
  std::string address() {
    constexpr std::array<std::string_view, 6> kAddresses = {
        "10.0.0.1", "10.1.2.3", "127.0.0.1", "11.0.0.1", "169.254.169.254", "8.8.8.8"};
    return std::string(one_of(kAddresses));
  }

  std::string variable() {
    constexpr std::array<std::string_view, 6> kNames = {"A", "AB", "ABC", "B", "ABD", "BA"};
    return std::string(one_of(kNames));
  }

  std::string variable_rule() { return variable() + (below(2) == 0 ? "*" : ""); }

  permissions::Ruling ruling() { return static_cast<permissions::Ruling>(below(4)); }

  template <class Make>
  permissions::FlagList flag(Make make) {
    switch (below(4)) {
      case 0:
        return {};
      case 1:
        return whole();
      default:
        permissions::FlagList list{.use = permissions::FlagUse::Listed, .values = {}};
        for (int i = below(5); i >= 0; --i) list.values.push_back(make());
        return list;
    }
  }

  std::string sys_kind() {
    constexpr std::array<std::string_view, 5> kNames = {
        "hostname", "uid", "loadavg", "gid", "osRelease"};
    return std::string(one_of(kNames));
  }

  std::string program() {
    constexpr std::array<std::string_view, 5> kNames = {
        "ls", "cat", "/bin/ls", "/usr/bin/cat", "/opt/tool"};
    return std::string(one_of(kNames));
  }

  // What a flag for `kind` may list.
  std::string rule(permissions::Kind kind) {
    switch (kind) {
      case permissions::Kind::Net:
      case permissions::Kind::Import:
        return host_rule();
      case permissions::Kind::Env:
        return variable_rule();
      default:
        return value(kind);
    }
  }

  // One thing of `kind` that script may ask for.
  std::string value(permissions::Kind kind) {
    switch (kind) {
      case permissions::Kind::Read:
      case permissions::Kind::Write:
      case permissions::Kind::Ffi:
        return path();
      case permissions::Kind::Net:
      case permissions::Kind::Import:
        return host();
      case permissions::Kind::Env:
        return variable();
      case permissions::Kind::Sys:
        return sys_kind();
      case permissions::Kind::Run:
        return program();
    }
    return "";
  }

  permissions::KindFlags kind_flags(permissions::Kind kind) {
    auto a_rule = [this, kind] { return rule(kind); };
    return {.allow = flag(a_rule), .deny = flag(a_rule)};
  }

  // Flags of read, net and env, where rules can be hidden too.
  permissions::FlagValues flags() {
    using enum permissions::Kind;
    permissions::FlagValues flags{.no_prompt = true};
    flags.read = kind_flags(Read);
    flags.read.ignore = flag([this] { return path(); });
    flags.net = kind_flags(Net);
    flags.env = kind_flags(Env);
    flags.env.ignore = flag([this] { return variable_rule(); });
    return flags;
  }

  template <class T>
  void shuffle(std::vector<T>& values) {
    std::ranges::shuffle(values, random_);
  }

 private:
  std::mt19937 random_;
};

}  // namespace bailey::tests
