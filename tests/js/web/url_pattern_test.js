// tests/js/web/url_pattern_test.js: URLPattern where the conformance data does not look.
import { assertEquals, assertThrows, runTests, test } from "../harness.js";

test("a script's RegExp.prototype.exec is not asked", () => {
  const { exec } = RegExp.prototype;
  const seen = [];
  // The module takes the engine's own when it is first needed.
  new URLPattern();
  RegExp.prototype.exec = function (text) {
    seen.push(text);
    return Reflect.apply(exec, this, [text]);
  };
  try {
    const pattern = new URLPattern({ protocol: "http{s}?", pathname: "/:id(\\d+)" });
    assertEquals(pattern.exec("https://a/12").pathname.groups, { id: "12" });
    assertEquals(pattern.test("https://a/x"), false);
  } finally {
    RegExp.prototype.exec = exec;
  }
  assertEquals(seen, []);
});

test("a group may have any name", () => {
  const { groups } = new URLPattern({ pathname: "/:__proto__/:constructor" }).exec({ pathname: "/a/b" }).pathname;
  assertEquals(Object.entries(groups), [["__proto__", "a"], ["constructor", "b"]]);
});

test("the members of an init are read once, in the order of their names", () => {
  const read = [];
  const init = new Proxy({}, { get: (_, name) => void read.push(name) });
  new URLPattern(init);
  assertEquals(read, [
    "baseURL", "hash", "hostname", "password", "pathname", "port", "protocol", "search", "username",
  ]);
});

test("what is no pattern is a TypeError", () => {
  assertThrows(() => new URLPattern("/a"), TypeError,
    'Failed to parse URLPattern from "/a": a relative input without a base URL is not valid');
  for (const pathname of ["/(", "/(\u00e9)", "/([[a-z]--", "/{a", "/:a/:a"]) {
    assertThrows(() => new URLPattern({ pathname }), TypeError);
  }
  assertThrows(() => new URLPattern({ pathname: "/a" }, "http://x"), TypeError);
  assertThrows(() => URLPattern({}), TypeError);
  assertThrows(() => URLPattern.prototype.hash, TypeError, "Illegal invocation");
  assertThrows(() => URLPattern.prototype.test.call({}), TypeError, "Illegal invocation");
});

test("case matters unless told otherwise", () => {
  const loose = new URLPattern({ pathname: "/A/:b" }, { ignoreCase: true });
  const strict = new URLPattern({ pathname: "/A/:b" });
  assertEquals([loose.test({ pathname: "/a/C" }), strict.test({ pathname: "/a/C" })], [true, false]);
});

await runTests();
