// tests/js/web/dom_exception_test.js: DOMException and QuotaExceededError.
import { assert, assertEquals, assertThrows, runTests, test } from "../harness.js";

test("an exception has a name, a message and the legacy code of its name", () => {
  const error = new DOMException("m", "AbortError");
  assertEquals([error.name, error.message, error.code], ["AbortError", "m", 20]);
  assertEquals(String(error), "AbortError: m");
  const plain = new DOMException();
  assertEquals([plain.name, plain.message, plain.code], ["Error", "", 0]);
  assertEquals(new DOMException("m", "toString").code, 0);
});

test("an exception is a native error", () => {
  const error = new DOMException("m", "DataCloneError");
  assert(error instanceof Error);
  assert(error.stack.includes("dom_exception_test.js"), error.stack);
  assert(error.stack.startsWith("DataCloneError: m\n"), error.stack);
  assertEquals(Object.prototype.toString.call(error), "[object DOMException]");
  assertEquals(Object.getPrototypeOf(DOMException), Function.prototype);
  assertEquals(Object.getPrototypeOf(DOMException.prototype), Error.prototype);
}, { except: ["node"] });

test("the options form sets a name and a cause", () => {
  const error = new DOMException("m", { name: "TimeoutError", cause: 3 });
  assertEquals([error.name, error.code, error.cause], ["TimeoutError", 23, 3]);
  assertEquals("cause" in new DOMException("m", {}), false);
});

test("constants stand on the class and the prototype", () => {
  assertEquals([DOMException.DATA_CLONE_ERR, DOMException.prototype.INDEX_SIZE_ERR], [25, 1]);
  assertEquals(Object.getOwnPropertyDescriptor(DOMException, "ABORT_ERR"),
    { value: 20, writable: false, enumerable: true, configurable: false });
});

test("getters refuse other objects", () => {
  for (const key of ["name", "message", "code"]) {
    assertThrows(() => DOMException.prototype[key], TypeError, "Illegal invocation");
  }
}, { except: ["node"] });

test("subclasses work", () => {
  class MyError extends DOMException {
    extra = 1;
  }
  const error = new MyError("m", "NotFoundError");
  assertEquals([error.code, error.extra, error instanceof MyError, error.constructor.name], [8, 1, true, "MyError"]);
});

test("arguments are converted to strings", () => {
  assertEquals([new DOMException(1, 2).message, new DOMException(1, 2).name], ["1", "2"]);
  assertThrows(() => new DOMException(Symbol("s")), TypeError);
});

test("QuotaExceededError tells quota and request", () => {
  const error = new QuotaExceededError("m", { quota: 1, requested: 2 });
  assertEquals([error.name, error.code, error.quota, error.requested], ["QuotaExceededError", 22, 1, 2]);
  assert(error instanceof DOMException);
  assertEquals([new QuotaExceededError().quota, new QuotaExceededError().requested], [null, null]);
  assertThrows(() => new QuotaExceededError("m", { quota: -1 }), RangeError,
    "Failed to construct 'QuotaExceededError': quota must not be negative");
}, { except: ["node"] });

await runTests();
