// A worker that never ends by itself, or ends by close().
const endless = 'postMessage("ready"); setTimeout(() => { for (;;); }, 0);';
const ending = 'postMessage("ready"); postMessage("closed"); close();';
const [how] = Deno.args;
const worker = new Worker(`data:text/javascript,${how === "closed" ? ending : endless}`, { type: "module" });
worker.onmessage = ({ data }) => {
  console.log(data);
  if (how === "terminated") worker.terminate();
  if (how === "exit") Deno.exit(4);
  if (how === "throws") throw new Error("the parent's");
};
