// A worker without permissions, whose text imports what its parent may.
const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, () =>
  new Response("export const x = 2;", { headers: { "content-type": "text/javascript" } }));
const { port } = server.addr;

async function told(text) {
  const name = Deno.makeTempFileSync({ dir: import.meta.dirname, suffix: ".js" });
  Deno.writeTextFileSync(name, text);
  const worker = new Worker("file://" + name, { type: "module", deno: { permissions: "none" } });
  try {
    return await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = (event) => {
        event.preventDefault();
        reject(new Error(event.message));
      };
    });
  } finally {
    worker.terminate();
    Deno.removeSync(name);
  }
}

console.log("local", await told(`import { x } from "./local.js"; postMessage(x);`));
console.log("JSON", await told(`import j from "./data.json" with { type: "json" }; postMessage(j.a);`));
console.log("text", await told(`import t from "./text.txt" with { type: "text" }; postMessage(t);`));
console.log("bytes", await told(`import t from "./text.txt" with { type: "bytes" }; postMessage(t.length);`));
console.log("remote", await told(`import { x } from "http://127.0.0.1:${port}/a.js"; postMessage(x);`));
for (const what of ["'./local.js'", "'./loc' + 'al.js'", `'http://127.0.0.1:${port}/b.js'`, `'http://127.0.0.1:' + '${port}/b.js'`]) {
  console.log(what.replace(port, "PORT"), await told(
    `postMessage(await import(${what}).then(() => "imported", ({ name }) => name));`));
}
await server.shutdown();
