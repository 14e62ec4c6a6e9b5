// tests/js/workers/limits_test.js: a worker that reaches a limit ends with an error event, and nothing else does.
import { assert, assertEquals, runTests, test } from "../harness.js";
import { next, start } from "./support.js";

/** What the parent is told of a worker that runs `text` under `limits`. */
async function messageOf(text, limits) {
  const worker = start(text, { bailey: { limits } });
  worker.onerror = (event) => event.preventDefault();
  return (await next(worker, "error")).message;
}

const kBusy = {
  "a loop": "for (;;);",
  "a promise loop": "const again = () => Promise.resolve().then(again); again();",
  "a loop of awaits": "for (;;) await null;",
  "timers": "setInterval(() => { for (let i = 0; i < 1e6; i++); });",
  "a regular expression": "/^(a+)+$/.test('a'.repeat(64) + 'b');",
  "finally": "for (;;) try { for (;;); } finally { for (;;); }",
  "sorting": "const list = Array.from({ length: 1e5 }, (_, i) => i * 7919 % 1e5); for (;;) list.toSorted();",
  "a worker of its own": `new Worker("data:text/javascript,for (;;);", { type: "module" });`,
};
for (const [name, text] of Object.entries(kBusy)) {
  test(`processor time: ${name}`, async () => {
    const message = await messageOf(text, { cpuTime: "100ms" });
    assert(message.startsWith("Uncaught Error: The worker used more CPU time than allowed: cpuTime=100ms; "), message);
  });
}

const kWaiting = {
  "a loop": "for (;;);",
  "nothing to do": "",
  "shared memory": "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);",
  "a module that never ends": "await new Promise(() => {});",
};
for (const [name, text] of Object.entries(kWaiting)) {
  test(`time: ${name}`, async () => {
    assertEquals(await messageOf(text, { time: "100ms" }),
      "Uncaught Error: The worker ran longer than allowed: time=100ms");
  });
}

const kGreedy = {
  "objects": "const kept = []; for (;;) kept.push({ a: kept.length });",
  "strings": "const kept = []; for (let i = 0; ; i++) kept.push(`${i}`.repeat(1000).split(''));",
  "one huge buffer": "new ArrayBuffer(1e9);",
  "one huge buffer, caught": "for (;;) try { new ArrayBuffer(1e9); } catch {}",
  "buffers": "const kept = []; for (;;) kept.push(new Uint8Array(1e6));",
  "shared buffers": "const kept = []; for (;;) kept.push(new SharedArrayBuffer(1e6));",
  "WebAssembly": "const memory = new WebAssembly.Memory({ initial: 1 }); for (;;) memory.grow(16);",
  "WebAssembly at once": "const memory = new WebAssembly.Memory({ initial: 2000 }); for (;;);",
  "a worker of its own": `new Worker("data:text/javascript,const kept = []; for (;;) kept.push(new Uint8Array(1e6));",
    { type: "module" });`,
};
for (const [name, text] of Object.entries(kGreedy)) {
  test(`memory: ${name}`, async () => {
    const message = await messageOf(text, { memory: "64MB" });
    assert(message.startsWith("Uncaught Error: The worker used more memory than allowed: memory=64MB; "), message);
  });
}

test("time: TypeScript that takes long to be transpiled", async () => {
  const source = `let a: number = ${"1+".repeat(2e5)}1;`;
  const text = `await import(URL.createObjectURL(new Blob(["${source}"], { type: "application/typescript" })));`;
  assertEquals(await messageOf(text, { time: "500ms" }),
    "Uncaught Error: The worker ran longer than allowed: time=500ms");
});

test("a worker within its limits is left alone", async () => {
  const worker = start(
    "for (let i = 0; i < 100; i++) new Uint8Array(1e7).fill(1); postMessage('done');",
    { bailey: { limits: { memory: "100MB", cpuTime: "1h", time: "1h" } } });
  assertEquals((await next(worker, "message")).data, "done");
  worker.terminate();
});

test("limits that a worker cannot have are refused", () => {
  const refused = (limits) => {
    try {
      start("", { bailey: { limits } }).terminate();
    } catch (error) {
      assert(error instanceof TypeError);
      return error.message;
    }
    return "started";
  };
  assertEquals(refused({ memory: "64" }), "(bailey.limits.memory) expected a size such as 64MB or 1GiB, not '64'");
  assertEquals(refused({ memory: 64 }), "(bailey.limits.memory) invalid type: integer `64`, expected a string");
  assertEquals(refused({ memory: null }), "(bailey.limits.memory) invalid type: null, expected a string");
  assertEquals(refused({ openFiles: "3" }),
    '(bailey.limits.openFiles) a Worker has no such limit, expected one of "memory", "cpuTime", "time"');
  assertEquals(refused("none"), '(bailey.limits) invalid type: string "none", expected object');
});

await runTests();
