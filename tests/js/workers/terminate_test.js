// tests/js/workers/terminate_test.js: terminate() ends a worker's thread, whatever it is doing.
// flags: -A
import { assert, assertEquals, runTests, test } from "../harness.js";
import { next, script, start, threads, until } from "./support.js";

const folder = Deno.makeTempDirSync();
const fifo = `${folder}/fifo`;
new Deno.Command("mkfifo", { args: [fifo] }).outputSync();
const named = JSON.stringify(fifo);

// (module (func (export "spin") (loop (br 0))))
const kSpin = [
  0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 7, 8, 1, 4, 0x73, 0x70, 0x69, 0x6e, 0, 0,
  10, 9, 1, 7, 0, 3, 0x40, 0x0c, 0, 0x0b, 0x0b,
];

const kBusy = {
  "an empty loop": "for (;;);",
  "a loop whose optimised code has lost its check":
    "const kept = []; for (;;) { kept.push(new Array(100).fill(0.5)); if (kept.length > 1e5) kept.length = 0; }",
  "loops within loops":
    "let sum = 0; for (;;) for (let i = 0; i < 100; i++) for (let j = 0; j < 4; j++) sum += i ^ j;",
  "a promise that is always followed by another": "const again = () => Promise.resolve().then(again); again();",
  "a microtask that queues itself": "const again = () => queueMicrotask(again); again();",
  "code that catches and finally goes on": "for (;;) try { for (;;); } catch {} finally { for (;;); }",
  "recursion that never gets deep": "const f = (n) => n === 0 ? 0 : f(n - 1); for (;;) f(1000);",
  "a generator": "function* all() { for (;;) yield 1; } for (const one of all());",
  "a regular expression": "/^(a+)+$/.test('a'.repeat(64) + 'b');",
  "a getter within JSON.stringify": "JSON.stringify({ get a() { for (;;); } });",
  "sorting": "const list = Array.from({ length: 1e5 }, (_, i) => i * 7919 % 1e5); for (;;) list.toSorted((a, b) => a - b);",
  "WebAssembly": `new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array([${kSpin}]))).exports.spin();`,
  "a wait for shared memory": "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);",
  "eval": "for (;;) eval('1 + 1');",
  "a storm of messages": "for (let i = 0; ; i++) postMessage(i);",
  "a child that it waits for": "new Deno.Command('sleep', { args: ['1000'] }).outputSync();",
  "opening a pipe nobody writes to": `Deno.readTextFileSync(${named});`,
  "reading a pipe nobody writes to":
    `const file = Deno.openSync(${named}, { read: true, write: true }); file.readSync(new Uint8Array(1));`,
  "reading a pipe off the thread": `await Deno.readTextFile(${named});`,
  "a module that waits for ever": "await new Promise(() => {});",
  "an answer that never comes": "await fetch(url);",
  "a connection whose body never ends": "await (await fetch(url + 'body')).text();",
};

const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (request) => {
  if (request.url.endsWith("body")) {
    return new Response(new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(1)) }));
  }
  return new Promise(() => {});
});

for (const [what, code] of Object.entries(kBusy)) {
  test(`terminate() ends ${what}`, async () => {
    const url = JSON.stringify(`http://127.0.0.1:${server.addr.port}/`);
    const worker = start(`const url = ${url}; postMessage("ready"); await null;
      await new Promise((resolve) => setTimeout(resolve, 0)); ${code}`);
    await next(worker, "message");
    // Long enough for the loops to be optimised; what matters is that the thread ends at all.
    await new Promise((resolve) => setTimeout(resolve, 60));
    assert(threads() === 1, "the worker runs");
    worker.terminate();
    await until(() => threads() === 0);
  });
}

test("what terminated workers waited for leaves the pool to others", async () => {
  for (let i = 0; i < 5; i++) {
    const worker = start(`Deno.readTextFile(${named}); postMessage(0);`);
    await next(worker, "message");
    worker.terminate();
    await until(() => threads() === 0);
  }
  assert((await Deno.stat(folder)).isDirectory);
});

test("a worker that ends takes those it started along, whatever they wait for", async () => {
  const inner = script(`postMessage(0); Deno.readTextFileSync(${named});`);
  const worker = start(`const inner = new Worker(${JSON.stringify(inner)}, { type: "module" });
    inner.onmessage = () => postMessage(0);
    onmessage = close;`);
  await next(worker, "message");
  assertEquals(threads(), 2);
  worker.postMessage("close");
  await until(() => threads() === 0);
});

await runTests();
Deno.removeSync(folder, { recursive: true });
Deno.exit(); // the server still has connections that nobody ends
