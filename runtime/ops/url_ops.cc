// URL parsing by ada; https://url.spec.whatwg.org/
#include <ada.h>

#include <array>
#include <cstring>

#include "runtime/ops/all_ops.h"

namespace bailey::ops {
namespace {

using Value = v8::Local<v8::Value>;
constexpr std::size_t kOffsets = 8;  // uint32 each, as ada::url_components lays them out

void write_offsets(const ada::url_components& c, const js::MutableBytes& into) {
  const std::array<std::uint32_t, kOffsets> offsets = {c.protocol_end, c.username_end, c.host_start,
      c.host_end, c.port, c.pathname_start, c.search_start, c.hash_start};
  auto bytes = into.span();
  if (bytes.size() >= sizeof offsets) std::memcpy(bytes.data(), offsets.data(), sizeof offsets);
}

// The href, or undefined when `input` is no URL; fills `offsets`, a Uint32Array(8).
Value parse(js::Realm& realm, std::string input, std::optional<std::string> base,
    js::MutableBytes offsets) {
  ada::result<ada::url_aggregator> base_url;
  ada::url_aggregator* base_pointer = nullptr;
  if (base) {
    base_url = ada::parse<ada::url_aggregator>(*base);
    if (!base_url) return v8::Undefined(realm.isolate());
    base_pointer = &*base_url;
  }
  auto url = ada::parse<ada::url_aggregator>(input, base_pointer);
  if (!url) return v8::Undefined(realm.isolate());
  write_offsets(url->get_components(), offsets);
  return js::js_string(realm.isolate(), url->get_href());
}

bool can_parse(std::string input, std::optional<std::string> base) {
  std::string_view base_view = base ? std::string_view(*base) : std::string_view();
  return ada::can_parse(input, base ? &base_view : nullptr);
}

// The order is that of kSetters in bailey:web/url.
enum class Part : std::int32_t {
  Href,
  Protocol,
  Username,
  Password,
  Host,
  Hostname,
  Port,
  Pathname,
  Search,
  Hash
};

bool apply(ada::url_aggregator& url, Part part, std::string_view value) {
  switch (part) {
    case Part::Href:
      return url.set_href(value);
    case Part::Protocol:
      return url.set_protocol(value);
    case Part::Username:
      return url.set_username(value);
    case Part::Password:
      return url.set_password(value);
    case Part::Host:
      return url.set_host(value);
    case Part::Hostname:
      return url.set_hostname(value);
    case Part::Port:
      return url.set_port(value);
    case Part::Pathname:
      return url.set_pathname(value);
    case Part::Search:
      url.set_search(value);
      return true;
    case Part::Hash:
      url.set_hash(value);
      return true;
  }
  return false;
}

// The new href; undefined only for an href that is no URL.
Value set_part(js::Realm& realm, std::string href, std::int32_t part, std::string value,
    js::MutableBytes offsets) {
  auto url = ada::parse<ada::url_aggregator>(href);
  if (!url) return v8::Undefined(realm.isolate());
  bool done = apply(*url, static_cast<Part>(part), value);
  if (!done && static_cast<Part>(part) == Part::Href) return v8::Undefined(realm.isolate());
  write_offsets(url->get_components(), offsets);
  return js::js_string(realm.isolate(), url->get_href());
}

std::string domain_to_ascii(std::string domain) {
  auto url = ada::parse<ada::url_aggregator>("ws://" + domain);
  return url ? std::string(url->get_hostname()) : std::string();
}

constexpr js::Op kUrlOps[] = {
    js::ungated_op<parse>("parse", "works on text only"),
    js::ungated_op<can_parse>("canParse", "works on text only"),
    js::ungated_op<set_part>("setPart", "works on text only"),
    js::ungated_op<domain_to_ascii>("domainToASCII", "works on text only"),
};

}  // namespace

std::span<const js::Op> url_ops() { return kUrlOps; }

}  // namespace bailey::ops
