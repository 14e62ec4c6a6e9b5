#include "loader/lock/lockfile.h"

#include <doctest/doctest.h>

#include "loader/disk/fake_disk.h"

namespace bailey::loader {
namespace {

using Mode = Lockfile::Mode;

constexpr std::string_view kA = "c8653cae8bc7ff32a1f036b36fff8ac209990f7872ad46e5d43d48c3bdb33667";

struct Fixture {
  Lockfile load(Mode mode = Mode::Update) {
    return Lockfile::load(disk, "/app/deno.lock", mode).value();
  }
  // The error of reading `text`, after the first line.
  std::string error_for(std::string text) {
    disk.files["/app/deno.lock"] = std::move(text);
    auto lock = Lockfile::load(disk, "/app/deno.lock", Mode::Update);
    if (lock) return "";
    constexpr std::string_view kStart =
        "Failed reading lockfile at '/app/deno.lock'\n\nCaused by:\n";
    REQUIRE(lock.error().message.starts_with(kStart));
    return lock.error().message.substr(kStart.size());
  }
  // What the file holds after a module was noted in a lock file that held `text`.
  std::string updated(std::string text) {
    disk.files["/app/deno.lock"] = std::move(text);
    auto lock = load();
    lock.add_remote("http://e/a.js", kA);
    REQUIRE(lock.save(disk).has_value());
    return disk.files["/app/deno.lock"];
  }

  FakeDisk disk;
};

TEST_SUITE_BEGIN("loader/lock/lockfile");

TEST_CASE_FIXTURE(Fixture, "a new lock file is the one Deno writes") {
  auto lock = load();
  lock.add_remote("http://127.0.0.1:8391/b.js", kA);
  lock.add_remote("http://127.0.0.1:8391/a.js", kA);
  lock.add_redirect("http://127.0.0.1:8391/x.js?code=302&loc=/b.js", "http://127.0.0.1:8391/b.js");
  lock.set_dependencies({"jsr:@std/path@1", "npm:chalk@5"});
  REQUIRE(lock.save(disk).has_value());
  CHECK(disk.files["/app/deno.lock"] == R"({
  "version": "5",
  "redirects": {
    "http://127.0.0.1:8391/x.js?code=302&loc=/b.js": "http://127.0.0.1:8391/b.js"
  },
  "remote": {
    "http://127.0.0.1:8391/a.js": "c8653cae8bc7ff32a1f036b36fff8ac209990f7872ad46e5d43d48c3bdb33667",
    "http://127.0.0.1:8391/b.js": "c8653cae8bc7ff32a1f036b36fff8ac209990f7872ad46e5d43d48c3bdb33667"
  },
  "workspace": {
    "dependencies": [
      "jsr:@std/path@1",
      "npm:chalk@5"
    ]
  }
}
)");
}

TEST_CASE_FIXTURE(Fixture, "nothing is written for a program without remote modules") {
  auto lock = load();
  lock.set_dependencies({"jsr:@std/path@1"});
  REQUIRE(lock.save(disk).has_value());
  CHECK(disk.files.empty());
}

TEST_CASE_FIXTURE(Fixture, "a lock file that need not change is not touched") {
  disk.files["/app/deno.lock"] = R"({"version":"5","remote":{"http://e/a.js":"aa"}})";
  auto lock = load(Mode::Frozen);
  CHECK(lock.digest("http://e/a.js") == "aa");
  lock.add_remote("http://e/a.js", "aa");
  REQUIRE(lock.save(disk).has_value());
  CHECK(disk.written.empty());
}

TEST_CASE_FIXTURE(Fixture, "older versions are brought to the present one") {
  for (std::string text : {R"({})", R"({"version":"5"})", R"({"version":"4","remote":{}})",
           R"({"version":"2","remote":{}})", R"({"version":"5","zork":1})"}) {
    CHECK(updated(text) == "{\n  \"version\": \"5\",\n  \"remote\": {\n    \"http://e/a.js\": \"" +
                               std::string(kA) + "\"\n  }\n}\n");
  }
  CHECK(updated(R"({"http://e/q.js":"aa"})").contains("\"http://e/q.js\": \"aa\""));
  CHECK(updated(R"({"version":"3","remote":{"http://e/z":"00"}})").contains("\"http://e/z\""));
}

TEST_CASE_FIXTURE(Fixture, "what packages have in the file stays as it is") {
  auto text = updated(R"({"version":"4","specifiers":{"npm:chalk@5":"5.3.0"},
      "npm":{"chalk@5.3.0":{"integrity":"sha512-x"}},
      "workspace":{"dependencies":["npm:chalk@5"],"members":{"a":{}}}})");
  CHECK(text.contains("\"version\": \"4\",\n  \"specifiers\": {\n    \"npm:chalk@5\": \"5.3.0\""));
  CHECK(text.contains("\"integrity\": \"sha512-x\""));
  CHECK(text.contains("\"members\""));
  CHECK(text.find("\"npm\"") < text.find("\"remote\""));
}

TEST_CASE_FIXTURE(Fixture, "a lock file that makes no sense is named with what is wrong") {
  CHECK(error_for("") == "    Lockfile was empty");
  CHECK(error_for("{\"version\": \"5\",\n}")
          .starts_with("    0: Failed parsing. Lockfile may be corrupt\n    1: "));
  CHECK(error_for("{\"version\": \"5\",\n}").ends_with("at line 2 column 1"));
  CHECK(error_for("[]").ends_with("1: expected an object at line 1 column 1"));
  CHECK(error_for(R"({"version":"6"})") ==
        "    Unsupported lockfile version '6'. Try upgrading Deno or recreating the lockfile");
  CHECK(error_for(R"({"version":"x"})").contains("Unsupported lockfile version 'x'"));
  CHECK(error_for(R"({"version":5})").contains("invalid type: integer `5`, expected a string"));
  CHECK(error_for(R"({"version":"5","remote":[]})") ==
        "    0: Failed deserializing. Lockfile may be corrupt\n    1: Invalid remote section: "
        "invalid type: sequence, expected a map");
  CHECK(error_for(R"({"version":"5","redirects":{"a":5}})").contains("Invalid redirects section"));
  CHECK(error_for(R"({"version":"5","npm":5})").contains("Invalid npm section"));
}

TEST_CASE_FIXTURE(Fixture, "both sides of a merge conflict are taken, ours first") {
  disk.files["/app/deno.lock"] =
      "{\n  \"version\": \"5\",\n  \"remote\": {\n<<<<<<< HEAD\n    \"http://e/a.js\": \"aa\"\n"
      "=======\n    \"http://e/a.js\": \"bb\",\n    \"http://z/\": \"cc\"\n>>>>>>> x\n  }\n}\n";
  auto lock = load();
  CHECK(lock.digest("http://e/a.js") == "aa");
  CHECK(lock.digest("http://z/") == "cc");
  REQUIRE(lock.save(disk).has_value());
  CHECK_FALSE(disk.files["/app/deno.lock"].contains("<<<<"));
  CHECK(error_for("{\n<<<<<<< HEAD\n").contains("holds a merge conflict of Git"));
  CHECK(error_for("<<<<<<< a\n5\n=======\n{}\n>>>>>>> b\n").contains("resolve it"));
}

TEST_CASE_FIXTURE(Fixture, "a frozen lock file shows what would change, and stays") {
  disk.files["/app/deno.lock"] =
      "{\n  \"version\": \"5\",\n  \"remote\": {\n    \"http://e/a.js\": "
      "\"aa\"\n  }\n}\n";
  auto lock = load(Mode::Frozen);
  lock.add_remote("http://e/b.js", "bb");
  auto saved = lock.save(disk);
  REQUIRE_FALSE(saved.has_value());
  CHECK(saved.error().message ==
        "The lockfile is out of date. Run `deno install --frozen=false`, or rerun with "
        "`--frozen=false` to update it.\nchanges:\n4 | -    \"http://e/a.js\": \"aa\"\n4 | +    "
        "\"http://e/a.js\": \"aa\",\n5 | +    \"http://e/b.js\": \"bb\"");
  CHECK(disk.written.empty());
}

TEST_CASE_FIXTURE(Fixture, "a full disk is told with its remedy") {
  auto lock = load();
  lock.add_remote("http://e/b.js", "bb");
  disk.full = true;
  CHECK(lock.save(disk).error().message ==
        "Failed writing lockfile '/app/deno.lock'\n\nCaused by:\n    No space left on device (os "
        "error 28): write '/app/deno.lock'\n  Make room there, or run with --no-lock.");
}

TEST_CASE_FIXTURE(Fixture, "redirects are pinned") {
  disk.files["/app/deno.lock"] = R"({"version":"5","redirects":{"http://e/a":"http://e/b"}})";
  auto lock = load();
  CHECK(lock.redirect("http://e/a") == "http://e/b");
  CHECK_FALSE(lock.redirect("http://e/b").has_value());
}

TEST_CASE("a wrong digest is told in Deno's words, with the code that ends in exit code 10") {
  auto error = integrity_error("http://e/b.js", "c8", "00");
  CHECK(error.code == kIntegrityCode);
  CHECK(error.message.contains("\n\n  Specifier: http://e/b.js\n  Actual: c8\n  Expected: 00\n\n"));
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::loader
