// Values that functions do not expect, and the order in which to try them: the same in every run.

/** Numbers below `limit`, from a fixed start. */
export function numbers(start = 12345) {
  let state = start;
  return (limit) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % limit;
  };
}

const thrower = () => { throw new Error("thrown by an argument"); };
const hostile = new Proxy(function () {}, {
  get: thrower, has: thrower, ownKeys: thrower, getPrototypeOf: thrower, apply: thrower, construct: thrower,
  getOwnPropertyDescriptor: thrower, set: thrower, defineProperty: thrower, isExtensible: thrower,
});

function detached() {
  const buffer = new ArrayBuffer(16);
  const view = new Uint8Array(buffer);
  structuredClone(buffer, { transfer: [buffer] });
  return view;
}

function revoked(target) {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

function looped() {
  const value = { name: "looped" };
  value.self = value;
  return value;
}

function deep() {
  let value = [];
  for (let level = 0; level < 5000; level++) value = [value];
  return value;
}

/** Makes each value anew: a call may spoil it. */
export const ODD_VALUES = {
  "undefined": () => undefined, "null": () => null, "true": () => true,
  "0": () => 0, "-0": () => -0, "-1": () => -1, "1": () => 1, "1.5": () => 1.5, "NaN": () => NaN, "Infinity": () => Infinity,
  "2^31": () => 2 ** 31, "2^32": () => 2 ** 32, "2^53": () => 2 ** 53, "-2^53": () => -(2 ** 53),
  "a bigint": () => 10n, "a huge bigint": () => 2n ** 200n, "a symbol": () => Symbol("odd"),
  "empty text": () => "", "a file's path": () => "/etc/passwd", "a path that is not there": () => "/not/there",
  "a relative path": () => "..", "a path with NUL": () => "/etc/passwd\0x", "half a character": () => "\ud800",
  "long text": () => "x".repeat(1 << 16), "a host": () => "127.0.0.1", "a URL": () => "http://127.0.0.1:1/", "a file URL": () => "file:///etc/passwd",
  "a data URL": () => "data:text/javascript,1", "a kind of permission": () => "read", "a program": () => "/bin/true", "a variable": () => "PATH",
  "an object": () => ({}), "a path as an object": () => ({ path: "/etc/passwd", name: "read", hostname: "127.0.0.1", port: 1, read: true, write: true }),
  "an object without a prototype": () => Object.create(null), "an array": () => [], "paths": () => ["/etc/passwd", 1, null],
  "an array with holes": () => Object.assign([], { length: 1000 }), "an object with a huge length": () => ({ length: 2 ** 53 }),
  "a function": () => () => {}, "a function that throws": () => thrower, "a class": () => class {},
  "a getter that throws": () => ({ get path() { return thrower(); }, get name() { return thrower(); }, get length() { return thrower(); } }),
  "a value that throws": () => ({ valueOf: thrower, toString: thrower, [Symbol.toPrimitive]: thrower }),
  "a then that throws": () => ({ get then() { return thrower(); } }), "an iterator that throws": () => ({ [Symbol.iterator]: thrower }),
  "an endless iterator's first": () => ({ *[Symbol.iterator]() { yield 1; thrower(); } }),
  "a hostile proxy": () => hostile, "a revoked proxy": () => revoked({}), "a revoked function": () => revoked(() => {}),
  "bytes": () => new Uint8Array(16), "no bytes": () => new Uint8Array(0), "detached bytes": detached,
  "bytes that can shrink": () => new Uint8Array(new ArrayBuffer(16, { maxByteLength: 32 })), "shared bytes": () => new Uint8Array(new SharedArrayBuffer(16)),
  "a buffer": () => new ArrayBuffer(8), "a view of floats": () => new Float64Array(4), "a data view": () => new DataView(new ArrayBuffer(8)),
  "a map": () => new Map([["a", 1]]), "a set": () => new Set([1]), "a date": () => new Date(NaN), "a pattern": () => /x/g, "an error": () => new Error("x"),
  "a promise": () => Promise.resolve(1), "a rejection": () => Promise.reject(new Error("rejected")), "a looped object": looped, "a deep array": deep,
  "a generator": () => (function* () { yield 1; })(), "the global": () => globalThis, "Deno": () => globalThis.Deno, "a signal": () => AbortSignal.abort(),
};
