const [name, listen, prevent] = Deno.args;
const worker = new Worker(new URL(name, import.meta.url), { type: "module", name: "w" });
worker.onmessage = ({ data }) => {
  console.log(data);
  if (data === "goes on") worker.terminate();
};
function show(where) {
  return (event) => {
    const { message, filename, lineno, colno, error } = event;
    console.log(where, message, filename.split("/").at(-1), lineno, colno, error);
    if (where === prevent) event.preventDefault();
  };
}
if (listen === "event") {
  worker.addEventListener("error", show("worker"));
  globalThis.addEventListener("error", show("global"));
}
