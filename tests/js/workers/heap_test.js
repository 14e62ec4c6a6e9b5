// tests/js/workers/heap_test.js: a worker that takes too much memory ends, and nothing else does.
// flags: -A --v8-flags=--max-old-space-size=48
import { assert, assertEquals, runTests, test } from "../harness.js";
import { next, start, threads, until } from "./support.js";

const kFull = "Uncaught Error: Worker terminated due to reaching memory limit: JS heap out of memory";

async function messageOf(text) {
  const worker = start(text);
  worker.onerror = (event) => event.preventDefault();
  return (await next(worker, "error")).message;
}

const kGreedy = {
  "arrays": "const kept = []; for (;;) kept.push(new Array(100).fill(0.5));",
  "one array": "const kept = []; for (;;) kept.push(0.5);",
  "large arrays": "const kept = []; for (;;) kept.push(new Array(1 << 21).fill(0.5));",
  "strings": "const kept = []; for (let i = 0; ; i++) kept.push(`${i}`.repeat(1000).split(''));",
  "large strings": "const kept = []; for (let i = 0; ; i++) kept.push(JSON.stringify(`${i}é`.repeat(1 << 20)));",
  "closures": "let chain = () => 0; for (;;) { const inner = chain; chain = () => [inner]; }",
  "a map": "const map = new Map(); for (let i = 0; ; i++) map.set(i, { i });",
  "promises": "const kept = []; for (;;) kept.push(Promise.resolve(1).then(() => {}));",
  "a chain of promises":
    "const kept = []; const again = () => { kept.push(new Array(1000).fill(0)); return Promise.resolve().then(again); }; again();",
  "timers": "const kept = []; setInterval(() => { for (let i = 0; i < 1000; i++) kept.push(new Array(1000).fill(0)); }, 0);",
  "JSON": "const text = JSON.stringify(Array.from({ length: 1e4 }, (_, i) => ({ i }))); const kept = []; for (;;) kept.push(JSON.parse(text));",
  "matches": "const text = 'a'.repeat(1 << 16); const kept = []; for (;;) kept.push(text.match(/./g));",
  "sorted copies": "const list = Array.from({ length: 1e5 }, (_, i) => `${i * 7919}`); const kept = []; for (;;) kept.push(list.toSorted());",
  "spreading": "let list = [1]; for (;;) list = [...list, ...list];",
  "an iterator's items": "function* all() { for (let i = 0; ; i++) yield { i }; } [...all()];",
  "clones": "const value = new Array(1000).fill({}); const kept = []; for (;;) kept.push(structuredClone(value));",
  "functions": "const kept = []; for (let i = 0; ; i++) kept.push(new Function(`return [${'0,'.repeat(500)}${i}]`));",
  "errors": "const kept = []; for (;;) kept.push(new Error('kept'));",
};

for (const [what, code] of Object.entries(kGreedy)) {
  test(`a heap full of ${what} ends the worker and its thread`, async () => {
    assertEquals(await messageOf(code), kFull);
    await until(() => threads() === 0);
  });
}

test("what no heap could hold ends the worker", async () => {
  assertEquals(await messageOf("'a'.repeat(2 ** 28).split('');"), kFull);
});

test("what is refused is an error that the worker can catch", async () => {
  for (const [code, name] of [
    ["const deeper = () => deeper() + 1; deeper();", "RangeError: Maximum call stack size exceeded"],
    ["let text = 'x'; for (;;) text += text;", "RangeError: Invalid string length"],
    ["new ArrayBuffer(2 ** 53);", "RangeError: Invalid array buffer length"],
    ["1n << (2n ** 40n);", "RangeError: Maximum BigInt size exceeded"],
    ["new WebAssembly.Memory({ initial: 65536, maximum: 65537 });", "RangeError"],
  ]) {
    const worker = start(`try { ${code} } catch (error) { postMessage(String(error)); }`);
    const { data } = await next(worker, "message");
    worker.terminate();
    assert(data.startsWith(name) || data.includes("65536"), `${code} gave ${data}`);
  }
});

test("workers go on after all of that", async () => {
  const worker = start("onmessage = ({ data }) => postMessage(data + 1);");
  worker.postMessage(1);
  assertEquals((await next(worker, "message")).data, 2);
  worker.terminate();
});

await runTests();
Deno.exit();
