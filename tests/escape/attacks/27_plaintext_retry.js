// Row 27, CVE-2026-44726: the second address of a name is tried without TLS.
// grants: --allow-net=localhost,127.0.0.1
// stopped by: engine
import { done, mustHold } from "../support.js";

const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
const { port } = listener.addr;

/** The first bytes that come in, while `start` tries to talk TLS. */
async function firstBytes(start) {
  const attempt = Promise.resolve().then(start).catch(() => {});
  const connection = await listener.accept();
  const buffer = new Uint8Array(4096);
  const count = await connection.read(buffer) ?? 0;
  connection.close();
  await attempt;
  return buffer.subarray(0, count);
}

for (const [what, start] of Object.entries({
  "fetch": () => fetch(`https://localhost:${port}/secret`, { headers: { authorization: "plain-secret" } }),
  "connectTls": async () => (await Deno.connectTls({ hostname: "localhost", port })).write(new TextEncoder().encode("plain-secret")),
  "startTls": async () => {
    const connection = await Deno.connect({ hostname: "localhost", port });
    return (await Deno.startTls(connection, { hostname: "localhost" })).write(new TextEncoder().encode("plain-secret"));
  },
})) {
  await mustHold(`${what} where only the second address answers`, async () => {
    const bytes = await firstBytes(start);
    return bytes[0] === 0x16 && !new TextDecoder().decode(bytes).includes("plain-secret");
  });
}
listener.close();
done();
