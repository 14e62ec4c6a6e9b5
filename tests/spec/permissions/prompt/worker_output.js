// A worker that writes all the time cannot draw over the question.
const worker = new Worker(import.meta.resolve("./writer.js"), { type: "module" });
await new Promise((resolve) => worker.onmessage = resolve);
Deno.hostname();
worker.terminate();
