// tests/js/web/event_test.js: Event, EventTarget and the event interfaces.
import { assert, assertEquals, assertThrows, runTests, settle, test } from "../harness.js";

function recordCalls(target, type, ...optionsList) {
  const calls = [];
  optionsList.forEach((options, index) => target.addEventListener(type, () => calls.push(index), options));
  return calls;
}

test("an event starts with the state its init gave it", () => {
  const event = new Event("x", { bubbles: 1, cancelable: true });
  assertEquals([event.type, event.bubbles, event.cancelable, event.composed], ["x", true, true, false]);
  assertEquals([event.target, event.currentTarget, event.srcElement], [null, null, null]);
  assertEquals([event.eventPhase, event.isTrusted, event.defaultPrevented], [0, false, false]);
  assertEquals(event.composedPath(), []);
  assertEquals(typeof event.timeStamp, "number");
});

test("constructors count their arguments", () => {
  const error = assertThrows(() => new Event(), TypeError,
    "Failed to construct 'Event': 1 argument required, but only 0 present");
  assertEquals(error.code, "ERR_MISSING_ARGS");
  assertThrows(() => new CustomEvent(), TypeError,
    "Failed to construct 'CustomEvent': 1 argument required, but only 0 present");
  assertThrows(() => new EventTarget().addEventListener("x"), TypeError,
    "Failed to execute 'addEventListener' on 'EventTarget': 2 arguments required, but only 1 present");
  assertThrows(() => new EventTarget().dispatchEvent(), TypeError,
    "Failed to execute 'dispatchEvent' on 'EventTarget': 1 argument required, but only 0 present");
});

test("event members have the shape Web IDL gives them", () => {
  const type = Object.getOwnPropertyDescriptor(Event.prototype, "type");
  assertEquals([type.enumerable, type.configurable, type.set], [true, true, undefined]);
  assertEquals(Object.getOwnPropertyDescriptor(Event, "AT_TARGET"),
    { value: 2, writable: false, enumerable: true, configurable: false });
  assertEquals([Event.NONE, Event.prototype.BUBBLING_PHASE], [0, 3]);
  assertEquals(Object.prototype.toString.call(new Event("x")), "[object Event]");
  assertEquals([Event.length, EventTarget.length, EventTarget.prototype.dispatchEvent.length], [1, 0, 1]);
  assertEquals(Object.getOwnPropertyDescriptor(Event, "prototype").writable, false);
  assertEquals(Object.keys(new Event("x")), []);
});

test("getters refuse objects of other kinds", () => {
  const { get } = Object.getOwnPropertyDescriptor(Event.prototype, "type");
  for (const other of [{}, Event.prototype, null, 1]) assertThrows(() => get.call(other), TypeError);
  const error = assertThrows(() => EventTarget.prototype.addEventListener.call({}, "x", () => {}),
    TypeError, "Illegal invocation");
  assertEquals(error.code, "ERR_INVALID_THIS");
});

test("listeners run in order, once each, with the target as this", () => {
  const target = new EventTarget();
  const calls = [];
  function listener(event) {
    calls.push(this === target, event.target === target, event.currentTarget === target, event.eventPhase);
    assertEquals(event.composedPath(), [target]);
  }
  target.addEventListener("x", listener);
  target.addEventListener("x", listener);
  const event = new Event("x");
  assertEquals(target.dispatchEvent(event), true);
  assertEquals(calls, [true, true, true, 2]);
  assertEquals([event.target, event.currentTarget, event.eventPhase], [target, null, 0]);
});

test("capturing listeners run before the others", () => {
  const target = new EventTarget();
  const calls = recordCalls(target, "x", false, true, { capture: true }, undefined);
  target.dispatchEvent(new Event("x"));
  assertEquals(calls, [1, 2, 0, 3]);
}, { except: ["deno", "node"] });

test("once listeners run once even when they dispatch again", () => {
  const target = new EventTarget();
  let count = 0;
  target.addEventListener("x", () => {
    count++;
    target.dispatchEvent(new Event("x"));
  }, { once: true });
  target.dispatchEvent(new Event("x"));
  target.dispatchEvent(new Event("x"));
  assertEquals(count, 1);
});

test("a listener removed during dispatch does not run, one added waits", () => {
  const target = new EventTarget();
  const calls = [];
  const second = () => calls.push("second");
  target.addEventListener("x", () => {
    calls.push("first");
    target.removeEventListener("x", second);
    target.addEventListener("x", () => calls.push("added"));
  }, { once: true });
  target.addEventListener("x", second);
  target.addEventListener("x", () => calls.push("third"));
  target.dispatchEvent(new Event("x"));
  assertEquals(calls, ["first", "third"]);
  target.dispatchEvent(new Event("x"));
  assertEquals(calls, ["first", "third", "third", "added"]);
});

test("removal needs the same capture flag", () => {
  const target = new EventTarget();
  const calls = [];
  const listener = () => calls.push(1);
  target.addEventListener("x", listener, true);
  target.removeEventListener("x", listener);
  target.dispatchEvent(new Event("x"));
  assertEquals(calls, [1]);
  target.removeEventListener("x", listener, { capture: true });
  target.dispatchEvent(new Event("x"));
  assertEquals(calls, [1]);
});

test("passive listeners cannot prevent the default", () => {
  const target = new EventTarget();
  target.addEventListener("x", (event) => event.preventDefault(), { passive: true });
  assertEquals(target.dispatchEvent(new Event("x", { cancelable: true })), true);
  target.addEventListener("x", (event) => event.preventDefault());
  const event = new Event("x", { cancelable: true });
  assertEquals([target.dispatchEvent(event), event.defaultPrevented, event.returnValue], [false, true, false]);
  assertEquals(target.dispatchEvent(new Event("x")), true);
});

test("stopImmediatePropagation ends the walk, stopPropagation only the phase", () => {
  const target = new EventTarget();
  const calls = [];
  target.addEventListener("x", (event) => (calls.push("a"), event.stopPropagation()));
  target.addEventListener("x", (event) => (calls.push("b"), event.stopImmediatePropagation()));
  target.addEventListener("x", () => calls.push("c"));
  target.dispatchEvent(new Event("x"));
  assertEquals(calls, ["a", "b"]);
  const stopped = new Event("x");
  stopped.stopPropagation();
  assertEquals(stopped.cancelBubble, true);
  target.dispatchEvent(stopped);
  assertEquals([calls.length, stopped.cancelBubble], [2, false]);
});

test("handleEvent is looked up at each dispatch and called on its object", () => {
  const target = new EventTarget();
  const listener = { handleEvent: () => {} };
  target.addEventListener("x", listener);
  let self;
  listener.handleEvent = function () {
    self = this;
  };
  target.dispatchEvent(new Event("x"));
  assert(self === listener);
});

test("an event cannot be dispatched while it is being dispatched", () => {
  const target = new EventTarget();
  let thrown;
  target.addEventListener("x", (event) => {
    thrown = assertThrows(() => target.dispatchEvent(event), DOMException);
  });
  target.dispatchEvent(new Event("x"));
  assertEquals(thrown.name, "InvalidStateError");
});

test("dispatchEvent takes events only", () => {
  for (const value of [null, undefined, {}, "x"]) {
    assertThrows(() => new EventTarget().dispatchEvent(value), TypeError);
  }
});

test("an exception in a listener is reported and does not stop the others", () => {
  const target = new EventTarget();
  const reported = [];
  const onError = (event) => (event.preventDefault(), reported.push(event.error.message, event.isTrusted));
  addEventListener("error", onError);
  let ran = false;
  target.addEventListener("x", () => {
    throw new Error("boom");
  });
  target.addEventListener("x", () => (ran = true));
  target.dispatchEvent(new Event("x"));
  removeEventListener("error", onError);
  assertEquals([reported[0], ran], ["boom", true]);
}, { except: ["node"] });

test("a listener whose signal aborts is gone", () => {
  const target = new EventTarget();
  const controller = new AbortController();
  let count = 0;
  target.addEventListener("x", () => count++, { signal: controller.signal });
  target.addEventListener("x", () => count++, { signal: AbortSignal.abort() });
  target.dispatchEvent(new Event("x"));
  controller.abort();
  target.dispatchEvent(new Event("x"));
  assertEquals(count, 1);
  assertThrows(() => target.addEventListener("x", () => {}, { signal: 1 }), TypeError);
  assertThrows(() => target.addEventListener("x", () => {}, { signal: null }), TypeError);
});

test("the global object is an event target, with or without this", () => {
  const calls = [];
  const { addEventListener, dispatchEvent, removeEventListener } = globalThis;
  const listener = (event) => calls.push(event.target === globalThis);
  addEventListener("custom-x", listener);
  dispatchEvent(new Event("custom-x"));
  globalThis.dispatchEvent(new Event("custom-x"));
  removeEventListener("custom-x", listener);
  dispatchEvent(new Event("custom-x"));
  assertEquals(calls, [true, true]);
}, { except: ["node"] });

test("classes can extend EventTarget and Event", () => {
  class Bus extends EventTarget {
    constructor() {
      super();
      this.count = 0;
    }
  }
  class Tick extends Event {
    constructor() {
      super("tick");
      this.extra = 7;
    }
  }
  const bus = new Bus();
  bus.addEventListener("tick", (event) => (bus.count += event.extra));
  bus.dispatchEvent(new Tick());
  assertEquals(bus.count, 7);
});

test("setting returnValue or cancelBubble works as the methods do", () => {
  const event = new Event("x", { cancelable: true });
  event.returnValue = false;
  event.cancelBubble = true;
  assertEquals([event.defaultPrevented, event.cancelBubble], [true, true]);
  event.returnValue = true;
  event.cancelBubble = false;
  assertEquals([event.defaultPrevented, event.cancelBubble], [true, true]);
}, { except: ["deno", "node"] });

test("each interface has its class string", () => {
  for (const type of [CustomEvent, ErrorEvent, CloseEvent, MessageEvent, ProgressEvent]) {
    assertEquals(Object.prototype.toString.call(new type("x")), `[object ${type.name}]`);
  }
  assertEquals(new CustomEvent("x").detail, null);
}, { except: ["deno", "node"] });

test("CustomEvent carries its detail", () => {
  assertEquals(new CustomEvent("x", { detail: 5 }).detail, 5);
});

test("ErrorEvent, CloseEvent and ProgressEvent convert their members", () => {
  const error = new ErrorEvent("x", { message: 4, filename: "f", lineno: "5", colno: 2, error: 1 });
  assertEquals([error.message + "", error.filename, +error.lineno, error.colno, error.error], ["4", "f", 5, 2, 1]);
  assertEquals(new ErrorEvent("x").error, undefined);
  const close = new CloseEvent("x", { wasClean: true, code: 1000, reason: "r" });
  assertEquals([close.wasClean, close.code, close.reason], [true, 1000, "r"]);
  const progress = new ProgressEvent("x", { lengthComputable: true, loaded: 1.5, total: 3 });
  assertEquals([progress.lengthComputable, progress.loaded, progress.total], [true, 1.5, 3]);
}, { except: ["node"] });

test("MessageEvent checks its ports and its source", () => {
  const event = new MessageEvent("x", { data: 1, origin: "o", lastEventId: "i" });
  assertEquals([event.data, event.origin, event.lastEventId, event.source, event.ports.length], [1, "o", "i", null, 0]);
  assertThrows(() => new MessageEvent("x", { ports: 1 }), TypeError,
    "MessageEvent constructor: eventInitDict.ports (1) is not iterable.");
  assertThrows(() => new MessageEvent("x", { ports: [1] }), TypeError,
    'MessageEvent constructor: Expected eventInitDict.ports[0] ("1") to be an instance of MessagePort.');
}, { except: ["node"] });

test("PromiseRejectionEvent holds the promise and the reason", async () => {
  const promise = Promise.resolve();
  const event = new PromiseRejectionEvent("unhandledrejection", { promise, reason: 3 });
  assertEquals([event.promise === promise, event.reason], [true, 3]);
  await settle();
}, { except: ["node"] });

await runTests();
