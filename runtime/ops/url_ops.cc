// URL parsing by ada; https://url.spec.whatwg.org/
#include <ada.h>

#include <array>
#include <cstring>

#include "runtime/ops/all_ops.h"
#include "runtime/ops/parsed_url.h"
#include "runtime/ops/process_parts.h"

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

std::optional<ParsedUrl> parsed(const std::string& input, const std::optional<std::string>& base) {
  if (!base) return ParsedUrl::parse(input, nullptr);
  auto base_url = ParsedUrl::parse(*base, nullptr);
  return base_url ? ParsedUrl::parse(input, &*base_url) : std::nullopt;
}

// The href, or undefined when `input` is no URL; fills `offsets`, a Uint32Array(8).
Value parse(js::Realm& realm, std::string input, std::optional<std::string> base,
    js::MutableBytes offsets) {
  auto url = parsed(input, base);
  if (!url) return v8::Undefined(realm.isolate());
  write_offsets(url->components(), offsets);
  return js::js_string(realm.isolate(), url->href());
}

bool can_parse(std::string input, std::optional<std::string> base) {
  return parsed(input, base).has_value();
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

// False when there is no such URL; a part that cannot have the value stays as it was.
bool apply(ParsedUrl& url, Part part, std::string_view value) {
  switch (part) {
    case Part::Href: {
      auto made = ParsedUrl::parse(value, nullptr);
      if (made) url = *std::move(made);
      return made.has_value();
    }
    case Part::Protocol:
      url.url().set_protocol(value);
      return true;
    case Part::Username:
      url.url().set_username(value);
      return true;
    case Part::Password:
      url.url().set_password(value);
      return true;
    case Part::Host:
      url.set_host(value);
      return true;
    case Part::Hostname:
      url.set_hostname(value);
      return true;
    case Part::Port:
      url.url().set_port(value);
      return true;
    case Part::Pathname:
      url.url().set_pathname(value);
      return true;
    case Part::Search:
      url.url().set_search(value);
      return true;
    case Part::Hash:
      url.url().set_hash(value);
      return true;
  }
  return false;
}

// The new href; undefined only for an href that is no URL.
Value set_part(js::Realm& realm, std::string href, std::int32_t part, std::string value,
    js::MutableBytes offsets) {
  auto url = ParsedUrl::parse(href, nullptr);
  if (!url || !apply(*url, static_cast<Part>(part), value)) return v8::Undefined(realm.isolate());
  write_offsets(url->components(), offsets);
  return js::js_string(realm.isolate(), url->href());
}

std::string domain_to_ascii(std::string domain) {
  auto url = ada::parse<ada::url_aggregator>("ws://" + domain);
  return url ? std::string(url->get_hostname()) : std::string();
}

void add_object_url(js::Realm& realm, std::string url, std::string type, js::ConstBytes bytes) {
  auto held = std::make_shared<const std::string>(bytes.text());
  realm.provided<ProcessParts>().object_urls.add(
      std::move(url), {std::move(type), std::move(held)});
}

void remove_object_url(js::Realm& realm, std::string url) {
  realm.provided<ProcessParts>().object_urls.remove(url);
}

constexpr js::Op kUrlOps[] = {
    js::ungated_op<parse>("parse", "works on text only"),
    js::ungated_op<can_parse>("canParse", "works on text only"),
    js::ungated_op<set_part>("setPart", "works on text only"),
    js::ungated_op<domain_to_ascii>("domainToASCII", "works on text only"),
    js::ungated_op<add_object_url>("addObjectUrl", "keeps what script has already"),
    js::ungated_op<remove_object_url>("removeObjectUrl", "forgets what script kept"),
};

}  // namespace

std::span<const js::Op> url_ops() { return kUrlOps; }

}  // namespace bailey::ops
