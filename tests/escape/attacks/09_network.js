// Row 9, CVE-2023-33966: one of the ways to the network forgot to ask.
// stopped by: broker, kernel
import { done, mustFail, world } from "../support.js";

const { closed, socket } = world;
const there = { hostname: "127.0.0.1", port: closed };
const url = `http://127.0.0.1:${closed}/`;
const listening = { hostname: "127.0.0.1", port: 0 };

await mustFail("connect", async () => (await Deno.connect(there)).close());
await mustFail("connect, tcp named", async () => (await Deno.connect({ ...there, transport: "tcp" })).close());
await mustFail("connect by no host", async () => (await Deno.connect({ port: closed })).close());
await mustFail("connect to a Unix socket", async () => (await Deno.connect({ transport: "unix", path: socket })).close());
await mustFail("connectTls", async () => (await Deno.connectTls(there)).close(), { as: /^(InvalidData|UnexpectedEof|ConnectionReset)/ });
await mustFail("listen", () => Deno.listen(listening).close());
await mustFail("listen everywhere", () => Deno.listen({ port: 0 }).close());
await mustFail("listen on a Unix socket", () => Deno.listen({ transport: "unix", path: world.box + "/s" }).close());
await mustFail("serve", () => Deno.serve({ ...listening, onListen() {} }, () => new Response()).shutdown());
await mustFail("serve on a Unix socket", () => {
  return Deno.serve({ transport: "unix", path: world.box + "/s2", onListen() {} }, () => new Response()).shutdown();
});
await mustFail("fetch", async () => (await fetch(url)).text());
await mustFail("fetch with a body", async () => (await fetch(url, { method: "POST", body: "x" })).text());
await mustFail("fetch of a Request", async () => (await fetch(new Request(url))).text());
await mustFail("fetch from a worker", () => {
  const text = `fetch(${JSON.stringify(url)}).then((r) => r.text()).then(
    (got) => postMessage({ got }), (error) => postMessage({ name: error.name, message: error.message }));`;
  const worker = new Worker("data:text/javascript," + encodeURIComponent(text), { type: "module" });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => {
      worker.terminate();
      if ("got" in data) return resolve(data.got);
      reject(Object.assign(new Error(data.message), { name: data.name }));
    };
  });
});
await mustFail("import", async () => (await import(url + "secret.js")).default, { as: /Requires/ });
await mustFail("a worker from there", () => {
  const worker = new Worker(url + "secret.js", { type: "module" });
  return new Promise((resolve, reject) => {
    worker.onerror = (event) => {
      event.preventDefault();
      reject(event.error ?? new Error(event.message));
    };
    setTimeout(resolve, 1500, "it runs");
  }).finally(() => worker.terminate());
}, { as: /Requires/ });
done();
