// Starts workers one after the other and prints how many milliseconds each took until its first
// message, as JSON.
const kWorkers = 25;
const url = new URL("./worker.mjs", import.meta.url).href;
const times = [];
for (let count = 0; count < kWorkers; count++) {
  const started = performance.now();
  const worker = new Worker(url, { type: "module" });
  await new Promise((resolve) => worker.onmessage = resolve);
  times.push(performance.now() - started);
  worker.terminate();
  // What the last one leaves to be taken down is not the next one's.
  await new Promise((resolve) => setTimeout(resolve, 10));
}
console.log(JSON.stringify(times));
