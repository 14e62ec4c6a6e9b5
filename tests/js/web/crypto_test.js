// tests/js/web/crypto_test.js: random numbers and digests. https://w3c.github.io/webcrypto/
import { assert, assertEquals, assertRejects, assertThrows, runTests, test } from "../harness.js";

test("getRandomValues fills the array it was given, and nothing beside it", () => {
  const buffer = new Uint8Array(64);
  const part = buffer.subarray(16, 48);
  assert(crypto.getRandomValues(part) === part);
  assert(part.some((byte) => byte !== 0));
  assert(buffer.subarray(0, 16).every((byte) => byte === 0) && buffer.subarray(48).every((byte) => byte === 0));
  const large = crypto.getRandomValues(new Uint8Array(65536));
  assert(large.subarray(65000).some((byte) => byte !== 0));
});

test("getRandomValues takes every integer array, shared and detached ones too", () => {
  for (const type of [Int8Array, Int16Array, Int32Array, BigInt64Array, Uint8Array, Uint8ClampedArray,
    Uint16Array, Uint32Array, BigUint64Array]) crypto.getRandomValues(new type(2));
  crypto.getRandomValues(new Uint8Array(new SharedArrayBuffer(4)));
  const detached = new Uint8Array(4);
  detached.buffer.transfer();
  assertEquals(crypto.getRandomValues(detached).length, 0);
});

test("getRandomValues refuses the rest in Deno's words", () => {
  for (const wrong of [new Float32Array(1), new DataView(new ArrayBuffer(2)), new ArrayBuffer(2), 1, null,
    { [Symbol.toStringTag]: "Uint8Array" }, new Proxy(new Uint8Array(1), {})]) {
    const error = assertThrows(() => crypto.getRandomValues(wrong), DOMException,
      "The provided value is not an integer-type TypedArray");
    assertEquals(error.name, "TypeMismatchError");
  }
  assertThrows(() => crypto.getRandomValues(new Uint8Array(65537)), QuotaExceededError,
    "The ArrayBufferView's byte length (65537) exceeds the number of bytes of entropy available via this API (65536)");
  assertThrows(() => crypto.getRandomValues(), TypeError);
  assertThrows(() => Crypto.prototype.getRandomValues.call({}, new Uint8Array(1)), TypeError, "Illegal invocation");
  assertThrows(() => new Crypto(), TypeError, "Illegal constructor");
});

test("randomUUID makes version 4 UUIDs that differ", () => {
  const made = new Set(Array.from({ length: 100 }, () => crypto.randomUUID()));
  assertEquals(made.size, 100);
  for (const uuid of made) assert(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(uuid));
});

const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

test("digest makes the digests of the standards, of any source of bytes", async () => {
  const abc = new TextEncoder().encode("-abc-");
  const wanted = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  assertEquals(hex(await crypto.subtle.digest("SHA-256", abc.subarray(1, 4))), wanted);
  assertEquals(hex(await crypto.subtle.digest({ name: "sha-256" }, abc.slice(1, 4).buffer)), wanted);
  assertEquals(hex(await crypto.subtle.digest("sha-1", new ArrayBuffer(0))), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
  for (const [name, length] of [["SHA-384", 48], ["SHA-512", 64], ["SHA3-256", 32], ["SHA3-512", 64]]) {
    assertEquals((await crypto.subtle.digest(name, abc)).byteLength, length);
  }
});

test("what is digested is what was there at the call", async () => {
  const bytes = new Uint8Array(1 << 20);
  const whole = crypto.subtle.digest("SHA-1", bytes);
  const little = crypto.subtle.digest("SHA-1", bytes.subarray(0, 100));
  bytes.fill(1);
  assertEquals(hex(await whole), "3b71f43ff30f4b15b5cd85dd9e95ebc7e84eb5a3");
  assertEquals(hex(await little), "ed4a77d1b56a118938788fc53037759b6c501e3d");
});

test("digest refuses what it cannot do by rejecting", async () => {
  const error = await assertRejects(crypto.subtle.digest("MD5", new ArrayBuffer(0)), DOMException,
    "Algorithm 'MD5' is not supported");
  assertEquals(error.name, "NotSupportedError");
  await assertRejects(crypto.subtle.digest("SHA-1"), TypeError);
  await assertRejects(crypto.subtle.digest("SHA-1", 1), TypeError);
  await assertRejects(crypto.subtle.digest({}, new ArrayBuffer(0)), TypeError);
  await assertRejects(crypto.subtle.digest({ get name() { throw new RangeError("mine"); } }, new ArrayBuffer(0)), RangeError, "mine");
  await assertRejects(SubtleCrypto.prototype.digest.call(null, "SHA-1", new ArrayBuffer(0)), TypeError);
});

await runTests();
