const [granted] = Deno.args;
const permissions = granted === "none" || granted === undefined ? granted : { read: [granted] };
const deno = permissions === undefined ? {} : { deno: { permissions } };
const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module", ...deno });
worker.onmessage = ({ data }) => {
  for (const line of data) console.log(line);
  worker.terminate();
};
