#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netpacket/packet.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <format>
#include <map>
#include <memory>
#include <span>

#include "runtime/base/os_error.h"
#include "runtime/os/grant_kind.h"
#include "runtime/os/system_info.h"

namespace bailey::os {
namespace {

using AddressBytes = std::span<const std::uint8_t>;

AddressBytes bytes_of(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    const auto& v4 = reinterpret_cast<const sockaddr_in&>(address).sin_addr;
    return {reinterpret_cast<const std::uint8_t*>(&v4), sizeof v4};
  }
  const auto& v6 = reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
  return {reinterpret_cast<const std::uint8_t*>(&v6), sizeof v6};
}

std::string text_of(const sockaddr& address) {
  char text[INET6_ADDRSTRLEN] = {};
  ::inet_ntop(address.sa_family, bytes_of(address).data(), text, sizeof text);
  return text;
}

int prefix_length(const sockaddr& netmask) {
  int bits = 0;
  for (std::uint8_t byte : bytes_of(netmask)) bits += std::popcount(byte);
  return bits;
}

std::string mac_of(const sockaddr_ll& link) {
  std::string text;
  for (int i = 0; i < 6; ++i)
    text += std::format("{}{:02x}", i == 0 ? "" : ":", i < link.sll_halen ? link.sll_addr[i] : 0);
  return text;
}

NetworkInterface describe(const ifaddrs& entry) {
  NetworkInterface found;
  bool is_v4 = entry.ifa_addr->sa_family == AF_INET;
  found.family = is_v4 ? "IPv4" : "IPv6";
  found.name = entry.ifa_name;
  found.address = text_of(*entry.ifa_addr);
  if (!is_v4) found.scope_id = reinterpret_cast<const sockaddr_in6*>(entry.ifa_addr)->sin6_scope_id;
  int length = is_v4 ? 32 : 128;
  if (entry.ifa_netmask != nullptr && entry.ifa_netmask->sa_family == entry.ifa_addr->sa_family) {
    found.netmask = text_of(*entry.ifa_netmask);
    length = prefix_length(*entry.ifa_netmask);
  }
  found.cidr = std::format("{}/{}", found.address, length);
  found.mac = "00:00:00:00:00:00";
  return found;
}

}  // namespace

Result<std::vector<NetworkInterface>> network_interfaces(const permissions::SysGrant& grant) {
  BAILEY_TRY(internal::expect_kind(grant, permissions::SysKind::NetworkInterfaces));
  ifaddrs* list = nullptr;
  if (::getifaddrs(&list) != 0) return os_failure(errno, "");
  std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> owned(list, &::freeifaddrs);

  std::vector<NetworkInterface> interfaces;
  std::map<std::string, std::string> macs;
  for (const ifaddrs* entry = list; entry != nullptr; entry = entry->ifa_next) {
    if (entry->ifa_addr == nullptr) continue;
    auto family = entry->ifa_addr->sa_family;
    if (family == AF_PACKET)
      macs[entry->ifa_name] = mac_of(*reinterpret_cast<const sockaddr_ll*>(entry->ifa_addr));
    else if ((family == AF_INET || family == AF_INET6) && (entry->ifa_flags & IFF_UP) != 0)
      interfaces.push_back(describe(*entry));
  }
  for (auto& interface : interfaces)
    if (auto mac = macs.find(interface.name); mac != macs.end()) interface.mac = mac->second;
  std::ranges::stable_sort(interfaces, {}, [](const auto& one) { return one.family; });
  return interfaces;
}

}  // namespace bailey::os
