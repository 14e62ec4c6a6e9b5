// Starts workers in two groups, the first of which pays for what all share, and prints a line after
// each. Then it waits to be ended.
const kGroups = [2, 50];
const url = new URL("./worker.mjs", import.meta.url).href;
const workers = [];
for (const size of kGroups) {
  for (let count = 0; count < size; count++) {
    const worker = new Worker(url, { type: "module" });
    await new Promise((resolve) => worker.onmessage = resolve);
    workers.push(worker);
  }
  console.log(size);
  await new Promise((resolve) => setTimeout(resolve, 1500));
}
await new Promise((resolve) => setTimeout(resolve, 60_000));
