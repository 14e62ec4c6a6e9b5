#include "loader/config/config.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "loader/disk/fake_disk.h"
#include "loader/resolve/resolver.h"

namespace bailey::loader {
namespace {

Config config_of(std::string_view text) { return Config::parse("/app/deno.json", text).value(); }
std::string error_of(std::string_view text) {
  auto config = Config::parse("/app/deno.json", text);
  return config ? "" : config.error().message;
}

TEST_SUITE_BEGIN("loader/config");

TEST_CASE("the nearest config upward is found") {
  FakeDisk disk;
  disk.files["/home/me/deno.json"] = R"({"imports": {"q": "./q.ts"}})";
  auto config = find_config(disk, "/home/me/a/b").value();
  REQUIRE(config.has_value());
  CHECK(config->url() == "file:///home/me/deno.json");
  CHECK(config->lock().path == "/home/me/deno.lock");
  Resolver resolver(config->import_map().value());
  CHECK(resolver.resolve("q", "file:///home/me/a/b/m.ts").value() == "file:///home/me/q.ts");

  disk.files["/home/me/a/deno.jsonc"] = "{}";
  CHECK(find_config(disk, "/home/me/a/b").value()->path() == "/home/me/a/deno.jsonc");
  disk.files["/home/me/a/deno.json"] = "{}";
  CHECK(find_config(disk, "/home/me/a/b").value()->path() == "/home/me/a/deno.json");
}

TEST_CASE("a package.json ends the search") {
  FakeDisk disk;
  disk.files["/home/deno.json"] = "{}";
  disk.files["/home/me/package.json"] = "{}";
  CHECK_FALSE(find_config(disk, "/home/me/a").value().has_value());
}

TEST_CASE("looking for a config touches three names a folder, and the root once") {
  FakeDisk disk;
  CHECK_FALSE(find_config(disk, "/a").value().has_value());
  CHECK(disk.asked == std::vector<std::string>{"/a/deno.json", "/a/deno.jsonc", "/a/package.json",
                          "/deno.json", "/deno.jsonc", "/package.json"});
}

TEST_CASE("a config that is named must be readable") {
  FakeDisk disk;
  CHECK(load_config(disk, "nope.json", "/tmp").error().message ==
        "Error reading config file 'file:///tmp/nope.json'.\n\nCaused by:\n    No such file or "
        "directory (os error 2)");
  disk.files["/tmp/x/my.json"] = "";
  CHECK(load_config(disk, "../tmp/./x/my.json", "/tmp").value().path() == "/tmp/x/my.json");
}

TEST_CASE("what cannot be read is named with file, line and column") {
  CHECK(error_of("{\n  \"imports\": {\n    \"a\": \"b\n  }\n}") ==
        "Failed deserializing config file 'file:///app/deno.json'.\n\nCaused by:\n    Unterminated "
        "string literal on line 3 column 10");
  CHECK(error_of("5") ==
        "Failed deserializing config file 'file:///app/deno.json'.\n\nCaused by:\n"
        "    invalid type: integer `5`, expected struct ConfigFileJson on line 1 "
        "column 1");
  CHECK(error_of(R"({"importMap": 5})") ==
        "Failed deserializing config file 'file:///app/deno.json'.\n\nCaused by:\n    invalid "
        "type: integer `5`, expected a string");
  CHECK(error_of(R"({"vendor": "x"})") ==
        "Failed deserializing config file 'file:///app/deno.json'.\n\nCaused by:\n    invalid "
        "type: string \"x\", expected a boolean");
}

TEST_CASE("an empty file is an empty config") {
  CHECK(config_of("").json().is_object());
  CHECK_FALSE(config_of(" // nothing\n").import_map().value().has_value());
  CHECK(config_of(R"({"imports": {}})").import_map().value().has_value());
  CHECK(config_of(R"({"zork": 5})").warnings().empty());
}

TEST_CASE("lock is false, a path, or both parts") {
  CHECK_FALSE(config_of(R"({"lock": false})").lock().enabled);
  CHECK(config_of(R"({"lock": "./sub/x.lock"})").lock().path == "/app/sub/x.lock");
  auto config = config_of(R"({"lock": {"path": "/etc/x", "frozen": true}})");
  CHECK(config.lock().path == "/etc/x");
  CHECK(config.lock().frozen);
  std::string refused =
      "Failed to parse \"lock\" configuration\n\nCaused by:\n    data did not "
      "match any variant of untagged enum LockConfig";
  CHECK(error_of(R"({"lock": 5})") == refused);
  CHECK(error_of(R"({"lock": {"frozen": 5}})") == refused);
  CHECK(error_of(R"({"lock": {"path": 5}})") == refused);
}

TEST_CASE("importMap is a file beside the config or a URL, and yields to imports") {
  CHECK(config_of(R"({"importMap": "im.json"})").import_map_url() == "file:///app/im.json");
  CHECK(config_of(R"({"importMap": "https://e.com/m"})").import_map_url() == "https://e.com/m");
  auto both = config_of(R"({"importMap": "im.json", "imports": {}})");
  CHECK_FALSE(both.import_map_url().has_value());
  CHECK(both.warnings() == std::vector<std::string>{
                               "Warning \"importMap\" field is ignored when \"imports\" or "
                               "\"scopes\" are specified in the config file.\n    at "
                               "file:///app/deno.json"});
}

TEST_CASE("compiler options are those that change the output") {
  auto options = config_of(R"({"compilerOptions": {"jsx": "react-jsx", "jsxImportSource": "preact",
      "experimentalDecorators": true, "emitDecoratorMetadata": true, "verbatimModuleSyntax": true,
      "strict": true}})")
                     .compiler_options();
  CHECK(options.jsx == Jsx::Automatic);
  CHECK(options.jsx_import_source == "preact");
  CHECK(options.experimental_decorators);
  CHECK(options.emit_decorator_metadata);
  CHECK(options.verbatim_module_syntax);
  CHECK(config_of(R"({"compilerOptions": {"jsxFactory": "h"}})").compiler_options().jsx_factory ==
        "h");
}

TEST_CASE("compiler options that make no sense are refused in Deno's words") {
  CHECK(error_of(R"({"compilerOptions": 5})") ==
        "compilerOptions should be an object at 'file:///app/deno.json'\n\nCaused by:\n    invalid "
        "type: integer `5`, expected a map");
  CHECK(error_of(R"({"compilerOptions": {"jsx": "foo"}})") ==
        "Unsupported 'jsx' compiler option value 'foo'. Supported: 'react-jsx', 'react-jsxdev', "
        "'react', 'precompile'\n  at file:///app/deno.json");
  CHECK(error_of(R"({"compilerOptions": {"experimentalDecorators": 5}})") ==
        "compilerOptions should be an object at 'file:///app/deno.json'\n\nCaused by:\n    invalid "
        "type: integer `5`, expected a boolean");
  CHECK(error_of(R"({"compilerOptions": {"jsxImportSource": "x"}})") ==
        "'jsxImportSource' is only supported when 'jsx' is set to 'react-jsx' or "
        "'react-jsxdev'.\n  at file:///app/deno.json");
}

TEST_CASE("ignored settings are named") {
  CHECK(config_of(R"({"compilerOptions": {"zork": 5, "allowJs": true}})").warnings() ==
        std::vector<std::string>{"Unsupported compiler options in \"file:///app/deno.json\".\n  "
                                 "The following options were ignored:\n    allowJs, zork"});
  CHECK(config_of(R"({"vendor": true})").warnings().size() == 1);
  CHECK(config_of(R"({"vendor": false})").warnings().empty());
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::loader
