// Row 2: a link is swapped in between the check of a path and its use.
// grants: --allow-read=$box --allow-write=$box
// stopped by: broker, kernel
import { control, done, mustFail, world } from "../support.js";

const { box } = world;

/** A worker that exchanges `name` between a plain file or folder and a link that leads out. */
function swapper(name, plain, link) {
  const text = `
    const [name, plain, link] = ${JSON.stringify([name, plain, link].map((part) => `${box}/${part}`))};
    postMessage("ready");
    for (let turn = 0; turn < 100000; turn++) {
      try {
        Deno.renameSync(plain, name); Deno.renameSync(name, plain);
        Deno.renameSync(link, name); Deno.renameSync(name, link);
      } catch {}
    }`;
  const worker = new Worker("data:text/javascript," + encodeURIComponent(text), { type: "module" });
  return new Promise((resolve) => worker.onmessage = () => resolve(worker));
}

async function race(name, plain, link, use) {
  const worker = await swapper(name, plain, link);
  const until = performance.now() + 1500;
  try {
    while (performance.now() < until) {
      try {
        const got = await use(`${box}/${name}`);
        if (got !== undefined) return got;
      } catch {
        // Refused, or not there at that moment.
      }
    }
  } finally {
    worker.terminate();
  }
  throw new Deno.errors.NotCapable("never reached");
}

await control("renaming in the folder", () => Deno.renameSync(`${box}/own.txt`, `${box}/plain.txt`));
await mustFail("a file becomes a link", () => race("swapped.txt", "plain.txt", "link.txt", (path) => {
  const text = Deno.readTextFileSync(path);
  return text.startsWith("secret-") ? text : undefined;
}));
Deno.mkdirSync(`${box}/plain`);
Deno.writeTextFileSync(`${box}/plain/secret.txt`, "own");
await mustFail("a folder becomes a link", () => race("swapped", "plain", "link", (path) => {
  const text = Deno.readTextFileSync(path + "/secret.txt");
  return text.startsWith("secret-") ? text : undefined;
}));
// The canary is no program, and the error tells of its text.
Deno.writeTextFileSync(`${box}/plain.js`, "postMessage('own')");
await mustFail("a worker's module becomes a link", () => race("swapped.js", "plain.js", "canary-link.txt", (path) => {
  const worker = new Worker(`file://${path}`, { type: "module" });
  return new Promise((resolve) => {
    worker.onmessage = () => resolve();
    worker.onerror = (event) => {
      event.preventDefault();
      resolve(event.message.includes("canary is not defined") ? event.message : undefined);
    };
  }).finally(() => worker.terminate());
}));
done();
