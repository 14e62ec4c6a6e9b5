import { count } from "http://localhost:$HTTP_PORT/remote.ts";

// The pool of libuv: more to look up at once than it has threads.
await Promise.all(Array.from({ length: count }, () => Deno.lstat("main.ts")));
await Promise.all(Array.from({ length: count }, () => Deno.realPath("main.ts")));
// A worker's own thread.
const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
await new Promise((resolve) => worker.onmessage = resolve);
// V8's: code to optimise and garbage to collect.
let kept: number[][] = [];
for (let round: number = 0; round < 200; ++round) {
  kept.push(Array.from({ length: 5000 }, (_, index) => index * round));
  if (kept.length > 50) kept = [];
}
console.log("ready");
await Deno.stdin.read(new Uint8Array(1));
worker.terminate();
