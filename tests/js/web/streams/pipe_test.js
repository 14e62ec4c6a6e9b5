// tests/js/web/streams/pipe_test.js: pipeTo, pipeThrough and TransformStream.
import { assert, assertEquals, assertRejects, assertThrows, runTests, settle, test } from "../../harness.js";
import { collect, streamOf } from "./support.js";

function collector(sink = {}) {
  const log = [];
  const stream = new WritableStream({
    write: (chunk) => void log.push(chunk),
    close: () => void log.push("close"),
    abort: (reason) => void log.push(["abort", reason]),
    ...sink,
  });
  return { log, stream };
}

function held() {
  let release;
  const promise = new Promise((resolve, reject) => (release = { resolve, reject }));
  return { promise, ...release };
}

test("pipeTo moves everything and closes", async () => {
  const { log, stream } = collector();
  const source = streamOf(1, 2, 3);
  const piping = source.pipeTo(stream);
  assert(source.locked && stream.locked);
  assertEquals(await piping, undefined);
  assertEquals(log, [1, 2, 3, "close"]);
  assert(!source.locked && !stream.locked);
});

test("preventClose leaves the destination open", async () => {
  const { log, stream } = collector();
  await streamOf(1).pipeTo(stream, { preventClose: true });
  await streamOf(2).pipeTo(stream);
  assertEquals(log, [1, 2, "close"]);
});

test("an error of the source aborts the destination", async () => {
  const error = new Error("source");
  for (const preventAbort of [false, true]) {
    const { log, stream } = collector();
    const source = new ReadableStream({ start: (controller) => controller.error(error) });
    assertEquals(await source.pipeTo(stream, { preventAbort }).catch((reason) => reason), error);
    assertEquals(log, preventAbort ? [] : [["abort", error]]);
  }
});

test("an error of the destination cancels the source", async () => {
  const error = new Error("sink");
  for (const preventCancel of [false, true]) {
    const canceled = [];
    const source = new ReadableStream({
      pull: (controller) => controller.enqueue(1),
      cancel: (reason) => void canceled.push(reason),
    });
    const { stream } = collector({ write: () => Promise.reject(error) });
    assertEquals(await source.pipeTo(stream, { preventCancel }).catch((reason) => reason), error);
    assertEquals(canceled, preventCancel ? [] : [error]);
  }
});

test("a closed destination cancels the source", async () => {
  const canceled = [];
  const source = new ReadableStream({ cancel: (reason) => void canceled.push(reason) });
  const { stream } = collector();
  await stream.close();
  const error = await assertRejects(source.pipeTo(stream), TypeError);
  assertEquals(canceled, [error]);
});

test("chunks already read are written before the destination is told of an error", async () => {
  let controller;
  const source = new ReadableStream({ start: (given) => void (controller = given) });
  const gate = held();
  const { log, stream } = collector({
    write(chunk) {
      log.push(chunk);
      return gate.promise;
    },
  });
  const piping = source.pipeTo(stream);
  controller.enqueue("a");
  await settle();
  controller.error("late");
  await settle();
  assertEquals(log, ["a"]);
  gate.resolve();
  assertEquals(await piping.catch((reason) => reason), "late");
  assertEquals(log, ["a", ["abort", "late"]]);
});

test("a pipe respects backpressure", async () => {
  let pulls = 0;
  const source = new ReadableStream({ pull: (controller) => controller.enqueue(++pulls) }, { highWaterMark: 0 });
  const gate = held();
  const { stream } = collector({ write: () => gate.promise });
  source.pipeTo(stream);
  await settle();
  assertEquals(pulls, 1);
});

test("enqueue does not run the sink while it is on the stack", async () => {
  let controller;
  let enqueueing = false;
  const seen = [];
  const source = new ReadableStream({ start: (given) => void (controller = given) });
  source.pipeTo(new WritableStream({ write: () => void seen.push(enqueueing) }));
  await settle();
  enqueueing = true;
  controller.enqueue("a");
  enqueueing = false;
  await settle();
  assertEquals(seen, [false]);
}, { except: ["deno", "node"] });

test("aborting the signal stops the pipe and both ends", async () => {
  for (const options of [{}, { preventAbort: true }, { preventCancel: true }]) {
    const canceled = [];
    const source = new ReadableStream({ cancel: (reason) => void canceled.push(reason) });
    const { log, stream } = collector();
    const controller = new AbortController();
    const piping = source.pipeTo(stream, { ...options, signal: controller.signal });
    controller.abort("stop");
    assertEquals(await piping.catch((reason) => reason), "stop");
    assertEquals(canceled, options.preventCancel ? [] : ["stop"]);
    assertEquals(log, options.preventAbort ? [] : [["abort", "stop"]]);
  }
  const { log, stream } = collector();
  const early = streamOf(1).pipeTo(stream, { signal: AbortSignal.abort("before") });
  assertEquals(await early.catch((reason) => reason), "before");
  assertEquals(log, [["abort", "before"]]);
});

test("pipeTo checks its arguments and rejects", async () => {
  await assertRejects(streamOf().pipeTo(), TypeError);
  await assertRejects(streamOf().pipeTo({}), TypeError);
  await assertRejects(streamOf().pipeTo(new WritableStream(), { signal: 1 }), TypeError);
  assertThrows(() => streamOf().pipeThrough(), TypeError);
  assertThrows(() => streamOf().pipeThrough({ readable: streamOf() }), TypeError);
  assertThrows(() => streamOf().pipeThrough({ readable: 1, writable: new WritableStream() }), TypeError);
});

test("a long pipe neither overflows the stack nor loses chunks", async () => {
  let next = 0;
  const source = new ReadableStream({
    pull(controller) {
      for (let i = 0; i < 50; i++) controller.enqueue(next++);
      if (next >= 20000) controller.close();
    },
  }, { highWaterMark: 100 });
  let sum = 0;
  await source.pipeTo(new WritableStream({ write: (chunk) => void (sum += chunk) }, { highWaterMark: 1000 }));
  assertEquals(sum, 19999 * 10000);
});

test("an identity transform passes chunks on", async () => {
  assertEquals(await collect(streamOf("a", "b").pipeThrough(new TransformStream())), ["a", "b"]);
});

test("a transform maps, adds and flushes", async () => {
  const transform = new TransformStream({
    start: (controller) => controller.enqueue("head"),
    transform(chunk, controller) {
      controller.enqueue(chunk);
      controller.enqueue(chunk * 2);
    },
    flush: (controller) => controller.enqueue("tail"),
  });
  assertEquals(await collect(streamOf(1, 2).pipeThrough(transform)), ["head", 1, 2, 2, 4, "tail"]);
});

test("asynchronous transforms keep the order", async () => {
  const transform = new TransformStream({
    async transform(chunk, controller) {
      await settle();
      controller.enqueue(chunk);
    },
  });
  assertEquals(await collect(streamOf(1, 2, 3).pipeThrough(transform)), [1, 2, 3]);
});

test("a failing transform errors both sides", async () => {
  const error = new Error("transform");
  const { readable, writable } = new TransformStream({
    transform() {
      throw error;
    },
  });
  const writer = writable.getWriter();
  const reader = readable.getReader();
  const read = reader.read();
  assertEquals(await writer.write(1).catch((reason) => reason), error);
  assertEquals(await read.catch((reason) => reason), error);
  assertEquals(await writer.closed.catch((reason) => reason), error);
});

test("terminate ends the readable side and errors the writable one", async () => {
  const { readable, writable } = new TransformStream({
    transform(chunk, controller) {
      controller.enqueue(chunk);
      controller.terminate();
    },
  });
  const writer = writable.getWriter();
  writer.write("last").catch(() => {});
  assertEquals(await collect(readable), ["last"]);
  await assertRejects(writer.closed, TypeError);
});

test("a transform waits for its reader", async () => {
  const seen = [];
  const { readable, writable } = new TransformStream({ transform: (chunk) => void seen.push(chunk) });
  const writer = writable.getWriter();
  writer.write(1);
  await settle();
  assertEquals([seen, writer.desiredSize], [[], 0]);
  readable.getReader().read();
  await settle();
  assertEquals(seen, [1]);
});

test("canceling the readable side runs cancel and errors the writable one", async () => {
  const log = [];
  const { readable, writable } = new TransformStream({ cancel: (reason) => void log.push(reason) });
  const writer = writable.getWriter();
  await readable.cancel("no more");
  assertEquals(log, ["no more"]);
  assertEquals(await writer.closed.catch((reason) => reason), "no more");
}, { except: ["node"] });

test("aborting the writable side runs cancel and errors the readable one", async () => {
  const log = [];
  const { readable, writable } = new TransformStream({ cancel: (reason) => void log.push(reason) });
  await writable.abort("why");
  assertEquals(log, ["why"]);
  assertEquals(await readable.getReader().read().catch((reason) => reason), "why");
}, { except: ["node"] });

test("the controller's error reaches both sides", async () => {
  let controller;
  const { readable, writable } = new TransformStream({ start: (given) => void (controller = given) });
  controller.error(new Error("both"));
  await assertRejects(writable.getWriter().closed, Error, "both");
  await assertRejects(readable.getReader().read(), Error, "both");
  assertThrows(() => controller.enqueue(1), TypeError);
});

test("flush may fail the close", async () => {
  const { readable, writable } = new TransformStream({ flush: () => Promise.reject(new Error("unflushed")) });
  const closing = writable.close();
  await assertRejects(readable.getReader().read(), Error, "unflushed");
  await assertRejects(closing, Error, "unflushed");
});

test("start of a transform holds both sides back", async () => {
  const gate = held();
  const log = [];
  const { readable, writable } = new TransformStream({
    start: () => gate.promise,
    transform: (chunk, controller) => (log.push(chunk), controller.enqueue(chunk)),
  });
  const read = readable.getReader().read();
  writable.getWriter().write(1);
  await settle();
  assertEquals(log, []);
  gate.resolve();
  assertEquals((await read).value, 1);
});

test("transformer arguments are checked", () => {
  assertThrows(() => new TransformStream({ readableType: "bytes" }), RangeError);
  assertThrows(() => new TransformStream({ writableType: "bytes" }), RangeError);
  assertThrows(() => new TransformStream({ transform: 1 }), TypeError);
  assertThrows(() => new TransformStream({}, { highWaterMark: -1 }), RangeError);
  assertThrows(() => new TransformStream(1), TypeError);
  assertThrows(() => new TransformStreamDefaultController(), TypeError);
});

await runTests();
