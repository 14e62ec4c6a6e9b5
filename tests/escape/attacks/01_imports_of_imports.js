// Row 1, CVE-2021-32619: what an imported module imports in turn skips the checks.
// grants: --allow-read=$box --allow-write=$box --allow-import=127.0.0.1:$open
// stopped by: broker, kernel
import { control, done, mustFail, world } from "../support.js";

const { box, closed, open, outside } = world;
let number = 0;

/** A module in the granted folder; each has a name of its own, so that none is remembered. */
function moduleOf(text) {
  const path = `${box}/module${++number}.js`;
  Deno.writeTextFileSync(path, text);
  return "file://" + path;
}

/** What a worker that runs `text` says. */
function fromWorker(text) {
  const worker = new Worker(moduleOf(text), { type: "module" });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => {
      event.preventDefault();
      reject(event.error ?? new Error(event.message));
    };
  }).finally(() => worker.terminate());
}

await control("a granted module", () => import(moduleOf("export default 1;")));
const file = `file://${outside}/secret.js`;
const remote = `http://127.0.0.1:${closed}/secret.js`;
const loading = { as: /^TypeError: (Requires|Import|Module|Could not)|^Error: .*Requires/ };
for (const [kind, target] of [["a file", file], ["a remote module", remote]]) {
  const from = `export { default } from ${JSON.stringify(target)};`;
  await mustFail(`computed import of ${kind}`, async () => (await import(target)).default, loading);
  await mustFail(`static import of ${kind} in a computed one`, async () => (await import(moduleOf(from))).default, loading);
  await mustFail(`the same two levels down, ${kind}`, async () => {
    return (await import(moduleOf(`export { default } from ${JSON.stringify(moduleOf(from))};`))).default;
  }, loading);
  await mustFail(`through a data: module, ${kind}`, async () => {
    return (await import("data:text/javascript," + encodeURIComponent(from))).default;
  }, loading);
  await mustFail(`through a blob: module, ${kind}`, async () => {
    const url = URL.createObjectURL(new Blob([from], { type: "text/javascript" }));
    return (await import(url)).default;
  }, loading);
  await mustFail(`import() in a worker, ${kind}`, () => {
    return fromWorker(`const { default: got } = await import(${JSON.stringify(target)}); postMessage(got);`);
  }, { as: /Requires/ });
  await mustFail(`import() by eval, ${kind}`, async () => {
    return (await (0, eval)(`import(${JSON.stringify(target)})`)).default;
  }, loading);
  await mustFail(`import() by new Function, ${kind}`, async () => {
    return (await new Function("url", "return import(url)")(target)).default;
  }, loading);
}
await mustFail("a granted server's module that imports an ungranted one's", async () => {
  return (await import(`http://127.0.0.1:${open}/imports-closed.js`)).default;
}, loading);
await mustFail("a granted server's redirect to an ungranted one", async () => {
  return (await import(`http://127.0.0.1:${open}/redirect-module.js`)).default;
}, loading);
// To import from one server is not to talk to it, or to others.
await mustFail("a connection", async () => (await Deno.connect({ hostname: "127.0.0.1", port: world.closed })).close());
await mustFail("a server", () => Deno.listen({ hostname: "127.0.0.1", port: 0 }).close());
await mustFail("a worker whose program is outside", () => {
  const worker = new Worker(file, { type: "module" });
  return new Promise((resolve, reject) => {
    worker.onerror = (event) => {
      event.preventDefault();
      reject(event.error ?? new Error(event.message));
    };
    setTimeout(resolve, 3000, "it runs");
  }).finally(() => worker.terminate());
}, { as: /Requires/ });
done();
