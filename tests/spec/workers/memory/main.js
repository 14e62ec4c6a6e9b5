const greedy = "const kept = []; for (;;) kept.push(new Array(100).fill({}));";
const worker = new Worker(`data:text/javascript,${greedy}`, { type: "module", name: "greedy" });
worker.onerror = (event) => {
  console.log(`error event: ${event.message}`);
  event.preventDefault();
  setTimeout(() => console.log("still here"), 0);
};
