// Commit 076ea5dadd: a worker's imports are checked against its parent's permissions.
// grants: --unstable-worker-options --allow-read --allow-net --allow-env --allow-import --allow-sys --allow-write=$box
// stopped by: broker
import { control, done, mustFail, world } from "../support.js";

const { closed, outside } = world;

/** What `expression` gives in a worker that was given `permissions`. */
function inWorker(expression, permissions) {
  const text = `try { postMessage({ got: String(await (${expression})) }); }
    catch (error) { postMessage({ name: error.name, message: error.message }); }`;
  const worker = new Worker("data:text/javascript," + encodeURIComponent(text), { type: "module", deno: { permissions } });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => "got" in data ? resolve(data.got) : reject(Object.assign(new Error(data.message), { name: data.name }));
    worker.onerror = (event) => {
      event.preventDefault();
      reject(event.error ?? new Error(event.message));
    };
  }).finally(() => worker.terminate());
}
const file = JSON.stringify(`file://${outside}/secret`);
const ATTEMPTS = {
  "a module": `import(${file} + ".js").then((module) => module.default)`,
  "a text": `import(${file} + ".txt", { with: { type: "text" } }).then((module) => module.default)`,
  "JSON": `import(${file} + ".json", { with: { type: "json" } }).then((module) => module.default.secret)`,
  "a literal import": `import("file://${outside}/secret.js").then((module) => module.default)`,
  "a remote module": `import("http://127.0.0.1:${closed}/secret.js").then((module) => module.default)`,
  "a file": `Deno.readTextFile("${outside}/secret.txt")`,
  "a connection": `Deno.connect({ port: ${closed} }).then(() => "connected")`,
  "a variable": `Deno.env.get("BAILEY_SECRET")`,
  "the host's name": "Deno.hostname()",
  "a worker of its own with more": `new Promise((resolve, reject) => {
    const inner = new Worker("data:text/javascript,postMessage(Deno.readTextFileSync('${outside}/secret.txt'))",
      { type: "module", deno: { permissions: "inherit" } });
    inner.onmessage = ({ data }) => resolve(data);
    inner.onerror = (event) => { event.preventDefault(); reject(event.error ?? new Error(event.message)); };
  })`,
};
await control("a worker with its parent's permissions", () => inWorker(`Deno.readTextFile("${world.box}/own.txt")`, "inherit"));
for (const [what, expression] of Object.entries(ATTEMPTS)) {
  await mustFail(`${what} in a worker without permissions`, () => inWorker(expression, "none"), { as: /Requires/ });
}
done();
