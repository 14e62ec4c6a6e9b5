// Prints how many milliseconds workers took until their first message, as JSON: of those that are
// started when the one before has ended, and of those that are started beside the others.
const kWorkers = { after: 25, beside: 10 };
const url = new URL("./worker.mjs", import.meta.url).href;

async function start() {
  const started = performance.now();
  const worker = new Worker(url, { type: "module" });
  await new Promise((resolve) => worker.onmessage = resolve);
  return [worker, performance.now() - started];
}

const times = { after: [], beside: [] };
for (let count = 0; count < kWorkers.after; count++) {
  const [worker, time] = await start();
  times.after.push(time);
  worker.terminate();
  // What the last one leaves to be taken down is not the next one's.
  await new Promise((resolve) => setTimeout(resolve, 20));
}
const workers = [];
for (let count = 0; count < kWorkers.beside; count++) {
  const [worker, time] = await start();
  times.beside.push(time);
  workers.push(worker);
}
for (const worker of workers) worker.terminate();
console.log(JSON.stringify(times));
