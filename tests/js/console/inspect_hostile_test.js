// Deno.inspect of values that fight back, and in a global scope that has been tampered with.

import { assertEquals, runTests, test } from "../harness.js";

/** Runs `fn` with `holder[key]` replaced. */
function withReplaced(holder, key, replacement, fn) {
  const original = Object.getOwnPropertyDescriptor(holder, key);
  Object.defineProperty(holder, key, { ...original, value: replacement });
  try {
    return fn();
  } finally {
    Object.defineProperty(holder, key, original);
  }
}

/** A handler each of whose traps counts its calls and throws. */
function throwingHandler() {
  const calls = [];
  const handler = new Proxy({}, {
    get(_target, trap) {
      return () => {
        calls.push(trap);
        throw new Error(`trapped ${String(trap)}`);
      };
    },
  });
  return { calls, handler };
}

test("a proxy is looked through without a trap being run", () => {
  for (const target of [{ a: 1 }, [1], () => {}, new Map([[1, 2]]), new Error("e"), class A {}]) {
    const { calls, handler } = throwingHandler();
    const proxy = new Proxy(target, handler);
    assertEquals(Deno.inspect(proxy), Deno.inspect(target));
    assertEquals(Deno.inspect({ proxy }, { showHidden: true }), Deno.inspect({ proxy: target }, { showHidden: true }));
    Deno.inspect(proxy, { showProxy: false, getters: true, sorted: true, colors: true });
    assertEquals(calls.join(), "");
  }
});

test("a proxy shown as such runs no trap either", () => {
  const { calls, handler } = throwingHandler();
  assertEquals(Deno.inspect(new Proxy({ a: 1 }, handler), { showProxy: true, depth: 0 }), "Proxy [ [Object], Proxy [Array] ]");
  assertEquals(calls.join(), "");
});

test("a proxy of a proxy runs no trap", () => {
  const { calls, handler } = throwingHandler();
  assertEquals(Deno.inspect(new Proxy(new Proxy({ a: 1 }, handler), handler)), "{ a: 1 }");
  assertEquals(calls.join(), "");
});

test("a proxy on the prototype chain is not asked for its prototype", () => {
  const seen = [];
  const proxy = new Proxy({}, {
    getPrototypeOf() {
      seen.push("getPrototypeOf");
      return null;
    },
    getOwnPropertyDescriptor() {
      seen.push("getOwnPropertyDescriptor");
      return undefined;
    },
    ownKeys() {
      seen.push("ownKeys");
      return [];
    },
  });
  Deno.inspect(Object.create(proxy));
  Deno.inspect(Object.create(proxy), { showHidden: true });
  assertEquals(seen.join(), "");
});

test("a revoked proxy is refused inside a value, not by it", () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const text = Deno.inspect([proxy]);
  assertEquals(text.split("\n")[0], "[Internal Formatting Error] TypeError: Cannot inspect a proxy that has been revoked");
});

test("getters are not run unless asked for", () => {
  let runs = 0;
  const value = {
    get a() {
      runs++;
      return 1;
    },
  };
  assertEquals(Deno.inspect([value, new Map([[value, value]])]).includes("[Getter]"), true);
  assertEquals(runs, 0);
  assertEquals(Deno.inspect(value, { getters: true }), "{ a: [Getter: 1] }");
  assertEquals(runs, 1);
});

test("an iterator is not advanced", () => {
  const iterator = new Map([[1, 2], [3, 4]]).entries();
  iterator.next();
  assertEquals(Deno.inspect(iterator), "[Map Entries] { [ 3, 4 ] }");
  assertEquals(Deno.inspect(iterator), "[Map Entries] { [ 3, 4 ] }");
});

test("a rejected promise is not taken for handled", () => {
  const promise = Promise.reject(new TypeError("r"));
  assertEquals(Deno.inspect(promise).includes("<rejected> TypeError: r"), true);
  return promise.catch(() => {});
});

test("overridden size, length and iterators do not mislead", () => {
  const map = Object.defineProperties(new Map([[1, 2]]), { size: { value: 9 }, entries: { value: null } });
  assertEquals(Deno.inspect(map), "Map(1) { 1 => 2 }");
  const set = Object.defineProperties(new Set([1]), { size: { value: 9 }, [Symbol.iterator]: { value: null } });
  assertEquals(Deno.inspect(set), "Set(1) { 1 }");
  const bytes = Object.defineProperty(new Uint8Array([1, 2]), "length", { value: 9 });
  assertEquals(Deno.inspect(bytes), "Uint8Array(2) [ 1, 2 ]");
});

test("tampered methods of the language change nothing", () => {
  const value = { a: [1, "two\n", { b: new Map([["k", new Set([1])]]) }], s: Symbol("x y"), d: new Date(0), r: /x/g };
  const wide = Array.from({ length: 30 }, (_, i) => `item ${i}`);
  const expected = Deno.inspect([value, wide], { sorted: true });
  const tampered = () => {
    throw new Error("tampered");
  };
  const holders = [
    [Array.prototype, ["push", "join", "map", "filter", "slice", "sort", "includes", "forEach", Symbol.iterator]],
    [String.prototype, ["replace", "split", "slice", "includes", "indexOf", "padStart", "repeat", "charCodeAt", Symbol.iterator]],
    [RegExp.prototype, ["exec", "test", Symbol.replace, Symbol.split]],
    [Map.prototype, ["get", "set", "has", "entries", "forEach", Symbol.iterator]],
    [Set.prototype, ["has", "add", "values", "forEach", Symbol.iterator]],
    [Object, ["keys", "getOwnPropertyDescriptor", "getPrototypeOf", "getOwnPropertySymbols"]],
    [Reflect, ["has", "ownKeys", "apply"]],
    [Function.prototype, ["call", "apply", "bind", "toString"]],
    [Symbol.prototype, ["toString"]],
    [Date.prototype, ["toISOString", "getTime"]],
    [Number.prototype, ["toString"]],
    [Array, ["isArray", "from"]],
    [Math, ["min", "max", "sqrt", "round", "floor"]],
    [JSON, ["stringify"]],
    [globalThis, ["String", "Number", "Map", "Set", "Symbol", "Uint8Array"]],
  ];
  for (const [holder, keys] of holders) {
    for (const key of keys) {
      const text = withReplaced(holder, key, tampered, () => Deno.inspect([value, wide], { sorted: true }));
      assertEquals(`${String(key)} ${text}`, `${String(key)} ${expected}`);
    }
  }
});

test("options whose getters throw count as not given", () => {
  const options = {
    get depth() {
      throw new Error("no");
    },
    compact: false,
  };
  assertEquals(Deno.inspect({ a: 1 }, options), "{\n  a: 1\n}");
});

test("a value too deep for the stack is still printed", () => {
  const root = {};
  let tip = root;
  for (let i = 0; i < 50_000; i++) tip = tip.a = {};
  assertEquals(typeof Deno.inspect(root, { depth: Infinity }), "string");
  assertEquals(Deno.inspect({ fine: 1 }), "{ fine: 1 }");
});

test("a custom method that inspects its own object ends", () => {
  const value = {
    [Symbol.for("Deno.customInspect")](inspect, options) {
      return options.seen.length > 3 ? "end" : inspect([this], options);
    },
  };
  assertEquals(Deno.inspect(value), "[ [ [ [ end ] ] ] ]");
});

test("what throws while an entry is printed does not move the rest", () => {
  const bad = {
    [Symbol.for("Deno.customInspect")]() {
      throw Object.assign(new Error("bad"), { stack: "bad" });
    },
  };
  assertEquals(
    Deno.inspect({ list: [bad], next: { a: "x".repeat(40), b: "y".repeat(40) } }),
    `{
  list: [Internal Formatting Error] bad,
  next: {
    a: "${"x".repeat(40)}",
    b: "${"y".repeat(40)}"
  }
}`,
  );
});

test("Temporal values, where there are any, print as their text", () => {
  if (typeof Temporal === "undefined") return;
  assertEquals(Deno.inspect(Temporal.PlainDate.from("2020-01-02")), "2020-01-02");
});

await runTests();
