// tests/js/workers/worker_test.js: Worker, seen from its parent.
// flags: --v8-flags=--max-old-space-size=200
import { assert, assertEquals, assertThrows, runTests, test } from "../harness.js";
import { next, script, start } from "./support.js";

const echo = "onmessage = (event) => postMessage(event.data);";

async function answer(worker, message, transfer) {
  const event = next(worker, "message");
  worker.postMessage(message, transfer);
  return (await event).data;
}

test("a worker answers with a structured clone", async () => {
  const worker = start(echo);
  const cyclic = { map: new Map([[1, new Date(5)]]), text: "ü", big: 5n };
  cyclic.self = cyclic;
  const back = await answer(worker, cyclic);
  worker.terminate();
  assertEquals(back.map.get(1).getTime(), 5);
  assertEquals([back.text, back.big, back.self === back], ["ü", 5n, true]);
});

test("messages keep their order", async () => {
  const worker = start(echo);
  const got = [];
  const done = new Promise((resolve) => {
    worker.onmessage = (event) => got.push(event.data) === 100 && resolve();
  });
  for (let i = 0; i < 100; i++) worker.postMessage(i);
  await done;
  worker.terminate();
  assertEquals(got, Array.from({ length: 100 }, (_, i) => i));
});

test("a storm of messages leaves timers their turn", async () => {
  const worker = start("for (;;) postMessage(0);");
  await next(worker, "message");
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setTimeout(resolve, 0));
  worker.terminate();
});

test("a transferred buffer moves there and back", async () => {
  const worker = start("onmessage = ({ data }) => postMessage(data, [data]);");
  const buffer = new Uint8Array([1, 2, 3]).buffer;
  const back = await answer(worker, buffer, [buffer]);
  worker.terminate();
  assertEquals(buffer.byteLength, 0);
  assertEquals(new Uint8Array(back), new Uint8Array([1, 2, 3]));
});

test("a transferred buffer outlives the worker it came from", async () => {
  const worker = start("const b = new ArrayBuffer(1 << 20); postMessage(b, [b]); close();");
  const { data } = await next(worker, "message");
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setTimeout(resolve, 0));
  new Uint8Array(data).fill(7);
  assertEquals(data.byteLength, 1 << 20);
});

test("shared memory is shared", async () => {
  const worker = start("onmessage = ({ data }) => { Atomics.store(new Int32Array(data), 0, 42); postMessage(0); };");
  const shared = new SharedArrayBuffer(4);
  await answer(worker, shared);
  worker.terminate();
  assertEquals(Atomics.load(new Int32Array(shared), 0), 42);
});

test("a port reaches the worker and carries messages", async () => {
  const worker = start("onmessage = ({ ports: [port] }) => { port.onmessage = ({ data }) => { port.postMessage(data + 1); port.close(); }; };");
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(1);
  worker.postMessage("take it", [port2]);
  const event = next(port1, "message");
  port1.start();
  assertEquals((await event).data, 2);
  worker.terminate();
});

test("a worker's global is a DedicatedWorkerGlobalScope", async () => {
  const worker = start(`postMessage([Object.prototype.toString.call(self), name,
    self instanceof DedicatedWorkerGlobalScope, self instanceof WorkerGlobalScope,
    typeof Window, typeof alert, typeof onload, typeof close])`, { name: "n" });
  const { data } = await next(worker, "message");
  worker.terminate();
  assertEquals(data, ["[object DedicatedWorkerGlobalScope]", "n", true, true,
    "undefined", "undefined", "undefined", "function"]);
});

test("an uncaught error reaches the parent", async () => {
  const worker = start("setTimeout(() => { throw new TypeError('boom') }, 0)");
  const event = next(worker, "error");
  worker.addEventListener("error", (error) => error.preventDefault());
  const { message, lineno, error, cancelable } = await event;
  assertEquals([message, lineno, error, cancelable], ["Uncaught TypeError: boom", 1, null, true]);
});

test("a rejection and a throwing main module reach the parent", async () => {
  for (const [text, message] of [
    ["Promise.reject(new Error('rej'))", "Uncaught (in promise) Error: rej"],
    ["throw new Error('top')", "Uncaught (in promise) Error: top"],
  ]) {
    const worker = start(text);
    worker.onerror = (event) => event.preventDefault();
    assertEquals((await next(worker, "error")).message, message);
  }
});

test("terminate() stops every kind of loop and never keeps the parent", async () => {
  const loops = {
    spin: "for (;;) count();",
    promises: "const again = () => { count(); return Promise.resolve().then(again); }; again();",
    caught: "for (;;) try { for (;;) count(); } catch {} finally { for (;;) count(); }",
    regexp: "/^(a+)+$/.test('a'.repeat(64) + 'b');",
    wait: "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);",
  };
  for (const [kind, loop] of Object.entries(loops)) {
    const cells = new Int32Array(new SharedArrayBuffer(8));
    const worker = start(`onmessage = ({ data: cells }) => {
      const count = () => Atomics.add(cells, 1, 1);
      Atomics.store(cells, 0, 1); Atomics.notify(cells, 0); ${loop} }`);
    worker.postMessage(cells);
    await Atomics.waitAsync(cells, 0, 0).value;
    const before = Date.now();
    worker.terminate();
    assert(Date.now() - before < 100, `${kind} kept the parent`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const counted = Atomics.load(cells, 1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    assertEquals(Atomics.load(cells, 1), counted, `${kind} went on`);
  }
});

test("nothing arrives after terminate()", async () => {
  const worker = start("setInterval(() => postMessage(1), 0)");
  await next(worker, "message");
  let late = 0;
  worker.onmessage = () => late++;
  worker.terminate();
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setTimeout(resolve, 1));
  assertEquals(late, 0);
});

test("a full heap ends the worker and nothing else", async () => {
  const worker = start("const kept = []; for (;;) kept.push(new Array(100).fill(0.5));");
  worker.onerror = (event) => event.preventDefault();
  const { message } = await next(worker, "error");
  assertEquals(message,
    "Uncaught Error: Worker terminated due to reaching memory limit: JS heap out of memory");
});

test("close() lets what was sent arrive, and nothing later", async () => {
  const worker = start("postMessage(1); close(); postMessage(2); setTimeout(() => postMessage(3), 0);");
  const got = [];
  worker.onmessage = ({ data }) => got.push(data);
  await next(worker, "message");
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setTimeout(resolve, 1));
  assertEquals(got, [1]);
});

test("Deno.exit() in a worker ends the worker", async () => {
  const worker = start("postMessage(1); Deno.exit(3);");
  assertEquals((await next(worker, "message")).data, 1);
});

test("workers nest", async () => {
  const inner = script("postMessage('inner'); close();");
  const worker = start(`const w = new Worker(${JSON.stringify(inner)}, { type: "module" });
    w.onmessage = ({ data }) => postMessage(data);`);
  assertEquals((await next(worker, "message")).data, "inner");
  worker.terminate();
});

test("blobs and exceptions arrive as what they are", async () => {
  const worker = start(echo);
  const [blob] = await answer(worker, [new Blob(["abc"], { type: "a/b" })]);
  const exception = await answer(worker, new DOMException("x", "AbortError"));
  worker.terminate();
  assertEquals([blob instanceof Blob, blob.type, await blob.text()], [true, "a/b", "abc"]);
  assertEquals([exception instanceof DOMException, exception.code, exception.message], [true, 20, "x"]);
});

test("a worker has its own location and navigator", async () => {
  const text = "postMessage([`${location}`, location.protocol, location.constructor.name, " +
    "navigator.constructor.name, typeof Window, navigator.userAgent]);";
  const worker = start(text);
  const { data } = await next(worker, "message");
  worker.terminate();
  assertEquals(data, [script(text), "data:", "WorkerLocation", "WorkerNavigator", "undefined", navigator.userAgent]);
});

test("a worker begins with nothing of those that ended before it", async () => {
  const look = `postMessage([name, Object.getOwnPropertyNames(globalThis), typeof left, onmessage]);`;
  const spoil = `globalThis.left = 1; delete globalThis.fetch; onmessage = () => {};
    EventTarget.prototype.dispatchEvent = null; Array.prototype.push = null; postMessage(0);`;
  const seen = [];
  for (const text of [look, spoil, look, look]) {
    const worker = start(text, { name: `number ${seen.length}` });
    seen.push((await next(worker, "message")).data);
    worker.terminate();
  }
  assertEquals([seen[0][0], seen[2][0], seen[3][0]], ["number 0", "number 2", "number 3"]);
  assertEquals([seen[2].slice(1), seen[3].slice(1)], [seen[0].slice(1), seen[0].slice(1)]);
});

test("a hundred workers come and go", async () => {
  for (let i = 0; i < 20; i++) {
    const five = Array.from({ length: 5 }, () => start(echo));
    assertEquals(await Promise.all(five.map((worker, at) => answer(worker, at))), [0, 1, 2, 3, 4]);
    for (const worker of five) worker.terminate();
  }
});

test("constructor refuses what Deno refuses", () => {
  assertThrows(() => new Worker("./x.js"), "NotSupportedError", "Classic workers are not supported.");
  assertThrows(() => new Worker("./x.js", { type: "module" }), URIError,
    "invalid URL: relative URL without a base");
});

test("what cannot be cloned is refused", () => {
  const worker = start(echo);
  assertThrows(() => worker.postMessage(() => {}), "DataCloneError", "() => {} could not be cloned.");
  const gone = new ArrayBuffer(1);
  worker.postMessage(gone, [gone]);
  assertThrows(() => worker.postMessage(gone, [gone]), "DataCloneError",
    "ArrayBuffer at index 0 is already detached");
  const { port1, port2 } = new MessageChannel();
  assertThrows(() => port1.postMessage(1, [port1]), "DataCloneError", "Transfer list contains source port");
  assertThrows(() => port1.postMessage(port2), "DataCloneError",
    "Object that needs transfer was found in message but not listed in transferList");
  worker.terminate();
});

await runTests();
