// Network grants: ports become Landlock rules, families and transports seccomp filters.
#include <algorithm>
#include <filesystem>
#include <format>
#include <system_error>

#include "permissions/lexical_path.h"
#include "permissions/net_rule.h"
#include "permissions/os_sandbox/draft.h"

namespace bailey::permissions::os_sandbox {
namespace {

constexpr std::uint16_t kDnsPort = 53;

// Landlock watches bind(), and listen() without it takes a free port.
constexpr std::string_view kAnyListener = "native code listening at a port that the kernel picks";

constexpr std::string_view kNameLookup = "UDP stays open: looking up names needs it";

bool is_internet(const NetRule& rule) {
  return rule.kind != HostKind::Unix && rule.kind != HostKind::Vsock;
}

// Found in /etc/hosts, and where that fails taken for 127.0.0.1: never asked of a name server.
constexpr std::string_view kThisMachine = "localhost";

// Whether finding its addresses takes asking a name server.
bool is_name(const NetRule& rule) {
  return (rule.kind == HostKind::Name && rule.text != kThisMachine) ||
         rule.kind == HostKind::Wildcard;
}

// What one book lets script reach over TCP, and what that takes.
struct Tcp {
  bool any_port = false;
  std::vector<std::uint16_t> ports;
  bool resolves_names = false;
  bool reads_hosts = false;  // the file; for this machine's own name

  bool is_none() const { return !any_port && ports.empty(); }
};

Tcp tcp_of(const RuleBook<NetIndex>& book, const RuntimeNeeds& needs) {
  Tcp tcp;
  if (reach(book, needs) == Reach::Any)
    return {.any_port = true, .ports = {}, .resolves_names = true, .reads_hosts = true};
  for (const auto& [rule, ruling] : book.index().entries()) {
    if (ruling != Ruling::Granted || !is_internet(rule)) continue;
    if (rule.port) {
      tcp.ports.push_back(static_cast<std::uint16_t>(*rule.port));
    } else {
      tcp.any_port = true;
    }
    tcp.resolves_names = tcp.resolves_names || is_name(rule);
    tcp.reads_hosts = tcp.reads_hosts || is_name(rule) || rule.kind == HostKind::Name ||
                      rule.kind == HostKind::Private;
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
    if (draft_.needs.serves) describe_server();
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
  bool connects() const {
    return !net_.is_none() || !imports_.is_none() || draft_.needs.serves.has_value();
  }
  // Whether the server listens at a name of the user's choice.
  bool serves_name() const {
    auto peer = draft_.needs.serves
                    ? parse_peer(draft_.needs.serves->host, draft_.needs.serves->port)
                    : Result<NetRule>(NetRule{.kind = HostKind::Address});
    return peer && is_name(*peer);
  }
  bool has_ports() const { return draft_.features.landlock_abi >= 4; }

  void close() {
    bool resolves = net_.resolves_names || imports_.resolves_names || serves_name();
    bool reads_hosts = net_.reads_hosts || imports_.reads_hosts || draft_.needs.serves.has_value();
    if (!connects()) draft_.add(Filter::NoTcp);
    if (!resolves) draft_.add(Filter::NoUdp);
    if (draft_.is_closing()) {
      if (!uses_unix_sockets(draft_)) draft_.add(Filter::NoUnix);
      if (!lists_interfaces()) draft_.add(Filter::NoNetlink);
    }
    close_ports(resolves);
    if (reads_hosts && draft_.is_closing()) allow_name_lookup();
    allow_sockets();
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
    if (const auto& server = draft_.needs.serves)
      allow(server->port, draft_.is_strict() ? kBindTcp : kBindTcp | kConnectTcp);
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
    std::error_code ignored;
    auto servers = std::filesystem::canonical("/etc/resolv.conf", ignored).string();
    draft_.allow_beside(place_that_stays(servers), kReading);
    for (const char* file : {"/etc/resolv.conf", "/etc/hosts", "/etc/host.conf",
             "/etc/nsswitch.conf", "/etc/gai.conf", "/etc/services", "/etc/protocols"})
      draft_.allow_beside(file, kReadFile);
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
    if (imports_.is_none()) {
      none.kernel = "refuses all but the server's own port";
      return;
    }
    describe_importing(none);
  }

  // For remedies that only who asked for `require` has use for.
  void advise_strict(Row& own, std::string_view remedy) const {
    if (draft_.is_strict()) own.remedy = remedy;
  }

  // Modules are fetched by the sockets that script could use.
  void describe_importing(Row& none) const {
    if (imports_.any_port && !draft_.is_closing()) {
      auto asked = asked_words(draft_.needs);
      none.enforcement = Enforcement::BrokerOnly;
      none.kernel = std::format("nothing: {} may grant imports from any host", asked.who);
      none.remedy = std::string(asked.remedy) + " or --deny-import";
      return;
    }
    none.enforcement = Enforcement::Wider;
    none.kernel = imports_.any_port ? "TCP to every port, which importing may need; no Unix sockets"
                                    : "TCP to the ports that importing needs";
    none.neither = kAnyListener;
    if (imports_.resolves_names) none.neither += std::format("; {}", kNameLookup);
    none.remedy = "--cached-only, or no --allow-import";
  }

  // Script may also connect to where its server listens.
  void describe_server() {
    const ServeAddress& server = *draft_.needs.serves;
    Row& own = row(std::format("serve {}:{}", server.host, server.port),
        "listening on exactly this, and connecting to it");
    if (is_open(own)) return;
    if (reach(draft_.policy.net, draft_.needs) == Reach::Any) {
      describe_part_of_whole(own);
      return;
    }
    own.enforcement = Enforcement::Wider;
    advise_strict(own, "only the broker knows addresses: --sandbox=auto");
    own.neither = kAnyListener;
    auto port = server.port == 0 ? "a free TCP port" : std::format("TCP port {}", server.port);
    if (!has_ports()) {
      own.kernel = "TCP to every port: Landlock knows ports from ABI 4 (Linux 6.7) on";
    } else if (net_.any_port || imports_.any_port) {
      own.kernel = "TCP to every port, because of the other grants";
    } else if (!draft_.is_strict()) {
      own.kernel = port + " of every host, to listen and to connect";
      own.remedy = "--sandbox=require lets it listen only";
    } else {
      own.kernel = port + " of every address of this machine, to listen; nothing connects to it";
      // That is what was asked for.
      bool is_every_address = server.host == "0.0.0.0" || server.host == "::";
      if (!is_every_address) return;
      own.enforcement = Enforcement::Kernel;
      own.remedy.clear();
    }
  }

  // A rule beside a flag for the whole kind, or a question that may lead to one.
  void describe_part_of_whole(Row& own) const {
    if (draft_.policy.net.whole() == Ruling::Granted) {
      own.kernel = "nothing to refuse: --allow-net grants every host and port";
      return;
    }
    auto asked = asked_words(draft_.needs);
    own.enforcement = Enforcement::BrokerOnly;
    own.kernel = std::format("nothing: {} may grant any host", asked.who);
    own.remedy = asked.remedy;
  }

  void describe_any() {
    bool granted = draft_.policy.net.whole() == Ruling::Granted;
    auto asked = asked_words(draft_.needs);
    Row& any = row(granted ? "--allow-net" : "net",
        granted ? "every host and port" : std::string(asked.broker));
    if (is_open(any)) return;
    if (!granted) {
      any.enforcement = Enforcement::BrokerOnly;
      any.kernel =
          std::format("TCP, UDP and Unix sockets stay open: {} may grant any host", asked.who);
      any.remedy = asked.remedy;
      return;
    }
    any.kernel = "TCP, UDP and Unix sockets; no raw, packet, netlink, vsock, MPTCP or SCTP";
  }

  void describe_grant(const NetRule& rule) {
    Row& own = row(flag_text(Ruling::Granted, Kind::Net, rule.to_string()), "exactly this");
    if (is_open(own)) return;
    own.enforcement = Enforcement::Wider;
    if (reach(draft_.policy.net, draft_.needs) == Reach::Any) {
      describe_part_of_whole(own);
    } else if (rule.kind == HostKind::Unix) {
      describe_unix(rule, own);
    } else if (rule.kind == HostKind::Vsock) {
      own.enforcement = Enforcement::Kernel;
      own.kernel = "refuses vsock altogether: bailey has no use for it";
    } else {
      describe_peer(rule, own);
    }
    if (is_internet(rule) && own.enforcement == Enforcement::Wider) {
      own.neither = kAnyListener;
      if (is_name(rule)) own.neither += std::format("; {}", kNameLookup);
    }
  }

  void describe_peer(const NetRule& rule, Row& own) const {
    advise_strict(
        own, "only the broker knows hosts: --sandbox=auto, or --allow-net to allow them all");
    if (!has_ports()) {
      own.kernel = "TCP to every port: Landlock knows ports from ABI 4 (Linux 6.7) on";
    } else if (rule.port && !net_.any_port && !imports_.any_port) {
      own.kernel = "TCP port " + std::to_string(*rule.port) + " of every host";
    } else {
      own.kernel = rule.port ? "TCP to every port of every host: another grant has no port"
                             : "TCP to every port of every host";
      if (!draft_.is_strict()) own.remedy = "grant host:port to close all other ports";
    }
  }

  bool has_socket_paths() const { return draft_.features.landlock_abi >= 9; }

  // A server that starts anew makes its socket anew, of which a rule for the old one says nothing.
  std::string socket_anchor(const NetRule& rule) const {
    return nearest_existing(
        draft_.is_strict() ? rule.text : std::string(split_last(rule.text).parent));
  }

  void allow_sockets() {
    if (!has_socket_paths()) return;
    if (reach(draft_.policy.net, draft_.needs) == Reach::Any) draft_.allow("/", kResolveUnix);
    for (const auto& [rule, ruling] : draft_.policy.net.index().entries()) {
      if (ruling != Ruling::Granted || rule.kind != HostKind::Unix) continue;
      std::string anchor = socket_anchor(rule);
      if (!draft_.is_strict() || anchor == rule.text) draft_.allow(std::move(anchor), kResolveUnix);
    }
  }

  void describe_unix(const NetRule& rule, Row& own) const {
    if (!has_socket_paths()) {
      own.kernel = "Unix sockets of every path: Landlock knows them from ABI 9 (Linux 7.1) on";
      advise_strict(own, "leave it out, or use --sandbox=auto");
    } else if (!draft_.is_strict()) {
      own.kernel = "every Unix socket in " + socket_anchor(rule) + " and below";
      own.remedy = "--sandbox=require holds it to what is there at the start";
    } else if (socket_anchor(rule) != rule.text) {
      own.kernel = "it does not exist yet, and the kernel's rules are for what exists";
      own.remedy = "start its server first";
    } else {
      own.enforcement = Enforcement::Kernel;
      own.kernel = "exactly this socket, but not one that is made at its path later";
    }
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
    advise_strict(own, "only the broker knows hosts: --sandbox=auto");
  }

  Draft& draft_;
  Tcp net_;
  Tcp imports_;
};

}  // namespace

// Those of systemd-resolved, resolvconf and connman hold name servers and nothing else. That of
// NetworkManager holds secrets, and so does /etc.
std::string place_that_stays(std::string_view servers) {
  for (std::string_view folder : {"/run/systemd/resolve", "/run/resolvconf", "/run/connman"})
    if (servers.starts_with(folder) && servers.substr(folder.size()).starts_with('/'))
      return std::string(folder);
  return std::string(servers);
}

bool uses_unix_sockets(const Draft& draft) {
  if (reach(draft.policy.net, draft.needs) == Reach::Any) return true;
  return std::ranges::any_of(draft.policy.net.index().entries(), [](const NetIndex::Entry& entry) {
    return entry.ruling == Ruling::Granted && entry.rule.kind == HostKind::Unix;
  });
}

void plan_net(Draft& draft) { NetPlanner(draft).plan(); }

}  // namespace bailey::permissions::os_sandbox
