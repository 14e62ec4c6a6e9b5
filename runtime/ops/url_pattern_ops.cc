// URL patterns parsed by ada, matched by V8's regular expressions in bailey:web/url_pattern;
// https://urlpattern.spec.whatwg.org/
#include <ada.h>

#include <array>

#include "runtime/ops/all_ops.h"

namespace bailey::ops {
namespace {

// What ada needs of a regular expression engine while it parses: is the source valid, and does a
// protocol's pattern match a special scheme. Only called from ops, with a context entered.
class RegexProvider {
 public:
  using regex_type = std::string;  // the source

  static std::optional<std::string> create_instance(std::string_view source, bool) {
    v8::TryCatch caught(v8::Isolate::GetCurrent());
    if (compile(source).IsEmpty()) return std::nullopt;
    return std::string(source);
  }

  static bool regex_match(std::string_view input, const std::string& source) {
    auto* isolate = v8::Isolate::GetCurrent();
    auto context = isolate->GetCurrentContext();
    v8::TryCatch caught(isolate);
    v8::Local<v8::RegExp> compiled;
    if (!compile(source).ToLocal(&compiled)) return false;
    // An `exec` of its own that is no function: script's RegExp.prototype.exec is not asked.
    auto exec = js::js_name(isolate, "exec");
    if (compiled->CreateDataProperty(context, exec, v8::Undefined(isolate)).IsNothing())
      return false;
    v8::Local<v8::Object> result;
    return compiled->Exec(context, js::js_string(isolate, input)).ToLocal(&result) &&
           result->IsArray();
  }

  // Part of what ada asks of a provider; matching is script's.
  static std::optional<std::vector<std::optional<std::string>>> regex_search(
      std::string_view input, const std::string& source) {
    if (!regex_match(input, source)) return std::nullopt;
    return std::vector<std::optional<std::string>>();
  }

 private:
  static v8::MaybeLocal<v8::RegExp> compile(std::string_view source) {
    auto* isolate = v8::Isolate::GetCurrent();
    return v8::RegExp::New(
        isolate->GetCurrentContext(), js::js_string(isolate, source), v8::RegExp::kUnicodeSets);
  }
};

// One of a pattern's eight components, as script keeps it.
struct Component {
  std::string pattern;
  std::int32_t kind = 0;  // ada::url_pattern_component_type
  std::string exact;      // what an exact match compares with
  std::string source;     // of the regular expression
  std::vector<std::string> names;
  bool has_groups = false;

  static constexpr auto kFields = std::tuple{
      js::field("pattern", &Component::pattern),
      js::field("kind", &Component::kind),
      js::field("exact", &Component::exact),
      js::field("source", &Component::source),
      js::field("names", &Component::names),
      js::field("hasGroups", &Component::has_groups),
  };
};

Component component_of(const ada::url_pattern_component<RegexProvider>& from) {
  return {.pattern = from.pattern,
      .kind = static_cast<std::int32_t>(from.type),
      .exact = from.exact_match_value,
      .source = from.regexp,
      .names = from.group_name_list,
      .has_groups = from.has_regexp_groups};
}

// The members of a URLPatternInit, in the order of kComponents in bailey:web/url_pattern, and its
// base URL last.
using InitList = std::vector<std::optional<std::string>>;
constexpr std::size_t kInitMembers = 9;

Result<ada::url_pattern_init> init_of(InitList list) {
  if (list.size() != kInitMembers) return fail(ErrorClass::TypeError, "expected nine members");
  ada::url_pattern_init init;
  std::array<std::optional<std::string>*, kInitMembers> members = {&init.protocol, &init.username,
      &init.password, &init.hostname, &init.port, &init.pathname, &init.search, &init.hash,
      &init.base_url};
  for (std::size_t i = 0; i < kInitMembers; ++i) *members[i] = std::move(list[i]);
  return init;
}

using Components = std::optional<std::vector<Component>>;

Components parsed(std::variant<std::string_view, ada::url_pattern_init> input,
    const std::string_view* base, bool ignore_case) {
  ada::url_pattern_options options{.ignore_case = ignore_case};
  auto pattern = ada::parse_url_pattern<RegexProvider>(std::move(input), base, &options);
  if (!pattern) return std::nullopt;
  std::vector<Component> components;
  for (const auto* each : {&pattern->protocol_component, &pattern->username_component,
           &pattern->password_component, &pattern->hostname_component, &pattern->port_component,
           &pattern->pathname_component, &pattern->search_component, &pattern->hash_component})
    components.push_back(component_of(*each));
  return components;
}

// The eight components; null when the pattern is invalid.
Components parse_string(std::string input, std::optional<std::string> base, bool ignore_case) {
  std::string_view base_view = base ? std::string_view(*base) : std::string_view();
  return parsed(std::string_view(input), base ? &base_view : nullptr, ignore_case);
}
Result<Components> parse_init(InitList list, bool ignore_case) {
  return parsed(BAILEY_TRY(init_of(std::move(list))), nullptr, ignore_case);
}

using Inputs = std::optional<std::vector<std::string>>;

std::string without_prefix(std::string_view text, char prefix) {
  return std::string(text.starts_with(prefix) ? text.substr(1) : text);
}

// What each component is matched against; null when the input can match nothing.
Inputs inputs_of_url(std::string input, std::optional<std::string> base) {
  ada::result<ada::url_aggregator> base_url;
  if (base) {
    base_url = ada::parse<ada::url_aggregator>(*base);
    if (!base_url) return std::nullopt;
  }
  auto url = ada::parse<ada::url_aggregator>(input, base ? &*base_url : nullptr);
  if (!url) return std::nullopt;
  auto protocol = url->get_protocol();
  protocol.remove_suffix(1);
  return std::vector<std::string>{std::string(protocol), std::string(url->get_username()),
      std::string(url->get_password()), std::string(url->get_hostname()),
      std::string(url->get_port()), std::string(url->get_pathname()),
      without_prefix(url->get_search(), '?'), without_prefix(url->get_hash(), '#')};
}
Result<Inputs> inputs_of_init(InitList list) {
  auto init = BAILEY_TRY(init_of(std::move(list)));
  auto done = ada::url_pattern_init::process(
      init, ada::url_pattern_init::process_type::url, "", "", "", "", "", "", "", "");
  if (!done) return std::nullopt;
  return std::vector<std::string>{*std::move(done->protocol), *std::move(done->username),
      *std::move(done->password), *std::move(done->hostname), *std::move(done->port),
      *std::move(done->pathname), without_prefix(*done->search, '?'), *std::move(done->hash)};
}

struct Part {
  std::int32_t type = 0;      // ada::url_pattern_part_type
  std::int32_t modifier = 0;  // ada::url_pattern_part_modifier
  std::string prefix;
  std::string value;
  std::string suffix;
  std::string name;

  static constexpr auto kFields = std::tuple{
      js::field("type", &Part::type),
      js::field("modifier", &Part::modifier),
      js::field("prefix", &Part::prefix),
      js::field("value", &Part::value),
      js::field("suffix", &Part::suffix),
      js::field("name", &Part::name),
  };
};

using Encoder = ada::result<std::string> (*)(std::string_view);

// Places in kComponents.
constexpr std::uint32_t kHostname = 3;
constexpr std::uint32_t kPathname = 5;

// How the component is made canonical, by its place in kComponents.
Result<Encoder> encoder_of(std::uint32_t component, std::string_view pattern, bool special) {
  namespace ways = ada::url_pattern_helpers;
  switch (component) {
    case 0:
      return ways::canonicalize_protocol;
    case 1:
      return ways::canonicalize_username;
    case 2:
      return ways::canonicalize_password;
    case kHostname:
      return ways::is_ipv6_address(pattern) ? ways::canonicalize_ipv6_hostname
                                            : ways::canonicalize_hostname;
    case 4:
      return ways::canonicalize_port;
    case kPathname:
      return special ? ways::canonicalize_pathname : ways::canonicalize_opaque_pathname;
    case 6:
      return ways::canonicalize_search;
    case 7:
      return ways::canonicalize_hash;
    default:
      return fail(ErrorClass::TypeError, "expected a component");
  }
}

ada::url_pattern_compile_component_options& options_of(std::uint32_t component, bool special) {
  using Options = ada::url_pattern_compile_component_options;
  if (component == kHostname) return Options::HOSTNAME;
  return component == kPathname && special ? Options::PATHNAME : Options::DEFAULT;
}

// The parts of a component's pattern string. `special`: its protocol can be a special scheme.
Result<std::optional<std::vector<Part>>> parts_of(
    std::uint32_t component, std::string pattern, bool special) {
  auto encode = BAILEY_TRY(encoder_of(component, pattern, special));
  auto list = ada::url_pattern_helpers::parse_pattern_string(
      pattern, options_of(component, special), encode);
  if (!list) return std::nullopt;
  std::vector<Part> parts;
  for (auto& each : *list)
    parts.push_back({static_cast<std::int32_t>(each.type), static_cast<std::int32_t>(each.modifier),
        std::move(each.prefix), std::move(each.value), std::move(each.suffix),
        std::move(each.name)});
  return parts;
}

// `text` as the component has it in URLs; null when it cannot be there.
Result<std::optional<std::string>> canonical_text(
    std::uint32_t component, std::string text, bool special) {
  auto encode = BAILEY_TRY(encoder_of(component, text, special));
  // Something after it, or the parser would trim what a path ends with.
  bool is_path = component == kPathname;
  if (is_path) text += '-';
  auto made = encode(text);
  if (!made) return std::nullopt;
  if (is_path) made->pop_back();
  return *std::move(made);
}

constexpr js::Op kUrlPatternOps[] = {
    js::ungated_op<parse_string>("parseString", "works on text only"),
    js::ungated_op<parse_init>("parseInit", "works on text only"),
    js::ungated_op<inputs_of_url>("inputsOfUrl", "works on text only"),
    js::ungated_op<inputs_of_init>("inputsOfInit", "works on text only"),
    js::ungated_op<parts_of>("partsOf", "works on text only"),
    js::ungated_op<canonical_text>("canonicalText", "works on text only"),
};

}  // namespace

std::span<const js::Op> url_pattern_ops() { return kUrlPatternOps; }

}  // namespace bailey::ops
