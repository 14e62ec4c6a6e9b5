// Ways to the server on loopback, none of which may work.
const port = Deno.args[0];

async function attempt(name, action) {
  try {
    await action();
    console.log(name, "reached");
  } catch (error) {
    console.log(name, error.name, error.message);
  }
}

for (const host of ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0", "[::ffff:127.0.0.1]", "127。1", "１２７.0.0.1", "%31%32%37.1"]) {
  await attempt(`fetch ${host}`, () => fetch(`http://${host}:${port}/`));
}
for (const hostname of ["127.0.0.1", "localhost", "2130706433", "::ffff:7f00:1", "0.0.0.0"]) {
  await attempt(`connect ${hostname}`, () => Deno.connect({ hostname, port: Number(port) }));
}
await attempt("tls", () => Deno.connectTls({ hostname: "localhost", port: Number(port) }));
await attempt("listen", () => Deno.listen({ hostname: "127.0.0.1", port: 0 }));
await attempt("serve", () => Deno.serve({ hostname: "localhost", port: 0 }, () => new Response()));
await attempt("import", () => import(`http://127.0.0.1:${port}/m.js`));
const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module", name: port });
await new Promise((resolve) => {
  worker.onmessage = ({ data }) => {
    console.log("worker", data);
    resolve();
  };
});
worker.terminate();
