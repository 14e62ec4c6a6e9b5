const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module", name: "reader" });
worker.onmessage = ({ data }) => {
  console.log(data);
  worker.terminate();
};
if (Deno.args[0] === "handled") {
  worker.onerror = (event) => {
    console.log(`error event: ${event.message} ${event.lineno}`);
    event.preventDefault();
  };
}
