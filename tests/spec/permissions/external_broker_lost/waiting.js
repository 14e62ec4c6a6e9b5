// The worker waits for an answer that never comes; terminating it needs none.
const source = `postMessage("asking"); Deno.readTextFileSync("read.js"); postMessage("answered");`;
const worker = new Worker(URL.createObjectURL(new Blob([source])), { type: "module" });
worker.onmessage = ({ data }) => {
  console.log(data);
  setTimeout(() => {
    worker.terminate();
    console.log("terminated");
  }, 20);
};
