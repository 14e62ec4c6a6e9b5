// Row 8, CVE-2023-26103: a megabyte of blanks in a header takes time without end.
// grants: --allow-net=127.0.0.1
// stopped by: engine
import { done, mustHold } from "../support.js";

const LONGEST = 10_000;  // milliseconds, where quadratic time would be minutes
const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (request) => {
  return new Response(String([...request.headers.values()].join().length));
});

async function exchange(header) {
  const started = performance.now();
  const connection = await Deno.connect({ port: server.addr.port, hostname: "127.0.0.1" });
  const bytes = new TextEncoder().encode(`GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${header}\r\n\r\n`);
  try {
    for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
    while (await connection.read(new Uint8Array(65536)) !== null);
  } catch {
    // Cut off, as too large a header deserves.
  }
  connection.close();
  return performance.now() - started < LONGEST;
}

const blanks = " ".repeat(1 << 20);
for (const name of ["upgrade", "connection", "transfer-encoding", "content-length", "accept", "cookie", "expect"]) {
  await mustHold(`${name}: blanks`, () => exchange(`${name}:${blanks}x`));
  await mustHold(`${name}: commas and blanks`, () => exchange(`${name}: ${", ".repeat(1 << 19)}x`));
}
await mustHold("the same in Headers", () => {
  const started = performance.now();
  new Headers({ accept: "x" + blanks + "y" }).get("accept");
  new Request("http://x/", { headers: { "content-type": "text/plain;" + blanks + ";" } }).headers.get("content-type");
  new Blob([], { type: "text/plain;" + blanks });
  return performance.now() - started < LONGEST;
});
await server.shutdown();
done();
