// tests/js/web/streams/readable_test.js: ReadableStream with a default controller.
import { assert, assertEquals, assertRejects, assertThrows, runTests, settle, test } from "../../harness.js";
import { collect, streamOf } from "./support.js";

test("a reader gets the chunks in order and then done", async () => {
  const reader = streamOf("a", "b").getReader();
  assertEquals(await reader.read(), { value: "a", done: false });
  assertEquals(await reader.read(), { value: "b", done: false });
  assertEquals(await reader.read(), { value: undefined, done: true });
  assertEquals(await reader.closed, undefined);
});

test("pull is called until the high-water mark is reached and again after a read", async () => {
  let pulls = 0;
  const stream = new ReadableStream({
    pull(controller) {
      controller.enqueue(++pulls);
    },
  }, { highWaterMark: 3 });
  await settle();
  assertEquals(pulls, 3);
  const reader = stream.getReader();
  assertEquals((await reader.read()).value, 1);
  await settle();
  assertEquals(pulls, 4);
});

test("pull is not called again while its promise is pending", async () => {
  let resolvePull;
  let pulls = 0;
  const stream = new ReadableStream({
    pull(controller) {
      pulls++;
      return new Promise((resolve) => {
        resolvePull = () => {
          controller.enqueue(pulls);
          resolve();
        };
      });
    },
  }, { highWaterMark: 0 });
  const reader = stream.getReader();
  const reads = [reader.read(), reader.read()];
  await settle();
  assertEquals(pulls, 1);
  resolvePull();
  assertEquals((await reads[0]).value, 1);
  await settle();
  assertEquals(pulls, 2);
  resolvePull();
  assertEquals((await reads[1]).value, 2);
});

test("start delays pull, and a rejected start errors the stream", async () => {
  const log = [];
  let finishStart;
  new ReadableStream({
    start: () => new Promise((resolve) => (finishStart = resolve)),
    pull: () => log.push("pull"),
  });
  await settle();
  assertEquals(log, []);
  finishStart();
  await settle();
  assertEquals(log, ["pull"]);
  const failing = new ReadableStream({ start: () => Promise.reject(new Error("no start")) });
  await assertRejects(failing.getReader().read(), Error, "no start");
  assertThrows(() => new ReadableStream({
    start() {
      throw new RangeError("at once");
    },
  }), RangeError, "at once");
});

test("an exception in pull errors the stream", async () => {
  const stream = new ReadableStream({
    pull() {
      throw new Error("no pull");
    },
  }, { highWaterMark: 0 });
  const reader = stream.getReader();
  await assertRejects(reader.read(), Error, "no pull");
  await assertRejects(reader.closed, Error, "no pull");
  await assertRejects(stream.getReader === undefined ? null : reader.cancel(), Error, "no pull");
});

test("chunks queued before an error are lost, those before a close are not", async () => {
  let controller;
  const stream = new ReadableStream({ start: (given) => (controller = given) });
  controller.enqueue("a");
  controller.error(new Error("gone"));
  controller.error(new Error("later"));
  await assertRejects(stream.getReader().read(), Error, "gone");
  assertEquals(await collect(streamOf(1, 2, 3)), [1, 2, 3]);
});

test("desiredSize follows the queue", () => {
  let controller;
  new ReadableStream({ start: (given) => (controller = given) }, { highWaterMark: 5, size: (chunk) => chunk });
  assertEquals(controller.desiredSize, 5);
  controller.enqueue(2);
  controller.enqueue(4.5);
  assertEquals(controller.desiredSize, -1.5);
  controller.close();
  assertEquals(controller.desiredSize, -1.5);
  new ReadableStream({ start: (given) => (controller = given) });
  controller.close();
  assertEquals(controller.desiredSize, 0);
  new ReadableStream({ start: (given) => (controller = given) });
  controller.error();
  assertEquals(controller.desiredSize, null);
});

test("a bad size errors the stream and throws", async () => {
  let controller;
  const stream = new ReadableStream({ start: (given) => (controller = given) }, { size: () => -1 });
  const text = "Cannot enqueue value with size: chunk size must be a positive number";
  assertThrows(() => controller.enqueue(1), RangeError, text);
  await assertRejects(stream.getReader().read(), RangeError, text);
}, { except: ["node"] });

test("the queue keeps its total when chunks of other sizes come late", async () => {
  let controller;
  const sizes = [1, 1, 7, 1];
  const stream = new ReadableStream({ start: (given) => (controller = given) },
    { highWaterMark: 20, size: () => sizes.shift() });
  for (let i = 0; i < 4; i++) controller.enqueue(i);
  assertEquals(controller.desiredSize, 10);
  const reader = stream.getReader();
  const seen = [];
  for (let i = 0; i < 4; i++) {
    seen.push((await reader.read()).value, controller.desiredSize);
  }
  assertEquals(seen, [0, 11, 1, 12, 2, 19, 3, 20]);
});

test("thousands of chunks come out in order", async () => {
  let controller;
  const stream = new ReadableStream({ start: (given) => (controller = given) });
  const reader = stream.getReader();
  let next = 0;
  let expected = 0;
  for (let round = 0; round < 200; round++) {
    for (let i = 0; i < 20; i++) controller.enqueue(next++);
    for (let i = 0; i < 15; i++) assertEquals((await reader.read()).value, expected++);
  }
  controller.close();
  reader.releaseLock();
  assertEquals((await collect(stream)).length, 1000);
});

test("cancel drops the queue and tells the source", async () => {
  let reason;
  const stream = new ReadableStream({
    start: (controller) => controller.enqueue("a"),
    cancel: (given) => (reason = given),
  });
  assertEquals(await stream.cancel("enough"), undefined);
  assertEquals(reason, "enough");
  assertEquals(await stream.getReader().read(), { value: undefined, done: true });
  await assertRejects(new ReadableStream({ cancel: () => Promise.reject(new Error("x")) }).cancel(), Error, "x");
});

test("a locked stream refuses readers, cancel and tee", async () => {
  const stream = new ReadableStream();
  const reader = stream.getReader();
  assert(stream.locked);
  assertThrows(() => stream.getReader(), TypeError);
  assertThrows(() => stream.tee(), TypeError);
  assertThrows(() => new ReadableStreamDefaultReader(stream), TypeError);
  await assertRejects(stream.cancel(), TypeError);
  await assertRejects(stream.pipeTo(new WritableStream()), TypeError);
  reader.releaseLock();
  assert(!stream.locked);
  assertEquals(await stream.cancel(), undefined);
});

test("releasing a reader rejects its reads and keeps the chunks for the next", async () => {
  let controller;
  const stream = new ReadableStream({ start: (given) => (controller = given) });
  const reader = stream.getReader();
  const read = reader.read();
  const closed = reader.closed;
  reader.releaseLock();
  await assertRejects(read, TypeError);
  await assertRejects(closed, TypeError);
  assert(closed === reader.closed);
  await assertRejects(reader.read(), TypeError);
  await assertRejects(reader.cancel(), TypeError);
  controller.enqueue("kept");
  assertEquals((await stream.getReader().read()).value, "kept");
});

test("closed of a reader released after the end rejects anew", async () => {
  const reader = streamOf().getReader();
  const first = reader.closed;
  await first;
  reader.releaseLock();
  assert(reader.closed !== first);
  await assertRejects(reader.closed, TypeError);
});

test("for await leaves the stream canceled unless told otherwise", async () => {
  let canceled = 0;
  const make = () => new ReadableStream({
    start: (controller) => ["a", "b"].forEach((chunk) => controller.enqueue(chunk)),
    cancel: () => canceled++,
  });
  const dropped = make();
  for await (const chunk of dropped) {
    assertEquals(chunk, "a");
    break;
  }
  assertEquals([canceled, dropped.locked], [1, false]);
  const kept = make();
  for await (const _ of kept.values({ preventCancel: true })) break;
  assertEquals([canceled, (await kept.getReader().read()).value], [1, "b"]);
});

test("iterator calls are served one after the other", async () => {
  const iterator = streamOf(1, 2, 3).values();
  const results = await Promise.all([iterator.next(), iterator.next(), iterator.return("r"), iterator.next()]);
  assertEquals(results, [
    { value: 1, done: false }, { value: 2, done: false }, { value: "r", done: true },
    { value: undefined, done: true },
  ]);
});

test("an error ends the iteration and frees the stream", async () => {
  const stream = new ReadableStream({ pull: () => Promise.reject(new Error("bad")) });
  const iterator = stream.values();
  await assertRejects(iterator.next(), Error, "bad");
  assertEquals(await iterator.next(), { value: undefined, done: true });
  assert(!stream.locked);
});

test("tee gives both branches every chunk", async () => {
  const [first, second] = streamOf("a", "b").tee();
  assertEquals(await collect(first), ["a", "b"]);
  assertEquals(await collect(second), ["a", "b"]);
});

test("tee cancels the source when both branches are canceled", async () => {
  let reason;
  const [first, second] = new ReadableStream({ cancel: (given) => void (reason = given) }).tee();
  const one = first.cancel(1);
  await settle();
  assertEquals(reason, undefined);
  await Promise.all([one, second.cancel(2)]);
  assertEquals(reason, [1, 2]);
});

test("tee passes an error to both branches", async () => {
  const [first, second] = new ReadableStream({ pull: () => Promise.reject(new Error("bad")) }).tee();
  await assertRejects(first.getReader().read(), Error, "bad");
  await assertRejects(second.getReader().read(), Error, "bad");
});

test("tee pulls no more than the slower branch needs", async () => {
  let pulls = 0;
  const source = new ReadableStream({ pull: (controller) => controller.enqueue(++pulls) }, { highWaterMark: 0 });
  const [first] = source.tee();
  const reader = first.getReader();
  for (let i = 1; i <= 3; i++) assertEquals((await reader.read()).value, i);
  await settle();
  assertEquals(pulls, 4);
});

test("from makes a stream of any iterable", async () => {
  assertEquals(await collect(ReadableStream.from(["a", Promise.resolve("b")])), ["a", "b"]);
  assertEquals(await collect(ReadableStream.from(new Set([1, 2]))), [1, 2]);
  async function* generate() {
    yield* [1, 2, 3];
  }
  assertEquals(await collect(ReadableStream.from(generate())), [1, 2, 3]);
  assertEquals(await collect(ReadableStream.from(streamOf("x"))), ["x"]);
});

test("from stops its iterator when canceled", async () => {
  const log = [];
  const iterable = {
    [Symbol.asyncIterator]: () => ({
      next: async () => ({ value: 1, done: false }),
      return: async (reason) => (log.push(reason), { done: true }),
    }),
  };
  const reader = ReadableStream.from(iterable).getReader();
  await reader.read();
  await reader.cancel("stop");
  assertEquals(log, ["stop"]);
});

test("from does not take what cannot be iterated", async () => {
  for (const value of [undefined, null, 1, {}, "text", { [Symbol.iterator]: 1 }]) {
    assertThrows(() => ReadableStream.from(value), TypeError);
  }
  const bad = ReadableStream.from({ [Symbol.asyncIterator]: () => ({ next: () => 5 }) });
  await assertRejects(bad.getReader().read(), TypeError);
}, { except: ["node"] });

test("constructor arguments are checked", () => {
  assertThrows(() => new ReadableStream(null), TypeError);
  assertThrows(() => new ReadableStream({ type: "x" }), TypeError);
  assertThrows(() => new ReadableStream({ pull: 1 }), TypeError);
  assertThrows(() => new ReadableStream({}, { highWaterMark: -1 }), RangeError);
  assertThrows(() => new ReadableStream({}, { highWaterMark: NaN }), RangeError);
  assertThrows(() => new ReadableStream({}, { size: 1 }), TypeError);
  assertThrows(() => new ReadableStream().getReader({ mode: "x" }), TypeError);
  assertThrows(() => new ReadableStreamDefaultReader({}), TypeError);
  assertThrows(() => new ReadableStreamDefaultController(), TypeError);
});

test("methods refuse objects of other kinds", async () => {
  assertThrows(() => ReadableStream.prototype.getReader.call({}), TypeError, "Illegal invocation");
  await assertRejects(ReadableStream.prototype.cancel.call({}), TypeError, "Illegal invocation");
  await assertRejects(ReadableStreamDefaultReader.prototype.read.call({}), TypeError, "Illegal invocation");
  assertThrows(() => ReadableStream.prototype.locked, TypeError, "Illegal invocation");
}, { except: ["node"] });

test("the order of events around close is that of the standard", async () => {
  const log = [];
  let controller;
  const stream = new ReadableStream({ start: (given) => (controller = given) });
  const reader = stream.getReader();
  reader.closed.then(() => log.push("closed"));
  reader.read().then(({ done }) => log.push(`read ${done}`));
  reader.read().then(({ done }) => log.push(`read ${done}`));
  controller.enqueue(1);
  controller.close();
  await settle();
  assertEquals(log, ["read false", "closed", "read true"]);
}, { except: ["deno"] });

test("strategies give sizes and marks", () => {
  const bytes = new ByteLengthQueuingStrategy({ highWaterMark: "7" });
  assertEquals([bytes.highWaterMark, bytes.size({ byteLength: 3 }), bytes.size.name], [7, 3, "size"]);
  const count = new CountQueuingStrategy({ highWaterMark: 2 });
  assertEquals([count.highWaterMark, count.size("anything")], [2, 1]);
  assert(count.size === new CountQueuingStrategy({ highWaterMark: 9 }).size);
  assertThrows(() => new CountQueuingStrategy(), TypeError);
  assertThrows(() => new CountQueuingStrategy({}), TypeError);
});

await runTests();
