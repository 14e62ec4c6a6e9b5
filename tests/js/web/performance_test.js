// tests/js/web/performance_test.js: the clock, marks, measures and their observers.
import { assert, assertEquals, assertThrows, runTests, settle, test } from "../harness.js";

function clear() {
  performance.clearMarks();
  performance.clearMeasures();
}

function shapeOf(entry) {
  return [entry.name, entry.entryType, entry.startTime, entry.duration];
}

test("the clock starts with the program and does not go back", () => {
  const before = performance.now();
  const after = performance.now();
  assert(before > 0 && after >= before);
  const wall = performance.timeOrigin + performance.now();
  assert(Math.abs(wall - Date.now()) < 1000, `${wall} is not now`);
  assertEquals(performance.toJSON(), { timeOrigin: performance.timeOrigin });
});

test("marks keep a copy of their detail", () => {
  clear();
  const detail = { x: [1] };
  const mark = performance.mark("a", { startTime: 5, detail });
  detail.x.push(2);
  assertEquals(shapeOf(mark), ["a", "mark", 5, 0]);
  assertEquals(mark.detail, { x: [1] });
  assertEquals(mark.toJSON(), { name: "a", entryType: "mark", startTime: 5, duration: 0, detail: { x: [1] } });
  assert(mark instanceof PerformanceMark && mark instanceof PerformanceEntry);
  assertEquals(performance.mark("b").detail, null);
});

test("a mark's options are checked", () => {
  const prefix = "Failed to execute 'mark' on 'Performance'";
  assertThrows(() => performance.mark(), TypeError, `${prefix}: 1 argument required, but only 0 present`);
  assertThrows(() => performance.mark("a", 1), TypeError, `${prefix}: Argument 2 can not be converted to a dictionary`);
  assertThrows(() => performance.mark("a", { startTime: -1 }), TypeError,
    "Cannot construct PerformanceMark: startTime cannot be negative, received -1");
  assertThrows(() => performance.mark("a", { startTime: NaN }), TypeError,
    `${prefix}: 'startTime' of 'PerformanceMarkOptions' (Argument 2) is not a finite floating-point value`);
  assertThrows(() => performance.mark("a", { detail: () => {} }), "DataCloneError");
});

test("a measure spans marks, times or what is left", () => {
  clear();
  performance.mark("s", { startTime: 10 });
  performance.mark("e", { startTime: 30 });
  performance.mark("e", { startTime: 40 });
  assertEquals(shapeOf(performance.measure("m", "s", "e")), ["m", "measure", 10, 30]);
  assertEquals(shapeOf(performance.measure("m", { start: 1, end: 4 })), ["m", "measure", 1, 3]);
  assertEquals(shapeOf(performance.measure("m", { start: 1, duration: 4 })), ["m", "measure", 1, 4]);
  assertEquals(shapeOf(performance.measure("m", { end: 10, duration: 4 })), ["m", "measure", 6, 4]);
  assertEquals(performance.measure("m").startTime, 0);
  assertEquals(performance.measure("m", { start: "s", end: 20, detail: 3 }).detail, 3);
});

test("a measure's marks must exist, and its options agree", () => {
  for (const [start, text] of [["nope", "nope"], [5, "5"], [null, "null"]]) {
    const error = assertThrows(() => performance.measure("m", start), "SyntaxError", `Cannot find mark: "${text}"`);
    assert(error instanceof DOMException);
  }
  assertThrows(() => performance.measure("m", { start: 1, end: 2, duration: 3 }), TypeError,
    'Cannot specify "start", "end", and "duration" together in options');
  assertThrows(() => performance.measure("m", { start: 1 }, "e"), TypeError,
    'Options cannot be passed with "endMark"');
  assertThrows(() => performance.measure("m", { start: -1 }), TypeError, "Mark cannot be negative: received -1");
});

test("the timeline is asked by name and type, and cleared by name", () => {
  clear();
  performance.mark("b", { startTime: 2 });
  performance.mark("a", { startTime: 1 });
  performance.measure("a", { start: 0, end: 1 });
  const names = (entries) => entries.map((entry) => `${entry.entryType} ${entry.name}`);
  assertEquals(names(performance.getEntries()), ["mark b", "mark a", "measure a"]);
  assertEquals(names(performance.getEntriesByType("mark")), ["mark b", "mark a"]);
  assertEquals(names(performance.getEntriesByName("a")), ["mark a", "measure a"]);
  assertEquals(names(performance.getEntriesByName("a", "measure")), ["measure a"]);
  performance.clearMarks("b");
  assertEquals(names(performance.getEntries()), ["mark a", "measure a"]);
  clear();
  assertEquals(performance.getEntries(), []);
});

test("observers get what they asked for, in one batch", async () => {
  clear();
  performance.mark("early");
  const batches = [];
  const observer = new PerformanceObserver((list, self) => {
    batches.push([list.getEntries().map((entry) => entry.name), self === observer]);
  });
  observer.observe({ type: "mark", buffered: true });
  performance.mark("late");
  performance.measure("unwanted");
  await settle();
  await settle();
  assertEquals(batches.flatMap(([names]) => names), ["early", "late"]);
  performance.mark("taken");
  assertEquals(observer.takeRecords().map((entry) => entry.name), ["taken"]);
  observer.disconnect();
  performance.mark("unseen");
  assertEquals(observer.takeRecords(), []);
  assertEquals(PerformanceObserver.supportedEntryTypes, ["mark", "measure"]);
});

test("an observer must want something, in one way", () => {
  const prefix = "Failed to execute 'observe' on 'PerformanceObserver'";
  const observer = new PerformanceObserver(() => {});
  assertThrows(() => observer.observe({}), TypeError, `${prefix}: Either 'entryTypes' or 'type' must be specified.`);
  assertThrows(() => observer.observe({ entryTypes: ["mark"], type: "mark" }), TypeError,
    `${prefix}: Cannot specify both 'entryTypes' and 'type'.`);
  assertThrows(() => observer.observe({ entryTypes: 1 }), TypeError, `${prefix}: 'entryTypes' must be an array.`);
  assertThrows(() => new PerformanceObserver(1), TypeError);
});

test("performance is an EventTarget nobody can construct", () => {
  assert(performance instanceof Performance && performance instanceof EventTarget);
  for (const constructor of [Performance, PerformanceEntry, PerformanceMeasure, PerformanceObserverEntryList]) {
    assertThrows(() => new constructor(), TypeError, "Illegal constructor");
  }
  assertThrows(() => Performance.prototype.now.call({}), TypeError, "Illegal invocation");
  assertThrows(() => Performance.prototype.timeOrigin, TypeError, "Illegal invocation");
});

await runTests();
