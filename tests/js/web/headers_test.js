// tests/js/web/headers_test.js: Headers.
import { assert, assertEquals, assertThrows, runTests, test } from "../harness.js";

test("names match in any case and equal names combine", () => {
  const headers = new Headers([["X-One", "1"], ["x-one", "2"]]);
  assertEquals([headers.get("X-ONE"), headers.has("x-One"), headers.get("none"), headers.has("none")],
    ["1, 2", true, null, false]);
});

test("iteration is sorted, combined, and in lower case", () => {
  const headers = new Headers([["Zed", "1"], ["Alpha", "2"], ["zed", "3"]]);
  assertEquals([...headers], [["alpha", "2"], ["zed", "1, 3"]]);
  assertEquals([...headers.keys()], ["alpha", "zed"]);
  assertEquals([...headers.values()], ["2", "1, 3"]);
  const seen = [];
  headers.forEach(function (value, name, self) {
    seen.push(this.tag, value, name, self === headers);
  }, { tag: "t" });
  assertEquals(seen, ["t", "2", "alpha", true, "t", "1, 3", "zed", true]);
});

test("each Set-Cookie stays on its own when iterated", () => {
  const headers = new Headers([["set-cookie", "a=1"], ["Set-Cookie", "b=2"], ["x", "y"]]);
  assertEquals([...headers], [["set-cookie", "a=1"], ["set-cookie", "b=2"], ["x", "y"]]);
  assertEquals(headers.getSetCookie(), ["a=1", "b=2"]);
  assertEquals(headers.get("set-cookie"), "a=1, b=2");
  assertEquals(new Headers().getSetCookie(), []);
});

test("set replaces the first and drops the others, append adds", () => {
  const headers = new Headers([["a", "1"], ["b", "2"], ["a", "3"]]);
  headers.set("A", "new");
  headers.append("b", "more");
  assertEquals([...headers], [["a", "new"], ["b", "2, more"]]);
  headers.delete("B");
  headers.delete("absent");
  assertEquals([...headers], [["a", "new"]]);
});

test("values lose the white space around them", () => {
  assertEquals([...new Headers({ a: " x\t", b: "", c: "\r\n y z \n", d: "\x80" })],
    [["a", "x"], ["b", ""], ["c", "y z"], ["d", "\x80"]]);
});

test("iteration follows changes made meanwhile", () => {
  const headers = new Headers({ b: "1" });
  const seen = [];
  for (const [name] of headers) {
    seen.push(name);
    if (name === "b") headers.append("c", "2");
  }
  assertEquals(seen, ["b", "c"]);
});

test("bad names and values are refused in Deno's words", () => {
  const headers = new Headers();
  assertThrows(() => headers.append("a b", "c"), TypeError, 'Invalid header name: "a b"');
  assertThrows(() => headers.get(""), TypeError, 'Invalid header name: ""');
  assertThrows(() => headers.set("a", "x\0y"), TypeError, 'Invalid header value: "x\0y"');
  assertThrows(() => headers.set("a", "x\r\ny: z"), TypeError, 'Invalid header value: "x\r\ny: z"');
  assertThrows(() => headers.get("\u20ac"), TypeError,
    "Failed to execute 'get' on 'Headers': Argument 1 is not a valid ByteString");
  assertThrows(() => new Headers({ a: "\u20ac" }), TypeError,
    "Failed to construct 'Headers': Argument 1 is not a valid ByteString");
  assertThrows(() => headers.append("a"), TypeError,
    "Failed to execute 'append' on 'Headers': 2 arguments required, but only 1 present");
}, { except: ["node"] });

test("the constructor takes records, pairs and Headers, and nothing else", () => {
  assertEquals([...new Headers(new Headers({ a: "b" }))], [["a", "b"]]);
  assertEquals([...new Headers(new Map([["a", "b"]]))], [["a", "b"]]);
  assertEquals([...new Headers(Object.create({ inherited: "x" }, { own: { value: "1", enumerable: true } }))],
    [["own", "1"]]);
  const type = "Failed to construct 'Headers': Argument 1 The provided value is not of type " +
    "'(sequence<sequence<ByteString>> or record<ByteString, ByteString>)'";
  for (const value of [null, 1]) assertThrows(() => new Headers(value), TypeError, type);
  assertThrows(() => new Headers([["a"]]), TypeError, "Invalid header: length must be 2, but is 1");
  assertThrows(() => new Headers(["ab"]), TypeError,
    "Failed to construct 'Headers': Argument 1, index 0 can not be converted to sequence.");
}, { except: ["node"] });

test("a symbol is no header name", () => {
  assertThrows(() => new Headers({ [Symbol("s")]: "x" }), TypeError);
}, { except: ["deno"] });

test("a record is read as Web IDL says", () => {
  const log = [];
  const record = new Proxy({ a: "1", b: "2" }, {
    ownKeys: (target) => (log.push("ownKeys"), Reflect.ownKeys(target)),
    getOwnPropertyDescriptor: (target, key) => (log.push(`describe ${key}`), Reflect.getOwnPropertyDescriptor(target, key)),
    get: (target, key) => (log.push(`get ${String(key)}`), target[key]),
  });
  new Headers(record);
  assertEquals(log, ["get Symbol(Symbol.iterator)", "ownKeys", "describe a", "get a", "describe b", "get b"]);
});

test("methods refuse objects of other kinds", () => {
  assertThrows(() => Headers.prototype.get.call({}, "a"), TypeError, "Illegal invocation");
  assertThrows(() => Headers.prototype.entries.call({}), TypeError);
  const { next } = new Headers().entries();
  assertThrows(() => next.call({}), TypeError);
}, { except: ["node"] });

test("the iterator has the shape Web IDL gives it", () => {
  const iterator = new Headers({ a: "b" }).entries();
  assertEquals(Object.prototype.toString.call(iterator), "[object Headers Iterator]");
  assert(iterator[Symbol.iterator]() === iterator);
  assert(Headers.prototype[Symbol.iterator] === Headers.prototype.entries);
  const next = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(iterator), "next");
  assertEquals([next.enumerable, next.writable, next.configurable], [true, true, true]);
});

test("headers of error and redirect responses cannot be changed", () => {
  for (const response of [Response.error(), Response.redirect("http://localhost/")]) {
    assertThrows(() => response.headers.set("a", "b"), TypeError, "Cannot change headers: headers are immutable");
    assertThrows(() => response.headers.delete("a"), TypeError, "Cannot change headers: headers are immutable");
  }
}, { except: ["node"] });

await runTests();
