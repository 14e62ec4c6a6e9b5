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
// More than one question: the worker may be late with its drawing.
await mustFail("a variable, while a worker draws", () => {
  for (let number = 0; number < 8; number++) {
    try {
      return String(Deno.env.get(`VARIABLE_${number}`));
    } catch (error) {
      if (number === 7) throw error;
    }
  }
});
worker.terminate();
done();
