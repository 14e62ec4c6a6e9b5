// Beyond the list: script says of a worker's URL that it is no file.
// grants: --allow-read=$box
// stopped by: broker
import { control, done, mustFail, world } from "../support.js";

const { box, outside } = world;
const REFUSED = /Requires|denied|os error|Unsupported scheme|Could not convert/i;

/** What an error of the worker, which is no program, tells of its text. */
function runAsWorker(url) {
  const worker = new Worker(url, { type: "module" });
  return new Promise((resolve, reject) => {
    worker.onerror = (event) => {
      event.preventDefault();
      if (REFUSED.test(event.message)) reject(new Error(event.message));
      else resolve(event.message);
    };
  }).finally(() => worker.terminate());
}

const secret = `file://${outside}/secret.txt`;
await control("a file that may be read", () => runAsWorker(`file://${box}/own.txt`));
await mustFail("a file outside", () => runAsWorker(secret), { as: REFUSED });

const { prototype } = URL;
for (const [key, lie] of Object.entries({ protocol: "data:", pathname: `${box}/own.txt`, hostname: "localhost" })) {
  const honest = Object.getOwnPropertyDescriptor(prototype, key);
  Object.defineProperty(prototype, key, { get: () => lie, configurable: true });
  await mustFail(`a file outside, with another ${key}`, () => runAsWorker(secret), { as: REFUSED });
  Object.defineProperty(prototype, key, honest);
}
for (const [what, href] of Object.entries({ "capitals": `FILE://${outside}/secret.txt`, "one slash": `file:${outside}/secret.txt` })) {
  const honest = Object.getOwnPropertyDescriptor(prototype, "href");
  Object.defineProperty(prototype, "href", { get: () => href, configurable: true });
  await mustFail(`a file outside, with an address in ${what}`, () => runAsWorker("data:text/javascript,"), { as: REFUSED, isSure: false });
  Object.defineProperty(prototype, "href", honest);
}
done();
