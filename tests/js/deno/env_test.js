// flags: --allow-env
// Deno.env.
import { assert, assertEquals, assertThrows, runTests, test } from "../harness.js";

test("a variable is set, read, listed and deleted", () => {
  Deno.env.set("BAILEY_TEST", "value");
  assertEquals(Deno.env.get("BAILEY_TEST"), "value");
  assertEquals(Deno.env.has("BAILEY_TEST"), true);
  const all = Deno.env.toObject();
  assertEquals(all.BAILEY_TEST, "value");
  assertEquals(Object.getPrototypeOf(all), null);
  Deno.env.delete("BAILEY_TEST");
  assertEquals([Deno.env.get("BAILEY_TEST"), Deno.env.has("BAILEY_TEST")], [undefined, false]);
  assert(!("BAILEY_TEST" in Deno.env.toObject()));
});

test("names and values become strings", () => {
  Deno.env.set("BAILEY_TEST", 5);
  assertEquals(Deno.env.get("BAILEY_TEST"), "5");
  Deno.env.set(5, "five");
  assertEquals(Deno.env.get("5"), "five");
  Deno.env.set("BAILEY_TEST", "\ud800");
  assertEquals(Deno.env.get("BAILEY_TEST"), "\ufffd");
});

test("names and values that cannot be are refused", () => {
  assertThrows(() => Deno.env.get(""), TypeError, "Key is an empty string.");
  assertThrows(() => Deno.env.has("a=b"), TypeError, 'Key contains invalid characters: "a=b"');
  assertThrows(() => Deno.env.set("a\0b", "x"), TypeError, 'Key contains invalid characters: "a\\0b"');
  assertThrows(() => Deno.env.set("a", "x\0"), TypeError, 'Value contains invalid characters: "x\\0"');
  assertThrows(() => Deno.env.delete(""), TypeError, 'Key contains invalid characters: ""');
});

test("dates follow the time zone", () => {
  Deno.env.set("TZ", "America/New_York");
  assertEquals(new Date(0).getTimezoneOffset(), 300);
  Deno.env.set("TZ", "UTC");
  assertEquals(new Date(0).getTimezoneOffset(), 0);
});

await runTests();
