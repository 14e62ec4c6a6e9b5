// tests/js/web/abort_test.js: AbortController and AbortSignal.
import { assert, assertEquals, assertThrows, runTests, test } from "../harness.js";

test("aborting fires one trusted event and keeps the reason", () => {
  const controller = new AbortController();
  const { signal } = controller;
  const calls = [];
  signal.onabort = function (event) {
    calls.push(this === signal, event.type, event.isTrusted, event.target === signal);
  };
  assertEquals([signal.aborted, signal.reason], [false, undefined]);
  controller.abort(5);
  controller.abort(6);
  assertEquals(calls, [true, "abort", true, true]);
  assertEquals([signal.aborted, signal.reason], [true, 5]);
  let thrown;
  try {
    signal.throwIfAborted();
  } catch (error) {
    thrown = error;
  }
  assertEquals(thrown, 5);
});

test("the default reason is an AbortError", () => {
  const { reason } = AbortSignal.abort();
  assert(reason instanceof DOMException);
  assertEquals([reason.name, reason.message, reason.code],
    ["AbortError", "The signal has been aborted", 20]);
});

test("signals and their reasons cannot be constructed", () => {
  assertThrows(() => new AbortSignal(), TypeError, "Illegal constructor");
  assertThrows(() => AbortSignal.any(), TypeError,
    "Failed to execute 'AbortSignal.any': 1 argument required, but only 0 present");
  assertThrows(() => AbortSignal.any(1), TypeError,
    "Failed to execute 'AbortSignal.any': Argument 1 can not be converted to sequence.");
  assertThrows(() => AbortSignal.any([1]), TypeError,
    "Failed to execute 'AbortSignal.any': Argument 1, index 0 is not of type AbortSignal");
});

test("any follows the first source to abort", () => {
  const [a, b] = [new AbortController(), new AbortController()];
  const any = AbortSignal.any([a.signal, b.signal]);
  const nested = AbortSignal.any([any]);
  const order = [];
  b.signal.addEventListener("abort", () => order.push("source", any.aborted));
  any.addEventListener("abort", () => order.push("any"));
  nested.addEventListener("abort", () => order.push("nested"));
  b.abort("late");
  a.abort("later");
  assertEquals([any.reason, nested.reason], ["late", "late"]);
  assertEquals(order, ["source", true, "any", "nested"]);
});

test("any of an aborted signal is aborted, any of none never is", () => {
  assertEquals(AbortSignal.any([new AbortController().signal, AbortSignal.abort(1)]).reason, 1);
  assertEquals(AbortSignal.any([]).aborted, false);
});

test("a followed signal with a listener survives collection", async () => {
  const controller = new AbortController();
  let reason;
  AbortSignal.any([controller.signal]).onabort = function () {
    reason = this.reason;
  };
  for (let i = 0; i < 3; i++) {
    await new Promise((resolve) => setTimeout(resolve, 0));
    globalThis.gc?.();
  }
  controller.abort("kept");
  assertEquals(reason, "kept");
});

test("a timeout aborts with a TimeoutError", async () => {
  const signal = AbortSignal.timeout(1);
  await new Promise((resolve) => (signal.onabort = resolve));
  assertEquals([signal.reason.name, signal.reason.message, signal.reason.code],
    ["TimeoutError", "The operation was aborted due to timeout", 23]);
});

test("a timeout is a whole number of milliseconds from 0 to 2^53 - 1", () => {
  const prefix = "Failed to execute 'AbortSignal.timeout': Argument 1";
  for (const value of [-1, 2 ** 53]) {
    assertThrows(() => AbortSignal.timeout(value), TypeError,
      `${prefix} is outside the accepted range of 0 to 9007199254740991, inclusive`);
  }
  for (const value of [NaN, Infinity, "a"]) {
    assertThrows(() => AbortSignal.timeout(value), TypeError, `${prefix} is not a finite number`);
  }
  assertEquals(AbortSignal.timeout(2 ** 40).aborted, false);
});

test("a handler set to null no longer runs, and keeps its place when replaced", () => {
  const controller = new AbortController();
  const { signal } = controller;
  const calls = [];
  signal.onabort = () => calls.push("never");
  signal.addEventListener("abort", () => calls.push("listener"));
  signal.onabort = () => calls.push("handler");
  assertEquals(typeof signal.onabort, "function");
  controller.abort();
  assertEquals(calls, ["handler", "listener"]);
  signal.onabort = 5;
  assertEquals(signal.onabort, null);
});

test("an exception in an abort listener is reported, not thrown at abort()", () => {
  const controller = new AbortController();
  const seen = [];
  const onError = (event) => (event.preventDefault(), seen.push(event.error.message));
  addEventListener("error", onError);
  controller.signal.onabort = () => {
    throw new Error("boom");
  };
  controller.abort();
  removeEventListener("error", onError);
  assertEquals(seen, ["boom"]);
}, { except: ["node"] });

await runTests();
