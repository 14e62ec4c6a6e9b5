const code = URL.createObjectURL(new Blob(["postMessage(1)"], { type: "text/javascript" }));
let done = 0;
for (let i = 0; i < 8; ++i) {
  const worker = new Worker(code, { type: "module" });
  worker.onmessage = () => {
    worker.terminate();
    if (++done === 8) console.log("all answered");
  };
}
