// The engine does not look whether to stop in such a loop for thousands of rounds: the worker is
// cut off before it has taken many times what it may.
const text = "const kept = []; for (;;) kept.push(Array.from({ length: 1e6 }, Math.random));";
const worker = new Worker(`data:text/javascript,${text}`, {
  type: "module",
  bailey: { limits: { memory: "64MB" } },
});
worker.onerror = (event) => {
  event.preventDefault();
  console.log("the worker has ended");
};
