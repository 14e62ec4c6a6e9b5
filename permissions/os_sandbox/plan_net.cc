// Network grants: ports become Landlock rules, families and transports seccomp filters.
#include <algorithm>

#include "permissions/net_rule.h"
#include "permissions/os_sandbox/draft.h"

namespace bailey::permissions::os_sandbox {
namespace {

constexpr std::uint16_t kDnsPort = 53;

bool is_internet(const NetRule& rule) {
  return rule.kind != HostKind::Unix && rule.kind != HostKind::Vsock;
}

bool is_name(const NetRule& rule) {
  // The group holds localhost.
  return rule.kind == HostKind::Name || rule.kind == HostKind::Wildcard ||
         rule.kind == HostKind::Private;
}

// What one book lets script reach over TCP, and what that takes.
struct Tcp {
  bool any_port = false;
  std::vector<std::uint16_t> ports;
  bool resolves_names = false;

  bool is_none() const { return !any_port && ports.empty(); }
};

Tcp tcp_of(const RuleBook<NetIndex>& book, const RuntimeNeeds& needs) {
  Tcp tcp;
  if (reach(book, needs) == Reach::Any)
    return {.any_port = true, .ports = {}, .resolves_names = true};
  for (const auto& [rule, ruling] : book.index().entries()) {
    if (ruling != Ruling::Granted || !is_internet(rule)) continue;
    if (rule.port) {
      tcp.ports.push_back(static_cast<std::uint16_t>(*rule.port));
    } else {
      tcp.any_port = true;
    }
    tcp.resolves_names = tcp.resolves_names || is_name(rule);
  }
  return tcp;
}

class NetPlanner {
 public:
  explicit NetPlanner(Draft& draft) : draft_(draft), net_(tcp_of(draft.policy.net, draft.needs)) {
    if (!draft.needs.cached_only) imports_ = tcp_of(draft.policy.computed_import, draft.needs);
  }

  void plan() {
    if (draft_.shape != Shape::Open) close();
    if (reach(draft_.policy.net, draft_.needs) == Reach::None) describe_none();
    if (reach(draft_.policy.net, draft_.needs) == Reach::Any) describe_any();
    for (const auto& [rule, ruling] : draft_.policy.net.index().entries()) {
      if (ruling == Ruling::Granted) {
        describe_grant(rule);
      } else {
        describe_denial(rule, ruling);
      }
    }
  }

 private:
  bool connects() const { return !net_.is_none() || !imports_.is_none() || uses_needed_ports(); }
  bool uses_needed_ports() const {
    return !draft_.needs.connect_ports.empty() || !draft_.needs.listen_ports.empty();
  }
  bool has_ports() const { return draft_.features.landlock_abi >= 4; }

  void close() {
    bool resolves =
        net_.resolves_names || imports_.resolves_names || !draft_.needs.connect_ports.empty();
    if (!connects()) draft_.add(Filter::NoTcp);
    if (!resolves) draft_.add(Filter::NoUdp);
    if (draft_.is_closing()) {
      if (!uses_unix_sockets(draft_)) draft_.add(Filter::NoUnix);
      if (!lists_interfaces()) draft_.add(Filter::NoNetlink);
    }
    close_ports(resolves);
    if (resolves && draft_.is_closing()) allow_name_lookup();
  }

  bool lists_interfaces() const {
    const auto& sys = draft_.policy.sys;
    return reach(sys, draft_.needs) == Reach::Any ||
           sys.index().match(SysKind::NetworkInterfaces) == Ruling::Granted;
  }

  void close_ports(bool resolves) {
    if (net_.any_port || imports_.any_port) return;
    auto known = net_rights(std::min(draft_.features.landlock_abi, kNewestLandlockAbi));
    draft_.plan.handled_net = known;
    for (std::uint16_t port : net_.ports) allow(port, kConnectTcp | kBindTcp);
    for (std::uint16_t port : imports_.ports) allow(port, kConnectTcp);
    for (std::uint16_t port : draft_.needs.connect_ports) allow(port, kConnectTcp);
    for (std::uint16_t port : draft_.needs.listen_ports) allow(port, kBindTcp);
    // Sending binds the socket to a free port first.
    if (resolves) allow(kDnsPort, kSendUdp);
    if (resolves) allow(0, kBindUdp);
  }

  void allow(std::uint16_t port, std::uint64_t rights) {
    auto& ports = draft_.plan.ports;
    auto known = std::ranges::find(ports, port, &PortRights::port);
    if (known == ports.end()) {
      ports.push_back({port, rights});
    } else {
      known->rights |= rights;
    }
  }

  // What the C library's resolver reads, some of it anew when it has changed.
  void allow_name_lookup() {
    for (const char* file : {"/etc/resolv.conf", "/etc/hosts", "/etc/host.conf",
             "/etc/nsswitch.conf", "/etc/gai.conf", "/etc/services", "/etc/protocols"})
      draft_.allow(file, kReadFile);
  }

  Row& row(std::string grant, std::string broker) {
    Row row;
    row.kind = Kind::Net;
    row.grant = std::move(grant);
    row.broker = std::move(broker);
    draft_.plan.rows.push_back(std::move(row));
    return draft_.plan.rows.back();
  }

  bool is_open(Row& row) const {
    if (draft_.shape == Shape::Open) {
      row.kernel = "nothing: the programs of --allow-run may need it";
      row.remedy = "--sandbox=require keeps those programs inside";
    } else if (!draft_.features.has_seccomp) {
      row.kernel = "nothing: no seccomp in this kernel";
    } else {
      return false;
    }
    row.enforcement = Enforcement::BrokerOnly;
    return true;
  }

  void describe_none() {
    Row& none = row("net", "refuses everything");
    if (is_open(none)) return;
    if (!connects()) {
      none.kernel = draft_.is_closing() ? "no sockets but pairs: no TCP, UDP, Unix, raw, netlink"
                                        : "no TCP and no UDP sockets";
      return;
    }
    none.enforcement = Enforcement::Wider;
    none.kernel =
        "TCP to the ports that importing and bailey itself need, name lookup; nothing else";
    none.remedy = "--cached-only, or no --allow-import";
  }

  void describe_any() {
    bool granted = draft_.policy.net.whole() == Ruling::Granted;
    Row& any = row(granted ? "--allow-net" : "net", granted ? "every host and port" : "asks");
    if (is_open(any)) return;
    if (!granted) {
      any.enforcement = Enforcement::BrokerOnly;
      any.kernel = "TCP, UDP and Unix sockets stay open: a prompt may grant any host";
      any.remedy = "add --no-prompt";
      return;
    }
    any.kernel = "TCP, UDP and Unix sockets; no raw, packet, netlink, vsock, MPTCP or SCTP";
  }

  void describe_grant(const NetRule& rule) {
    Row& own = row(flag_text(Ruling::Granted, Kind::Net, rule.to_string()), "exactly this");
    if (is_open(own)) return;
    own.enforcement = Enforcement::Wider;
    if (reach(draft_.policy.net, draft_.needs) == Reach::Any) {
      own.kernel = "nothing more: the kind is open";
      own.enforcement = Enforcement::BrokerOnly;
    } else if (rule.kind == HostKind::Unix) {
      describe_unix(own);
    } else if (rule.kind == HostKind::Vsock) {
      own.enforcement = Enforcement::Kernel;
      own.kernel = "refuses vsock altogether: bailey has no use for it";
    } else if (!rule.port || net_.any_port || imports_.any_port) {
      own.kernel = "TCP to every port; a rule without a port opens them all";
      own.remedy = "grant host:port";
    } else if (!has_ports()) {
      own.kernel = "TCP to every port: Landlock knows ports from ABI 4 (Linux 6.7) on";
    } else {
      own.kernel = "TCP port " + std::to_string(*rule.port) + " of every host";
      own.remedy = "only the broker knows hosts: --sandbox=auto, or --allow-net to allow them all";
    }
    if (is_internet(rule) && own.enforcement == Enforcement::Wider)
      own.neither = is_name(rule) ? "UDP stays open: looking up names needs it" : "";
  }

  void describe_unix(Row& own) const {
    if (draft_.features.landlock_abi >= 9) {
      own.enforcement = Enforcement::Kernel;
      own.kernel = "exactly this socket";
      return;
    }
    own.kernel = "Unix sockets of every path: Landlock knows them from ABI 9 (Linux 7.1) on";
    own.remedy = "leave it out, or use --sandbox=auto";
  }

  void describe_denial(const NetRule& rule, Ruling ruling) {
    Row& own = row(
        flag_text(ruling, Kind::Net, rule.to_string()), "refuses it, also when a name leads there");
    if (is_open(own)) return;
    if (net_.is_none()) {
      own.kernel = "refuses it: nothing grants it";
      return;
    }
    own.enforcement = Enforcement::BrokerOnly;
    own.kernel = "nothing: hosts and addresses are beyond Landlock";
    own.remedy = "only the broker knows hosts: --sandbox=auto";
  }

  Draft& draft_;
  Tcp net_;
  Tcp imports_;
};

}  // namespace

bool uses_unix_sockets(const Draft& draft) {
  if (reach(draft.policy.net, draft.needs) == Reach::Any) return true;
  return std::ranges::any_of(draft.policy.net.index().entries(), [](const NetIndex::Entry& entry) {
    return entry.ruling == Ruling::Granted && entry.rule.kind == HostKind::Unix;
  });
}

void plan_net(Draft& draft) { NetPlanner(draft).plan(); }

}  // namespace bailey::permissions::os_sandbox
