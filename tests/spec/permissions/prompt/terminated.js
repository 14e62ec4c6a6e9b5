// A worker that is terminated while it asks takes its question back, and the terminal is free again.
const worker = new Worker(import.meta.resolve("./asking_late.js"), { type: "module" });
await new Promise((resolve) => worker.onmessage = resolve);
await new Promise((resolve) => setTimeout(resolve, 500));
worker.terminate();
console.log("still here");
