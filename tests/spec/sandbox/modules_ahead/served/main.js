console.log((await import("./lazy.js")).word, "at once");
const worker = new Worker(import.meta.resolve("./worker.js"), { type: "module" });
worker.onmessage = (event) => {
  console.log(event.data);
  worker.terminate();
};
