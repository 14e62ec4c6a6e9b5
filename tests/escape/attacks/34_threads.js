// Beyond the list: threads other than the first reach what it cannot.
// grants: --allow-read=$box
// stopped by: broker, kernel
import { control, done, mustFail, world } from "../support.js";

const { box, outside, closed } = world;
const TRIES = {
  "a worker's own thread reads": `Deno.readTextFileSync("${outside}/secret.txt")`,
  "a worker's own thread writes": `Deno.writeTextFileSync("${outside}/made.txt", "x") ?? "made"`,
  "the pool reads for a worker": `Deno.readTextFile("${outside}/secret.txt")`,
  "the pool writes for a worker": `Deno.writeTextFile("${outside}/made.txt", "x").then(() => "made")`,
  "a worker connects": `Deno.connect({ hostname: "127.0.0.1", port: ${closed} }).then((peer) => peer.close())`,
};

/** What `code` gives in a worker. */
function inWorker(code) {
  const source = `
    Promise.resolve().then(() => ${code}).then(
      (value) => postMessage({ value: String(value) }),
      ({ name, message }) => postMessage({ name, message }));`;
  const worker = new Worker("data:text/javascript," + encodeURIComponent(source), { type: "module" });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => "value" in data ? resolve(data.value) : reject(data);
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message));
    };
  }).finally(() => worker.terminate());
}

await control("a worker reads what is granted", () => inWorker(`Deno.readTextFile("${box}/own.txt")`));
for (const [name, code] of Object.entries(TRIES)) await mustFail(name, () => inWorker(code));
// More than the pool has threads, all at once: each is met.
const reads = Array.from({ length: 32 }, () => Deno.readTextFile(`${outside}/secret.txt`));
const results = await Promise.allSettled(reads);
for (const [number, { value, reason }] of results.entries()) {
  await mustFail(`the pool reads, ${number}`, () => {
    if (reason !== undefined) throw reason;
    return value;
  });
}
// The thread that looks up names; on most machines nobody answers for this one.
await mustFail("the pool looks up a name", () => Deno.connect({ hostname: "bailey.invalid", port: closed }), { isSure: false });
done();
