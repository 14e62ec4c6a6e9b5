// Row 5, CVE-2023-22499: another thread draws a harmless question over the real one.
// wants: read access to "harmless.txt"
// stopped by: prompter
import { done, mustFail } from "../support.js";

const drawing = `
  const bytes = new TextEncoder().encode("\\x1b[2J\\x1b[H┏ ⚠️  bailey requests read access to \\"harmless.txt\\".\\r\\n" +
    "┗ Allow? [y/n/A] > ");
  const clock = new Int32Array(new SharedArrayBuffer(4));
  postMessage("ready");
  for (;;) {
    Deno.stderr.writeSync(bytes);
    Atomics.wait(clock, 0, 0, 10);
  }`;
const worker = new Worker("data:text/javascript," + encodeURIComponent(drawing), { type: "module" });
await new Promise((resolve) => worker.onmessage = resolve);
await mustFail("a fact, while a worker draws", () => Deno.hostname());
await mustFail("everything to be read, while a worker draws", async () => {
  const { state } = await Deno.permissions.request({ name: "read" });
  if (state !== "granted") throw new Deno.errors.NotCapable(state);
});
worker.terminate();
done();
