#include "loader/resolve/specifier.h"

#include <doctest/doctest.h>

namespace bailey::loader {
namespace {

std::string resolved(std::string_view specifier, std::string_view referrer = "file:///app/m.ts") {
  auto url = resolve_specifier(specifier, referrer);
  return url ? *url : "! " + url.error().message;
}
std::string main_url(std::string_view argument) {
  auto url = main_module_url(argument, "/home/me");
  return url ? *url : "! " + url.error().message;
}

TEST_SUITE_BEGIN("loader/resolve/specifier");

// The expectations of this file were recorded from Deno.
TEST_CASE("without a map a specifier is a URL, relative or not, or an error") {
  CHECK(resolved("./b.js") == "file:///app/b.js");
  CHECK(resolved("../b.js?x#y") == "file:///b.js?x#y");
  CHECK(resolved("/b.js", "https://e.com/x/y.js") == "https://e.com/b.js");
  CHECK(resolved("//x") == "file://x/");
  CHECK(resolved("  https://e.com/a ") == "https://e.com/a");
  CHECK(resolved("npm:/chalk@5/") == "npm:chalk@5");
  CHECK(resolved("foo:bar") == "foo:bar");
  CHECK(resolved("foo") == "! Import \"foo\" not a dependency");
  CHECK(resolved("") == "! Import \"\" not a dependency");
  CHECK(resolved("\\x") == "! Import \"\\x\" not a dependency");
  CHECK(resolved("http:") == "! invalid URL: empty host");
  CHECK(resolved("http://[") == "! invalid URL: invalid IPv6 address");
  CHECK(resolved("http://e:99999/x") == "! invalid URL: invalid port number");
  CHECK(resolved("./x.js", "data:text/javascript,1") ==
        "! invalid URL: relative URL with a cannot-be-a-base base");
}

TEST_CASE("the hint below a bare name proposes the registries that can have it") {
  CHECK(dependency_hint("foo") ==
        "  hint: If you want to use the npm package, try running `deno "
        "add npm:foo`");
  CHECK(dependency_hint("@z/z") ==
        "  hint: If you want to use a JSR or npm package, try running "
        "`deno add jsr:@z/z` or `deno add npm:@z/z`");
  CHECK(dependency_hint("./foo") == "");
  CHECK(dependency_hint("http:") == "");
}

TEST_CASE("the program is a URL or a path from the working directory") {
  CHECK(main_url("p.js") == "file:///home/me/p.js");
  CHECK(main_url("./a/../p.js") == "file:///home/me/p.js");
  CHECK(main_url("../../../p.js") == "file:///p.js");
  CHECK(main_url("/x//y/./z.js") == "file:///x/y/z.js");
  CHECK(main_url("") == "file:///home/me");
  CHECK(main_url("/") == "file:///");
  CHECK(main_url("sp ace.js") == "file:///home/me/sp%20ace.js");
  CHECK(main_url("h#a?sh%41.js") == "file:///home/me/h%23a%3Fsh%2541.js");
  CHECK(main_url("file:p.js") == "file:///p.js");
  CHECK(main_url("http:") == "! empty host");
  CHECK(main_url("http://a:b/") == "! invalid port number");
  CHECK(main_url("http://a b/") == "! invalid international domain name");
  CHECK(main_url("http://1.2.3.999/") == "! invalid IPv4 address");
  CHECK(main_url("https://?x") == "! empty host");
  CHECK(main_url("http://[::1") == "! invalid IPv6 address");
  CHECK(main_url("HTTP://E.com/X") == "http://e.com/X");
  CHECK(main_url("data:,console.log(1)") == "data:,console.log(1)");
}

TEST_CASE("Node's modules are known by their bare names") {
  CHECK(is_node_builtin("fs/promises"));
  CHECK(is_node_builtin("sqlite"));
  CHECK_FALSE(is_node_builtin("sea"));
  CHECK_FALSE(is_node_builtin("node:fs"));
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::loader
