// tests/js/web/structured_clone_test.js: structuredClone of every kind of value.
import { assert, assertEquals, assertThrows, runTests, test } from "../harness.js";

function assertNotCloneable(value, message) {
  const error = assertThrows(() => structuredClone(value), "DataCloneError", message);
  assertEquals([error instanceof DOMException, error.code], [true, 25]);
}

test("primitives, wrappers, dates and regular expressions", () => {
  for (const value of [1n, "x", true, null, undefined, NaN, -0]) {
    assert(Object.is(structuredClone(value), value));
  }
  assertEquals(Object.prototype.toString.call(structuredClone(Object("x"))), "[object String]");
  assertEquals(structuredClone(Object(5n)).valueOf(), 5n);
  assertEquals(structuredClone(new Date(5)), new Date(5));
  const pattern = /a(b)/gi;
  pattern.lastIndex = 3;
  const copy = structuredClone(pattern);
  assertEquals([copy.source, copy.flags, copy.lastIndex], ["a(b)", "gi", 0]);
});

test("plain objects, arrays, maps and sets, whatever refers to what", () => {
  const shared = { deep: [1, , 3] };
  const value = { shared, again: shared, map: new Map([[shared, 1]]), set: new Set([shared]) };
  value.self = value;
  const copy = structuredClone(value);
  assert(copy.self === copy && copy.shared === copy.again && copy.shared !== shared);
  assert([...copy.map.keys()][0] === copy.shared && copy.set.has(copy.shared));
  assertEquals(1 in copy.shared.deep, false);
});

test("instances lose their class and accessors their getters", () => {
  class Point {
    x = 1;
    get y() {
      return 2;
    }
    get [Symbol.toStringTag]() {
      return "Point";
    }
  }
  assertEquals(structuredClone(new Point()), { x: 1 });
  assertEquals(structuredClone({ get a() {
    return 4;
  } }), { a: 4 });
  assertThrows(() => structuredClone({ get a() {
    throw new RangeError("own");
  } }), RangeError, "own");
});

test("errors keep class, message, stack and cause", () => {
  const copy = structuredClone(new RangeError("x", { cause: new TypeError("y") }));
  assert(copy instanceof RangeError && copy.cause instanceof TypeError);
  assertEquals([copy.message, copy.cause.message], ["x", "y"]);
  assert(copy.stack.startsWith("RangeError: x"));
  class Own extends Error {}
  assertEquals(structuredClone(new Own("z")).constructor, Error);
});

test("buffers are copied, views keep their place in them", () => {
  const bytes = new Uint8Array([1, 2, 3]);
  const copy = structuredClone({ whole: bytes, part: bytes.subarray(1) });
  assert(copy.whole.buffer === copy.part.buffer && copy.whole.buffer !== bytes.buffer);
  assertEquals([copy.part.byteOffset, [...copy.part]], [1, [2, 3]]);
  const resizable = structuredClone(new ArrayBuffer(3, { maxByteLength: 7 }));
  assertEquals([resizable.resizable, resizable.maxByteLength], [true, 7]);
  const memory = new SharedArrayBuffer(4);
  new Uint8Array(structuredClone(memory))[0] = 9;
  assertEquals(new Uint8Array(memory)[0], 9);
});

test("transferred buffers leave", () => {
  const buffer = new ArrayBuffer(3);
  const copy = structuredClone({ buffer }, { transfer: [buffer] });
  assertEquals([buffer.detached, copy.buffer.byteLength], [true, 3]);
  assertThrows(() => structuredClone(1, { transfer: [buffer] }), "DataCloneError",
    "ArrayBuffer at index 0 is already detached");
});

test("what cannot be cloned or transferred stays as it was", () => {
  const buffer = new ArrayBuffer(3);
  assertThrows(() => structuredClone(() => {}, { transfer: [buffer] }), "DataCloneError");
  assertThrows(() => structuredClone(1, { transfer: [buffer, new Uint8Array(1)] }),
    "DataCloneError", "Value not transferable");
  assertEquals(buffer.detached, false);
}, { except: ["deno"] });

test("functions, symbols and weak things are not cloneable", () => {
  assertNotCloneable(() => {}, "() => {} could not be cloned.");
  assertNotCloneable({ a: Symbol("x") }, "Symbol(x) could not be cloned.");
  assertNotCloneable(new WeakMap(), "#<WeakMap> could not be cloned.");
  assertNotCloneable(Promise.resolve(), "#<Promise> could not be cloned.");
  assertNotCloneable(new Proxy({}, {}), "#<Object> could not be cloned.");
});

test("platform objects that keep something of their own are not cloneable", () => {
  const text = "Cannot clone object of unsupported type.";
  for (
    const value of [
      new Headers(), new URL("a:b"), new URLSearchParams(), new Request("http://a"), new Response(),
      new ReadableStream(), new WritableStream(), new TransformStream(),
    ]
  ) {
    assertNotCloneable(value, text);
  }
});

test("blobs and files are cloned, wherever they are", async () => {
  const slice = new Blob(["abcdef"], { type: "text/x" }).slice(2, 4, "a/b");
  const file = new File(["abc"], "n.txt", { type: "text/plain", lastModified: 5 });
  const copy = structuredClone({ list: [slice, slice], map: new Map([["file", file]]) });
  assert(copy.list[0] instanceof Blob && copy.list[0] === copy.list[1] && copy.list[0] !== slice);
  assertEquals([await copy.list[0].text(), copy.list[0].type], ["cd", "a/b"]);
  const { name, type, lastModified } = copy.map.get("file");
  assertEquals([name, type, lastModified], ["n.txt", "text/plain", 5]);
  assertEquals(await copy.map.get("file").text(), "abc");
  assertEquals(structuredClone(Object.create(Blob.prototype)), {});
}, { except: ["deno"] });

test("DOMExceptions are cloned", () => {
  const copy = structuredClone(new DOMException("x", "AbortError"));
  assert(copy instanceof DOMException);
  assertEquals([copy.name, copy.code, copy.message], ["AbortError", 20, "x"]);
  const quota = structuredClone(new QuotaExceededError("q", { quota: 1, requested: 2 }));
  assert(quota instanceof QuotaExceededError && quota.message === "q");
}, { except: ["deno"] });

test("a WebAssembly module is cloned, its memory is not", () => {
  const module = new WebAssembly.Module(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]));
  assert(structuredClone(module) instanceof WebAssembly.Module);
  assertNotCloneable(new WebAssembly.Memory({ initial: 1 }));
});

test("the arguments are checked", () => {
  const prefix = "Failed to execute 'structuredClone'";
  const list = "'transfer' of 'StructuredSerializeOptions' (Argument 2)";
  assertEquals(structuredClone.length, 2);
  assertThrows(() => structuredClone(), TypeError, `${prefix}: 1 argument required, but only 0 present`);
  assertThrows(() => structuredClone(1, 1), TypeError, `${prefix}: Argument 2 can not be converted to a dictionary`);
  assertThrows(() => structuredClone(1, { transfer: 1 }), TypeError, `${prefix}: ${list} can not be converted to sequence.`);
  assertThrows(() => structuredClone(1, { transfer: [1] }), TypeError, `${prefix}: ${list}, index 0 is not an object`);
});

await runTests();
