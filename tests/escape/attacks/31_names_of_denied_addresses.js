// Row 31, CVE-2026-49859 and commit b85412369e: a name that nobody denied leads to an address that is denied.
// grants: --allow-net --deny-net=127.0.0.0/8,[::1] --allow-import --deny-import=127.0.0.0/8,[::1]
// stopped by: broker
import { done, mustFail, world } from "../support.js";

const { open, closed } = world;
const there = { hostname: "localhost", port: closed };

await mustFail("connect", async () => (await Deno.connect(there)).close());
await mustFail("connect, in capitals", async () => (await Deno.connect({ ...there, hostname: "LocalHost" })).close());
await mustFail("connectTls", async () => (await Deno.connectTls(there)).close(), { isSure: false });
await mustFail("fetch", async () => (await fetch(`http://localhost:${closed}/`)).text());
await mustFail("fetch, sending", async () => (await fetch(`http://localhost:${closed}/`, { method: "POST", body: "x" })).text());
await mustFail("fetch of what redirects there", async () => (await fetch(`http://localhost:${open}/redirect-localhost`)).text());
await mustFail("import", async () => (await import(`http://localhost:${closed}/secret.js`)).default, { as: /Requires/ });
await mustFail("listen", () => Deno.listen({ hostname: "localhost", port: 0 }).close());
await mustFail("serve", () => Deno.serve({ hostname: "localhost", port: 0, onListen() {} }, () => new Response()).shutdown());
await mustFail("many at once", async () => {
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => Deno.connect(there)));
  const reached = results.filter(({ status }) => status === "fulfilled");
  for (const { value } of reached) value.close();
  if (reached.length === 0) throw results[0].reason;
});
done();
