// Row 29, CVE-2026-49406: how a specifier is resolved grants what the flags do not.
// grants: --allow-read=$box
// stopped by: broker, kernel
import { done, mustFail, world } from "../support.js";

const { box, outside } = world;
const loading = { as: /Requires|Permission denied/ };
for (const specifier of [`${outside}/secret.js`, `file://${outside}/secret.js`, `file://${box}/../outside/secret.js`,
  `file://${box}/node_modules/../../outside/secret.js`, `file://${box}/%2e%2e/outside/secret.js`, `file://${box}/link/secret.js`,
  `${new URL("../".repeat(12) + outside.slice(1) + "/secret.js", import.meta.url)}`,
  `file://${outside}/secret.js?node_modules/x`, `file://${outside}/secret.js#/node_modules/`]) {
  await mustFail(`import ${specifier.replaceAll(outside, "OUT").replaceAll(box, "BOX")}`, async () => (await import(specifier)).default, loading);
}
for (const [type, name] of [["json", "secret.json"], ["text", "secret.txt"], ["bytes", "secret.txt"]]) {
  await mustFail(`import as ${type}`, async () => {
    try {
      return String((await import(`file://${outside}/${name}`, { with: { type } })).default);
    } catch (error) {
      if (/Requires|Permission denied/.test(error.message) || type !== "bytes") throw error;
      return error.message;  // needs a flag of its own
    }
  }, loading);
}
done();
