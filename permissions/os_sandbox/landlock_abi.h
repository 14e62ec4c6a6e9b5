// Landlock's constants and structures up to ABI 10; older kernel headers know fewer.
// https://docs.kernel.org/userspace-api/landlock.html
#pragma once

#include <cstddef>
#include <cstdint>

namespace bailey::permissions::os_sandbox {

inline constexpr int kNewestLandlockAbi = 10;

// Rights on files and folders.
inline constexpr std::uint64_t kExecute = 1ULL << 0;
inline constexpr std::uint64_t kWriteFile = 1ULL << 1;
inline constexpr std::uint64_t kReadFile = 1ULL << 2;
inline constexpr std::uint64_t kReadFolder = 1ULL << 3;
inline constexpr std::uint64_t kRemoveFolder = 1ULL << 4;
inline constexpr std::uint64_t kRemoveFile = 1ULL << 5;
inline constexpr std::uint64_t kMakeCharDevice = 1ULL << 6;
inline constexpr std::uint64_t kMakeFolder = 1ULL << 7;
inline constexpr std::uint64_t kMakeFile = 1ULL << 8;
inline constexpr std::uint64_t kMakeSocket = 1ULL << 9;
inline constexpr std::uint64_t kMakeFifo = 1ULL << 10;
inline constexpr std::uint64_t kMakeBlockDevice = 1ULL << 11;
inline constexpr std::uint64_t kMakeSymlink = 1ULL << 12;
inline constexpr std::uint64_t kRefer = 1ULL << 13;        // ABI 2
inline constexpr std::uint64_t kTruncate = 1ULL << 14;     // ABI 3
inline constexpr std::uint64_t kDeviceIoctl = 1ULL << 15;  // ABI 5
inline constexpr std::uint64_t kResolveUnix = 1ULL << 16;  // ABI 9

// Rights on ports.
inline constexpr std::uint64_t kBindTcp = 1ULL << 0;     // ABI 4
inline constexpr std::uint64_t kConnectTcp = 1ULL << 1;  // ABI 4
inline constexpr std::uint64_t kBindUdp = 1ULL << 2;     // ABI 10
inline constexpr std::uint64_t kSendUdp = 1ULL << 3;     // ABI 10

// What may not leave the domain.
inline constexpr std::uint64_t kScopeAbstractUnix = 1ULL << 0;  // ABI 6
inline constexpr std::uint64_t kScopeSignal = 1ULL << 1;        // ABI 6

// Everything an ABI knows.
constexpr std::uint64_t fs_rights(int abi) {
  if (abi < 1) return 0;
  std::uint64_t rights = (1ULL << 13) - 1;
  if (abi >= 2) rights |= kRefer;
  if (abi >= 3) rights |= kTruncate;
  if (abi >= 5) rights |= kDeviceIoctl;
  if (abi >= 9) rights |= kResolveUnix;
  return rights;
}
constexpr std::uint64_t net_rights(int abi) {
  std::uint64_t rights = 0;
  if (abi >= 4) rights |= kBindTcp | kConnectTcp;
  if (abi >= 10) rights |= kBindUdp | kSendUdp;
  return rights;
}
constexpr std::uint64_t scopes(int abi) { return abi >= 6 ? kScopeAbstractUnix | kScopeSignal : 0; }

// The rights that mean something on what is not a folder.
inline constexpr std::uint64_t kFileRights =
    kExecute | kWriteFile | kReadFile | kTruncate | kDeviceIoctl | kResolveUnix;

struct RulesetAttributes {
  std::uint64_t handled_fs;
  std::uint64_t handled_net;  // ABI 4
  std::uint64_t scoped;       // ABI 6
};

// The size an ABI's kernel knows: a longer one is an error there.
constexpr std::size_t attributes_size(int abi) {
  if (abi < 4) return offsetof(RulesetAttributes, handled_net);
  return abi < 6 ? offsetof(RulesetAttributes, scoped) : sizeof(RulesetAttributes);
}

struct __attribute__((packed)) PathRuleAttributes {
  std::uint64_t allowed;
  std::int32_t parent_fd;
};

struct PortRuleAttributes {
  std::uint64_t allowed;
  std::uint64_t port;
};

inline constexpr std::uint32_t kRulePath = 1;
inline constexpr std::uint32_t kRulePort = 2;
inline constexpr std::uint32_t kAskVersion = 1U << 0;
inline constexpr std::uint32_t kAskErrata = 1U << 1;  // ABI 7

}  // namespace bailey::permissions::os_sandbox
