const url = new URL("./worker.ts", import.meta.url);
const worker = new Worker(url, { type: "module" });
worker.onmessage = (event) => {
  console.log(event.data);
  worker.terminate();
};
