// tests/js/web/url_test.js: URL and URLSearchParams.
import { assert, assertEquals, assertThrows, runTests, test } from "../harness.js";

test("the parts of a URL", () => {
  const url = new URL("https://user:pa%20ss@Example.com:8080/a/../b c?x=1#frag");
  assertEquals(url.href, "https://user:pa%20ss@example.com:8080/b%20c?x=1#frag");
  assertEquals([url.protocol, url.username, url.password, url.host, url.hostname, url.port],
    ["https:", "user", "pa%20ss", "example.com:8080", "example.com", "8080"]);
  assertEquals([url.pathname, url.search, url.hash, url.origin],
    ["/b%20c", "?x=1", "#frag", "https://example.com:8080"]);
  assertEquals([`${url}`, JSON.stringify({ url })], [url.href, `{"url":"${url.href}"}`]);
});

test("parts that are not there are empty", () => {
  const url = new URL("http://h");
  assertEquals([url.username, url.password, url.port, url.pathname, url.search, url.hash], ["", "", "", "/", "", ""]);
  const file = new URL("file:///x/y");
  assertEquals([file.host, file.hostname, file.pathname, file.origin], ["", "", "/x/y", "null"]);
  const opaque = new URL("data:text/plain,x?y#z");
  assertEquals([opaque.host, opaque.pathname, opaque.search, opaque.hash], ["", "text/plain,x", "?y", "#z"]);
  assertEquals([new URL("http://h?#").search, new URL("http://h?#").hash, new URL("http://h?#").href], ["", "", "http://h/?#"]);
  assertEquals(new URL("web+x:/.//p").pathname, "//p");
  assertEquals([new URL("http://u@h").username, new URL("http://:p@h").password], ["u", "p"]);
});

test("a path that looks like a host is none", () => {
  const url = new URL("web+x:/.//p");
  assertEquals([url.host, url.hostname, url.href], ["", "", "web+x:/.//p"]);
}, { except: ["deno"] });

test("origins of special URLs", () => {
  const origins = ["http://a:81/", "blob:https://q/x", "blob:d3958f5c", "file:///x", "ws://a", "foo://b", "about:blank", "ftp://f"];
  assertEquals(origins.map((text) => new URL(text).origin),
    ["http://a:81", "https://q", "null", "null", "ws://a", "null", "null", "ftp://f"]);
});

test("relative URLs need a base", () => {
  assertEquals(new URL("../c?d", "http://h/a/b").href, "http://h/c?d");
  assertEquals(new URL("//x", new URL("https://h")).href, "https://x/");
  assertThrows(() => new URL("/a", "b"), TypeError, "Invalid URL: '/a' with base 'b'");
  assertThrows(() => new URL("x"), TypeError, "Invalid URL: 'x'");
  assertThrows(() => new URL(), TypeError, "Failed to construct 'URL': 1 argument required, but only 0 present");
}, { except: ["node"] });

test("parse and canParse do not throw", () => {
  assertEquals([URL.canParse("http://a"), URL.canParse("a", "http://b"), URL.canParse("a"), URL.canParse("a", "b")],
    [true, true, false, false]);
  assertEquals([URL.parse("a"), URL.parse("a", "http://b").href], [null, "http://b/a"]);
  assert(URL.parse("http://a") instanceof URL);
  assertThrows(() => URL.canParse(), TypeError);
});

test("setters go through the parser and ignore what does not fit", () => {
  const url = new URL("http://u:p@a:8080/x?y#z");
  url.port = "";
  url.username = "";
  url.password = "";
  url.hostname = "\u00e9.com";
  url.protocol = "https";
  url.pathname = "/a b";
  url.search = "";
  url.hash = "h";
  assertEquals(url.href, "https://xn--9ca.com/a%20b#h");
  url.host = "q:1";
  url.protocol = "foo";
  url.port = "99999";
  assertEquals(url.href, "https://q:1/a%20b#h");
  assertThrows(() => (url.href = "x"), TypeError, "Invalid URL: 'x'");
  url.hash = "";
  url.search = "?a=\u20ac";
  assertEquals(url.href, "https://q:1/a%20b?a=%E2%82%AC");
}, { except: ["node"] });

test("searchParams and the URL follow each other", () => {
  const url = new URL("http://a/?x=1");
  const params = url.searchParams;
  assert(params === url.searchParams);
  params.append("y", "2 3");
  assertEquals(url.href, "http://a/?x=1&y=2+3");
  url.search = "?q=1";
  assertEquals(String(params), "q=1");
  url.href = "http://b/?z";
  assertEquals(String(params), "z=");
  params.delete("z");
  assertEquals(url.href, "http://b/");
  params.set("k", "v");
  params.sort();
  assertEquals(url.search, "?k=v");
});

test("members refuse objects of other kinds", () => {
  assertThrows(() => URL.prototype.href, TypeError, "Illegal invocation");
  assertThrows(() => URL.prototype.toString.call({}), TypeError, "Illegal invocation");
  assertThrows(() => (URL.prototype.hash = "x"), TypeError, "Illegal invocation");
  const error = assertThrows(() => URLSearchParams.prototype.get.call({}, "a"), TypeError,
    'Value of "this" must be of type URLSearchParams');
  assertEquals(error.code, "ERR_INVALID_THIS");
}, { except: ["node"] });

test("params parse the form encoding", () => {
  const parse = (text) => [...new URLSearchParams(text)];
  assertEquals(parse("?a=b&c"), [["a", "b"], ["c", ""]]);
  assertEquals(parse("??a"), [["?a", ""]]);
  assertEquals(parse("a+b=%20&&=x&=&%3d=%26"), [["a b", " "], ["", "x"], ["", ""], ["=", "&"]]);
  assertEquals(parse("a=%zz%4&b=%e2%82%ac&c=%ff%41&d=\u20ac&e=%"),
    [["a", "%zz%4"], ["b", "\u20ac"], ["c", "\ufffdA"], ["d", "\u20ac"], ["e", "%"]]);
  assertEquals(parse("a=1=2"), [["a", "1=2"]]);
});

test("what is appended while arguments are read, or pairs are, is there", () => {
  const params = new URLSearchParams();
  params.append("a", { toString: () => (params.append("b", "1"), "2") });
  assertEquals(String(params), "b=1&a=2");
  for (const [name, value] of params) if (value < 4) params.append(name, Number(value) + 2);
  assertEquals(String(params), "b=1&a=2&b=3&a=4&b=5");
});

test("params serialise the form encoding", () => {
  const params = new URLSearchParams({ "a b": "~!*'()-._", "\u20ac": "&=+%\n\ud800" });
  assertEquals(String(params), "a+b=%7E%21*%27%28%29-._&%E2%82%AC=%26%3D%2B%25%0A%EF%BF%BD");
});

test("params are made from strings, pairs and records", () => {
  assertEquals(String(new URLSearchParams([["a", 1], new Set(["b", "c"])])), "a=1&b=c");
  assertEquals(String(new URLSearchParams(new Map([["a", "b"]]))), "a=b");
  assertEquals(String(new URLSearchParams(new URLSearchParams("x=y"))), "x=y");
  assertEquals([String(new URLSearchParams(5)), String(new URLSearchParams(null)), String(new URLSearchParams())], ["5=", "null=", ""]);
  assertEquals(String(new URLSearchParams({ "\ud835x": "1", "\ufffdx": "2" })), "%EF%BF%BDx=2");
  const tuple = "Each query pair must be an iterable [name, value] tuple";
  for (const init of [[["a"]], [["a", "b", "c"]], ["ab"], [1]]) assertThrows(() => new URLSearchParams(init), TypeError, tuple);
  assertThrows(() => new URLSearchParams({ [Symbol.iterator]: 1 }), TypeError, "Query pairs must be iterable");
});

test("params can be looked up, changed and sorted", () => {
  const params = new URLSearchParams("a=1&b=2&a=3");
  assertEquals([params.get("a"), params.getAll("a"), params.get("x"), params.has("b"), params.size], ["1", ["1", "3"], null, true, 3]);
  assertEquals([params.has("a", "3"), params.has("a", "9"), params.has("a", undefined)], [true, false, true]);
  params.delete("a", "1");
  assertEquals(String(params), "b=2&a=3");
  params.set("b", "x");
  params.set("n", "y");
  params.append("b", "z");
  assertEquals(String(params), "b=x&a=3&n=y&b=z");
  params.sort();
  assertEquals(String(params), "a=3&b=x&b=z&n=y");
  const order = new URLSearchParams("z=1&\u{1F600}=2&\ufffd=3&a=4&z=0");
  order.sort();
  assertEquals([...order.keys()], ["a", "z", "z", "\u{1F600}", "\ufffd"]);
  assertThrows(() => params.get(), TypeError, 'The "name" argument must be specified');
  assertThrows(() => params.set("a"), TypeError, 'The "name" and "value" arguments must be specified');
});

test("iteration sees changes", () => {
  const params = new URLSearchParams("a=1&b=2&c=3");
  const seen = [];
  for (const [name] of params) {
    seen.push(name);
    if (name === "a") params.delete("b");
  }
  assertEquals(seen, ["a", "c"]);
  assertEquals(Object.prototype.toString.call(params.keys()), "[object URLSearchParams Iterator]");
});

await runTests();
