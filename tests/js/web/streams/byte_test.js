// tests/js/web/streams/byte_test.js: readable byte streams and BYOB readers.
import { assert, assertEquals, assertRejects, assertThrows, runTests, settle, test } from "../../harness.js";

const bytes = (...values) => new Uint8Array(values);

function byteStream(source = {}, strategy = undefined) {
  let controller;
  const stream = new ReadableStream({
    type: "bytes",
    ...source,
    start(given) {
      controller = given;
      return source.start?.(given);
    },
  }, strategy);
  return { stream, controller };
}

test("a default reader gets the chunks as they were enqueued", async () => {
  const { stream, controller } = byteStream();
  controller.enqueue(bytes(1, 2, 3));
  controller.enqueue(new Uint16Array([4]));
  controller.close();
  const reader = stream.getReader();
  assertEquals((await reader.read()).value, bytes(1, 2, 3));
  assertEquals((await reader.read()).value, bytes(4, 0));
  assertEquals((await reader.read()).done, true);
});

test("enqueueing takes the buffer over", () => {
  const { controller } = byteStream();
  const chunk = bytes(1, 2);
  controller.enqueue(chunk);
  assertEquals(chunk.byteLength, 0);
  assertThrows(() => controller.enqueue(chunk), TypeError);
});

test("a BYOB read fills the reader's buffer and takes it over", async () => {
  const { stream, controller } = byteStream();
  controller.enqueue(bytes(1, 2, 3, 4, 5));
  const reader = stream.getReader({ mode: "byob" });
  const mine = new Uint8Array(3);
  const { value } = await reader.read(mine);
  assertEquals([value, mine.byteLength], [bytes(1, 2, 3), 0]);
  const rest = await reader.read(new Uint8Array(new ArrayBuffer(10), 2, 4));
  assertEquals([rest.value, rest.value.byteOffset, rest.value.buffer.byteLength], [bytes(4, 5), 2, 10]);
});

test("a BYOB read keeps the view's type and whole elements", async () => {
  const { stream, controller } = byteStream();
  const reader = stream.getReader({ mode: "byob" });
  const read = reader.read(new Uint16Array(4));
  controller.enqueue(bytes(1));
  await settle();
  controller.enqueue(bytes(0, 2));
  assertEquals((await read).value, new Uint16Array([1]));
  const view = (await reader.read(new DataView(new ArrayBuffer(1)))).value;
  assert(view instanceof DataView);
  assertEquals(view.getUint8(0), 2);
});

test("byobRequest lets the source write into the reader's buffer", async () => {
  const seen = [];
  const { stream } = byteStream({
    pull(controller) {
      const { byobRequest } = controller;
      seen.push(byobRequest.view.byteLength, byobRequest === controller.byobRequest);
      byobRequest.view[0] = 7;
      byobRequest.respond(1);
      seen.push(byobRequest.view);
    },
  });
  const { value } = await stream.getReader({ mode: "byob" }).read(new Uint8Array(4));
  assertEquals([value, value.buffer.byteLength], [bytes(7), 4]);
  assertEquals(seen, [4, true, null]);
});

test("byobRequest answers with a transferred view", async () => {
  const { stream } = byteStream({
    pull(controller) {
      const { view } = controller.byobRequest;
      const moved = new Uint8Array(view.buffer.transfer(), view.byteOffset, 2);
      moved.set([8, 9]);
      controller.byobRequest.respondWithNewView(moved);
    },
  });
  assertEquals((await stream.getReader({ mode: "byob" }).read(new Uint8Array(3))).value, bytes(8, 9));
});

test("autoAllocateChunkSize gives default reads a byobRequest", async () => {
  const { stream } = byteStream({
    autoAllocateChunkSize: 16,
    pull(controller) {
      assertEquals(controller.byobRequest.view.byteLength, 16);
      controller.byobRequest.view[0] = 1;
      controller.byobRequest.respond(1);
    },
  });
  const { value } = await stream.getReader().read();
  assertEquals([value, value.buffer.byteLength], [bytes(1), 16]);
});

test("without BYOB reads there is no byobRequest", async () => {
  const requests = [];
  const { stream } = byteStream({
    pull(controller) {
      requests.push(controller.byobRequest);
      controller.enqueue(bytes(1));
    },
  });
  await stream.getReader().read();
  assertEquals(requests, [null]);
});

test("min waits for that many elements", async () => {
  const { stream, controller } = byteStream();
  const reader = stream.getReader({ mode: "byob" });
  let settled = false;
  const read = reader.read(new Uint8Array(8), { min: 3 });
  read.then(() => (settled = true));
  controller.enqueue(bytes(1, 2));
  await settle();
  assert(!settled);
  controller.enqueue(bytes(3, 4));
  assertEquals((await read).value, bytes(1, 2, 3, 4));
  await assertRejects(reader.read(bytes(1), { min: 0 }), TypeError);
  await assertRejects(reader.read(bytes(1), { min: 2 }), RangeError);
});

test("closing during a BYOB read gives the buffer back empty", async () => {
  const { stream, controller } = byteStream();
  const reader = stream.getReader({ mode: "byob" });
  const read = reader.read(new Uint8Array(4));
  controller.close();
  controller.byobRequest.respond(0);
  const { value, done } = await read;
  assertEquals([done, value.byteLength, value.buffer.byteLength], [true, 0, 4]);
  const after = await reader.read(new Uint8Array(2));
  assertEquals([after.done, after.value.byteLength], [true, 0]);
});

test("canceling a BYOB reader ends its reads without a view", async () => {
  const { stream } = byteStream();
  const reader = stream.getReader({ mode: "byob" });
  const read = reader.read(new Uint8Array(4));
  await reader.cancel();
  assertEquals(await read, { value: undefined, done: true });
});

test("closing with part of an element pending is an error", async () => {
  const { stream, controller } = byteStream();
  const reader = stream.getReader({ mode: "byob" });
  const read = reader.read(new Uint16Array(1));
  controller.enqueue(bytes(1));
  assertThrows(() => controller.close(), TypeError);
  await assertRejects(read, TypeError);
});

test("bytes read for a released reader go to the next one", async () => {
  const { stream, controller } = byteStream();
  const first = stream.getReader({ mode: "byob" });
  const read = first.read(new Uint8Array(4));
  const { byobRequest } = controller;
  first.releaseLock();
  await assertRejects(read, TypeError);
  byobRequest.view.set([5, 6]);
  byobRequest.respond(2);
  const { value } = await stream.getReader().read();
  assertEquals(value, bytes(5, 6));
});

test("several BYOB reads are filled in order from one chunk", async () => {
  const { stream, controller } = byteStream();
  const reader = stream.getReader({ mode: "byob" });
  const reads = [2, 3, 4].map((size) => reader.read(new Uint8Array(size)));
  controller.enqueue(bytes(1, 2, 3, 4, 5, 6));
  const results = await Promise.all(reads);
  assertEquals(results.map(({ value }) => [...value]), [[1, 2], [3, 4, 5], [6]]);
});

test("the byobRequest checks what it is told", async () => {
  const attempt = async (respond, error) => {
    let thrown;
    const { stream } = byteStream({
      pull(controller) {
        thrown = assertThrows(() => respond(controller.byobRequest), error);
        controller.error(thrown);
      },
    });
    await assertRejects(stream.getReader({ mode: "byob" }).read(new Uint8Array(2)), error);
  };
  await attempt((request) => request.respond(3), RangeError);
  await attempt((request) => request.respond(0), TypeError);
  await attempt((request) => request.respond(-1), TypeError);
  await attempt((request) => request.respondWithNewView(bytes(1, 2, 3)), RangeError);
  await attempt((request) => request.respondWithNewView(new Uint8Array(request.view.buffer, 1)), RangeError);
  await attempt((request) => request.respondWithNewView(1), TypeError);
});

test("a byobRequest is invalid once it was answered", async () => {
  let kept;
  const { stream } = byteStream({
    pull(controller) {
      kept = controller.byobRequest;
      kept.respond(1);
    },
  });
  await stream.getReader({ mode: "byob" }).read(new Uint8Array(1));
  assertEquals(kept.view, null);
  assertThrows(() => kept.respond(1), TypeError);
});

test("reads check the view", async () => {
  const { stream } = byteStream();
  const reader = stream.getReader({ mode: "byob" });
  const detached = bytes(1);
  detached.buffer.transfer();
  for (const view of [undefined, 1, {}, new ArrayBuffer(1), new Uint8Array(0), detached]) {
    await assertRejects(reader.read(view), TypeError);
  }
});

test("only byte streams have BYOB readers", () => {
  assertThrows(() => new ReadableStream().getReader({ mode: "byob" }), TypeError);
  assertThrows(() => new ReadableStreamBYOBReader(new ReadableStream()), TypeError);
  assertThrows(() => new ReadableStream({ type: "bytes" }, { size: () => 1 }), RangeError);
  assertThrows(() => new ReadableStream({ type: "bytes", autoAllocateChunkSize: 0 }), TypeError);
});

test("desiredSize counts bytes", () => {
  const { controller } = byteStream({}, { highWaterMark: 10 });
  controller.enqueue(bytes(1, 2, 3));
  assertEquals(controller.desiredSize, 7);
});

test("the branches of tee own their bytes", async () => {
  const { stream, controller } = byteStream();
  const [first, second] = stream.tee();
  controller.enqueue(bytes(1, 2));
  controller.close();
  const one = (await first.getReader().read()).value;
  const two = (await second.getReader().read()).value;
  one[0] = 99;
  assertEquals([one, two], [bytes(99, 2), bytes(1, 2)]);
});

test("a BYOB branch of tee hands its buffer to the source", async () => {
  const views = [];
  const { stream } = byteStream({
    pull(controller) {
      if (controller.byobRequest === null) return controller.enqueue(bytes(9));
      views.push(controller.byobRequest.view.byteLength);
      controller.byobRequest.view[0] = 5;
      controller.byobRequest.respond(1);
    },
  });
  const [first, second] = stream.tee();
  const { value } = await first.getReader({ mode: "byob" }).read(new Uint8Array(6));
  assertEquals([[...value], views], [[5], [6]]);
  assertEquals((await second.getReader().read()).value, bytes(5));
});

test("a closed source ends both branches, BYOB reads included", async () => {
  const { stream, controller } = byteStream();
  const [first, second] = stream.tee();
  const read = first.getReader({ mode: "byob" }).read(new Uint8Array(2));
  const other = second.getReader().read();
  await settle();
  controller.close();
  controller.byobRequest?.respond(0);
  const [a, b] = await Promise.all([read, other]);
  assertEquals([a.done, a.value.byteLength, b.done, b.value], [true, 0, true, undefined]);
});

await runTests();
