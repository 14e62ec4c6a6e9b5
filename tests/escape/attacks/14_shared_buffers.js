// Row 14, CVE-2024-27935: what one connection received appears at another.
// grants: --allow-net=127.0.0.1 --allow-read=$box --allow-write=$box
// stopped by: engine
import { done, mustHold, world } from "../support.js";

const PAIRS = 12, ROUNDS = 40, SIZE = 5000;
const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });

/** Sends its own number and nothing else. */
async function send(connection, number) {
  for (let round = 0; round < ROUNDS; round++) {
    const bytes = new Uint8Array(SIZE).fill(number);
    for (let at = 0; at < SIZE;) at += await connection.write(bytes.subarray(at));
  }
  connection.close();
}

async function receive(connection) {
  const buffer = new Uint8Array(3000);
  let expected;
  for (let count; (count = await connection.read(buffer)) !== null;) {
    expected ??= buffer[0];
    if (!buffer.subarray(0, count).every((byte) => byte === expected)) return false;
    buffer.fill(255);
  }
  connection.close();
  return true;
}

await mustHold("connections side by side", async () => {
  const accepting = (async () => {
    const sending = [];
    for (let number = 1; number <= PAIRS; number++) sending.push(send(await listener.accept(), number));
    await Promise.all(sending);
  })();
  const reading = Array.from({ length: PAIRS }, async () => {
    return receive(await Deno.connect({ hostname: "127.0.0.1", port: listener.addr.port }));
  });
  const all = await Promise.all(reading);
  await accepting;
  return all.every(Boolean);
});
await mustHold("files side by side", async () => {
  const paths = Array.from({ length: 8 }, (_, number) => {
    Deno.writeFileSync(`${world.box}/side${number}`, new Uint8Array(100_000).fill(number + 1));
    return `${world.box}/side${number}`;
  });
  const read = await Promise.all([...paths, ...paths].map((path) => Deno.readFile(path)));
  return read.every((bytes, index) => bytes.every((byte) => byte === index % 8 + 1));
});
await mustHold("bodies side by side", async () => {
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, async (request) => new Response(await request.text()));
  const bodies = Array.from({ length: 16 }, (_, number) => String.fromCharCode(65 + number).repeat(50_000));
  const got = await Promise.all(bodies.map((body) => {
    return fetch(`http://127.0.0.1:${server.addr.port}/`, { method: "POST", body }).then((response) => response.text());
  }));
  await server.shutdown();
  return got.every((text, index) => text === bodies[index]);
});
await mustHold("new buffers are empty", () => {
  return Array.from({ length: 64 }, () => new Uint8Array(65536)).every((bytes) => bytes.every((byte) => byte === 0));
});
listener.close();
done();
