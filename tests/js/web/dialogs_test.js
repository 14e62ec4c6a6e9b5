// tests/js/web/dialogs_test.js: alert, confirm and prompt where nobody can answer, and close.
import { assertEquals, assertThrows, runTests, test } from "../harness.js";

test("without a terminal a dialog answers at once", () => {
  assertEquals([alert("x"), confirm("x"), prompt("x", "y")], [undefined, false, null]);
});

test("queueMicrotask and reportError take what they are made for", () => {
  for (const value of [undefined, 1, {}]) assertThrows(() => queueMicrotask(value), TypeError);
  assertThrows(() => reportError(), TypeError, "Failed to execute 'reportError': 1 argument required, but only 0 present");
});

test("a program without a location has none, and may have a variable of that name", () => {
  assertEquals([typeof location, globalThis.closed], ["undefined", false]);
  globalThis.location = 5;
  assertEquals(globalThis.location, 5);
});

await runTests();
