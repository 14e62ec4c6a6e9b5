#include "cli/prompt_text.h"

#include <doctest/doctest.h>

namespace bailey::cli {
namespace {

using permissions::Answer;
using permissions::Kind;
using permissions::Question;

TEST_SUITE_BEGIN("cli/prompt_text");

TEST_CASE("what a terminal obeys is written out") {
  CHECK(visible("/tmp/x\x1b[2K\r\n\t\x7f") == "/tmp/x\\u{1b}[2K\\u{d}\\u{a}\\u{9}\\u{7f}");
  CHECK(visible("\u009b31m") == "\\u{9b}31m");
}

TEST_CASE("what reorders or hides text is written out") {
  CHECK(visible("a\u202eb\u2066c") == "a\\u{202e}b\\u{2066}c");
  CHECK(visible("a\u200bb\ufeffc\u00add") == "a\\u{200b}b\\u{feff}c\\u{ad}d");
  CHECK(visible("a\u3164b\U000e0041") == "a\\u{3164}b\\u{e0041}");
  CHECK(visible("a\u00a0b\u2028c\u3000") == "a\\u{a0}b\\u{2028}c\\u{3000}");
}

TEST_CASE("what people write stays as it is") {
  CHECK(visible("/home/é/文件 ☃/😀 a.txt") == "/home/é/文件 ☃/😀 a.txt");
}

TEST_CASE("bytes that are no text are written out one by one") {
  CHECK(visible("a\xff\xc3z") == "a\\x{ff}\\x{c3}z");
  CHECK(visible("\xe2\x80") == "\\x{e2}\\x{80}");
}

TEST_CASE("the box has Deno's lines") {
  Question question{
      .kind = Kind::Read, .access = "read access to \"a.txt\"", .api_name = "Deno.stat()"};
  PromptText text(question, {}, js::Colors::Off);
  CHECK(text.box() ==
        "┏ ⚠️  bailey requests read access to \"a.txt\".\n"
        "┠─ Requested by `Deno.stat()` API.\n"
        "┠─ To see a stack trace for this prompt, set the DENO_TRACE_PERMISSIONS environmental "
        "variable.\n"
        "┠─ Learn more at: https://docs.deno.com/go/--allow-read\n"
        "┠─ Run again with --allow-read to bypass this prompt.\n"
        "┗ Allow? [y/n/A] (y = yes, allow; n = no, deny; A = allow all read permissions) > ");
  CHECK(text.lines() == 6);
  CHECK(text.result(Answer::Allow) == "✅ Granted read access to \"a.txt\".\n");
  CHECK(text.result(Answer::Deny) == "❌ Denied read access to \"a.txt\".\n");
  CHECK(text.result(Answer::AllowAll) == "✅ Granted all read access.\n");
}

TEST_CASE("frames take the place of the hint, and an API without a name of its line") {
  Question question{.kind = Kind::Env, .access = "env access", .api_name = {}};
  PromptText text(question, {"f (file:///a\x1b.js:1:2)", "file:///a.js:9:1"}, js::Colors::Off);
  CHECK(
      text.box().starts_with("┏ ⚠️  bailey requests env access.\n"
                             "┃  ├─ f (file:///a\\u{1b}.js:1:2)\n"
                             "┃  └─ file:///a.js:9:1\n"
                             "┠─ Learn more at:"));
  CHECK(text.lines() == 6);
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::cli
