// tests/js/web/streams/writable_test.js: WritableStream and its writer.
import { assert, assertEquals, assertRejects, assertThrows, runTests, settle, test } from "../../harness.js";

function recorder(sink = {}) {
  const log = [];
  return {
    log,
    sink: {
      start: () => void log.push("start"),
      write: (chunk) => void log.push(`write ${chunk}`),
      close: () => void log.push("close"),
      abort: (reason) => void log.push(`abort ${reason}`),
      ...sink,
    },
  };
}

function held() {
  let release;
  const promise = new Promise((resolve, reject) => (release = { resolve, reject }));
  return { promise, ...release };
}

test("chunks reach the sink in order, then close", async () => {
  const { log, sink } = recorder();
  const writer = new WritableStream(sink).getWriter();
  const writes = [writer.write("a"), writer.write("b")];
  const closing = writer.close();
  assertEquals(await Promise.all([...writes, closing, writer.closed]), [undefined, undefined, undefined, undefined]);
  assertEquals(log, ["start", "write a", "write b", "close"]);
});

test("one write at a time", async () => {
  const gate = held();
  const seen = [];
  const writer = new WritableStream({
    write(chunk) {
      seen.push(chunk);
      return chunk === 1 ? gate.promise : undefined;
    },
  }).getWriter();
  writer.write(1);
  const second = writer.write(2);
  await settle();
  assertEquals(seen, [1]);
  gate.resolve();
  await second;
  assertEquals(seen, [1, 2]);
});

test("ready waits while the queue is at its mark", async () => {
  const gate = held();
  const writer = new WritableStream({ write: () => gate.promise }, { highWaterMark: 2 }).getWriter();
  await writer.ready;
  const idle = writer.ready;
  writer.write("a");
  assertEquals([writer.desiredSize, writer.ready === idle], [1, true]);
  writer.write("b");
  assertEquals([writer.desiredSize, writer.ready === idle], [0, false]);
  let ready = false;
  writer.ready.then(() => (ready = true));
  await settle();
  assert(!ready);
  gate.resolve();
  await writer.ready;
  await settle();
  assertEquals(writer.desiredSize, 2);
});

test("close makes ready resolve", async () => {
  const gate = held();
  const writer = new WritableStream({ write: () => gate.promise }).getWriter();
  writer.write("a");
  const { ready } = writer;
  const closing = writer.close();
  await ready;
  gate.resolve();
  await closing;
});

test("a failing write errors the stream, ready, closed and what waits", async () => {
  const error = new Error("disk full");
  const writer = new WritableStream({ write: () => Promise.reject(error) }).getWriter();
  const writes = [writer.write(1), writer.write(2)];
  await assertRejects(writes[0], Error, "disk full");
  await assertRejects(writes[1], Error, "disk full");
  await assertRejects(writer.closed, Error, "disk full");
  await assertRejects(writer.ready, Error, "disk full");
  await assertRejects(writer.write(3), Error, "disk full");
  assertEquals(writer.desiredSize, null);
});

test("abort waits for the write under way and drops the others", async () => {
  const gate = held();
  const { log, sink } = recorder();
  sink.write = (chunk) => {
    log.push(`write ${chunk}`);
    return gate.promise;
  };
  const writer = new WritableStream(sink).getWriter();
  await writer.ready;
  const writes = [writer.write("a"), writer.write("b")];
  const outcomes = writes.map((write) => write.then(() => "ok", (reason) => `rejected ${reason}`));
  const aborting = writer.abort("why");
  await settle();
  assertEquals(log, ["start", "write a"]);
  gate.resolve();
  await aborting;
  assertEquals(log, ["start", "write a", "abort why"]);
  assertEquals(await Promise.all(outcomes), ["ok", "rejected why"]);
  assertEquals(await writer.closed.catch((reason) => reason), "why");
});

test("abort tells the controller's signal at once", async () => {
  let signal;
  const stream = new WritableStream({ start: (controller) => void (signal = controller.signal) });
  assertEquals(signal.aborted, false);
  stream.abort("why");
  assertEquals([signal.aborted, signal.reason], [true, "why"]);
});

test("the signal is there for who asks after the abort", async () => {
  let controller;
  const stream = new WritableStream({ start: (given) => void (controller = given) });
  await stream.abort(5);
  assertEquals([controller.signal.aborted, controller.signal.reason], [true, 5]);
});

test("abort before start has finished waits for it", async () => {
  const gate = held();
  const { log, sink } = recorder({ start: () => gate.promise });
  const stream = new WritableStream(sink);
  const aborting = stream.abort("early");
  await settle();
  assertEquals(log, []);
  gate.resolve();
  await aborting;
  assertEquals(log, ["abort early"]);
});

test("a second abort shares the first one's outcome", async () => {
  const { log, sink } = recorder();
  const writer = new WritableStream(sink).getWriter();
  const both = [writer.abort(1), writer.abort(2)];
  assertEquals(await Promise.all(both), [undefined, undefined]);
  assertEquals(log, ["start", "abort 1"]);
});

test("abort of a closed stream does nothing", async () => {
  const { log, sink } = recorder();
  const stream = new WritableStream(sink);
  await stream.close();
  assertEquals(await stream.abort("x"), undefined);
  assertEquals(log, ["start", "close"]);
});

test("an error from the controller comes through without abort", async () => {
  let controller;
  const { log, sink } = recorder({ start: (given) => void (controller = given) });
  const writer = new WritableStream(sink).getWriter();
  controller.error(new Error("lost"));
  controller.error(new Error("again"));
  await assertRejects(writer.closed, Error, "lost");
  await assertRejects(writer.write(1), Error, "lost");
  assertEquals(log, []);
});

test("a failing close errors the stream", async () => {
  const writer = new WritableStream({ close: () => Promise.reject(new Error("no end")) }).getWriter();
  await assertRejects(writer.close(), Error, "no end");
  await assertRejects(writer.closed, Error, "no end");
});

test("a failing abort rejects the caller, the stream keeps the reason", async () => {
  const writer = new WritableStream({ abort: () => Promise.reject(new Error("bad abort")) }).getWriter();
  await assertRejects(writer.abort(new Error("why")), Error, "bad abort");
  await assertRejects(writer.closed, Error, "why");
});

test("a released writer can do nothing", async () => {
  const stream = new WritableStream();
  const writer = stream.getWriter();
  const { closed, ready } = writer;
  await ready;
  writer.releaseLock();
  await assertRejects(closed, TypeError);
  await assertRejects(writer.ready, TypeError);
  assert(writer.ready !== ready);
  for (const call of [() => writer.write(1), () => writer.close(), () => writer.abort()]) {
    await assertRejects(call(), TypeError);
  }
  assertThrows(() => writer.desiredSize, TypeError);
  await stream.getWriter().close();
});

test("a locked stream refuses writers, close and abort", async () => {
  const stream = new WritableStream();
  stream.getWriter();
  assert(stream.locked);
  assertThrows(() => stream.getWriter(), TypeError);
  await assertRejects(stream.close(), TypeError);
  await assertRejects(stream.abort(), TypeError);
});

test("close twice and writes after close are refused", async () => {
  const writer = new WritableStream().getWriter();
  const closing = writer.close();
  await assertRejects(writer.close(), TypeError);
  await assertRejects(writer.write(1), TypeError);
  await closing;
  await assertRejects(writer.close(), TypeError);
});

test("the size function counts, and a bad one errors the stream", async () => {
  const writer = new WritableStream({}, { highWaterMark: 10, size: (chunk) => chunk }).getWriter();
  const first = writer.write(4);
  assertEquals(writer.desiredSize, 6);
  await assertRejects(writer.write(-1), RangeError);
  await assertRejects(writer.closed, RangeError);
  await assertRejects(first, RangeError);
});

test("a size function that releases the writer fails the write", async () => {
  const stream = new WritableStream({}, {
    size() {
      writer.releaseLock();
      return 1;
    },
  });
  const writer = stream.getWriter();
  await assertRejects(writer.write(1), TypeError);
});

test("close requested during an abort fails with its reason", async () => {
  const gate = held();
  const writer = new WritableStream({ write: () => gate.promise }).getWriter();
  await writer.ready;
  writer.write(1);
  const closing = writer.close();
  const aborting = writer.abort(new Error("why"));
  gate.resolve();
  await aborting;
  await assertRejects(closing, Error, "why");
});

test("sink types and methods are checked", () => {
  assertThrows(() => new WritableStream({ type: "bytes" }), RangeError);
  assertThrows(() => new WritableStream({ write: 1 }), TypeError);
  assertThrows(() => new WritableStream(null), TypeError);
  assertThrows(() => new WritableStreamDefaultWriter({}), TypeError);
  assertThrows(() => new WritableStreamDefaultController(), TypeError);
});

await runTests();
