// Row 6, CVE-2023-28446: a buffer shrinks, or is taken away, while native code uses it.
// grants: --allow-read=$box --allow-write=$box --allow-net=127.0.0.1:$open
// stopped by: engine
import { done, mustHold, world } from "../support.js";

const { box, open } = world;
const SIZE = 1 << 20;

/** What happens to a buffer once an operation has it. */
const SPOIL = {
  "shrinks": (buffer) => buffer.resize(0),
  "is transferred": (buffer) => buffer.transfer(),
  "is cloned away": (buffer) => structuredClone(buffer, { transfer: [buffer] }),
};
const made = () => new ArrayBuffer(SIZE, { maxByteLength: 2 * SIZE });
Deno.writeFileSync(`${box}/large.bin`, new Uint8Array(SIZE).fill(7));

const OPERATIONS = {
  "reading a file": (view) => Deno.openSync(`${box}/large.bin`).read(view),
  "writing a file": (view) => Deno.openSync(`${box}/out.bin`, { write: true, create: true }).write(view),
  "writing a whole file": (view) => Deno.writeFile(`${box}/whole.bin`, view),
  "a digest": (view) => crypto.subtle.digest("SHA-256", view),
  "a request's body": (view) => fetch(`http://127.0.0.1:${open}/echo`, { method: "POST", body: view }).then((r) => r.text()),
  "writing to a connection": async (view) => {
    const connection = await Deno.connect({ port: open, hostname: "127.0.0.1" });
    return connection.write(view).finally(() => connection.close());
  },
  "reading from a connection": async (view) => {
    const connection = await Deno.connect({ port: open, hostname: "127.0.0.1" });
    await connection.write(new TextEncoder().encode("GET /echo HTTP/1.1\r\n\r\n"));
    return connection.read(view).finally(() => connection.close());
  },
  "compressing": async (view) => {
    const stream = new CompressionStream("gzip");
    const writer = stream.writable.getWriter();
    const written = writer.write(view).then(() => writer.close());
    await new Response(stream.readable).arrayBuffer();
    return written;
  },
  "a byte stream": async (view) => {
    const stream = new ReadableStream({ type: "bytes", pull: (controller) => controller.close() });
    const reader = stream.getReader({ mode: "byob" });
    return reader.read(view);
  },
  "decoding": async (view) => new TextDecoder().decode(view, { stream: true }),
  "a response": (view) => new Response(view).text(),
  "a blob": (view) => new Blob([view]).text(),
};

for (const [operation, run] of Object.entries(OPERATIONS)) {
  for (const [what, spoil] of Object.entries(SPOIL)) {
    await mustHold(`${operation} while the buffer ${what}`, async () => {
      const buffer = made();
      const pending = Promise.resolve(run(new Uint8Array(buffer))).catch(() => {});
      try {
        spoil(buffer);
      } catch {
        // In use, and therefore not to be taken: that is an answer, too.
      }
      // A connection that got nothing to send waits; what matters happened by now.
      await Promise.race([pending, new Promise((resolve) => setTimeout(resolve, 300))]);
      return true;
    });
  }
}
await mustHold("random numbers into a buffer that ended", () => {
  const buffer = made();
  const view = new Uint8Array(buffer, SIZE / 2);
  buffer.resize(16);
  try {
    crypto.getRandomValues(view);
  } catch {
    // Out of bounds.
  }
  return true;
});
await mustHold("encodeInto a buffer that a getter takes away", () => {
  const buffer = made();
  const text = { toString: () => (buffer.resize(8), "x".repeat(4096)) };
  try {
    new TextEncoder().encodeInto(text, new Uint8Array(buffer));
  } catch {
    // Refused.
  }
  return buffer.byteLength === 8;
});
Deno.exitCode = 0;
done();
Deno.exit(0);
