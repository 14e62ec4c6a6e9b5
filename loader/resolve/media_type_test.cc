#include "loader/resolve/media_type.h"

#include <doctest/doctest.h>

namespace bailey::loader {
namespace {

using enum MediaType;

TEST_SUITE_BEGIN("loader/resolve/media_type");

TEST_CASE("names tell by their extension, whatever its case") {
  CHECK(media_type_of_name("/a/b.TS") == TypeScript);
  CHECK(media_type_of_name("b.d.mts") == Dmts);
  CHECK(media_type_of_name("b.d.ts") == Dts);
  CHECK(media_type_of_name("b.d.js") == JavaScript);
  CHECK(media_type_of_name("/a.ts/b") == Unknown);
  CHECK(media_type_of_name("/.ts") == Unknown);
  CHECK(media_type_of_name("b.html") == Unknown);
  CHECK(media_type_of_name("b.json5") == Json5);
}

TEST_CASE("a specific content type beats the extension, a vague one does not") {
  CHECK(media_type_of("https://e/a.js", "application/typescript") == TypeScript);
  CHECK(media_type_of("https://e/a.ts", "application/javascript; charset=utf-8") == JavaScript);
  CHECK(media_type_of("https://e/a.mts?x", "video/mp2t") == Mts);
  CHECK(media_type_of("https://e/a.mjs", "TEXT/JavaScript") == Mjs);
  CHECK(media_type_of("https://e/a.js", "text/html") == JavaScript);
  CHECK(media_type_of("https://e/a.ts", "text/plain") == TypeScript);
  CHECK(media_type_of("https://e/a.ts", "") == TypeScript);
  CHECK(media_type_of("https://e/a.js", "application/ld+json") == Json);
  CHECK(media_type_of("https://e/a", "text/tsx") == Tsx);
  CHECK(media_type_of("https://e/a", "foo/bar") == Unknown);
}

TEST_CASE("a data: URL declares its own type") {
  CHECK(media_type_of("data:application/typescript;base64,eA==", "") == TypeScript);
  CHECK(media_type_of("data:text/javascript,a.ts", "") == JavaScript);
  CHECK(media_type_of("data:,a.ts", "") == Unknown);
  CHECK(media_type_of("data:nocomma", "") == Unknown);
}

TEST_CASE("--ext takes the extensions of scripts") {
  CHECK(media_type_of_extension("tsx") == Tsx);
  CHECK_FALSE(media_type_of_extension("json").has_value());
  CHECK_FALSE(media_type_of_extension(".ts").has_value());
}

TEST_CASE("the charset is a parameter of the content type") {
  CHECK(charset_of("text/javascript; charset=\"UTF-16\" ; x=y") == "UTF-16");
  CHECK(charset_of("text/javascript;x=y;Charset=latin1") == "latin1");
  CHECK(charset_of("text/javascript") == "");
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::loader
