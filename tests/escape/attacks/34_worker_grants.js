// Beyond the list: a worker asks for more than its parent has.
// grants: --unstable-worker-options --allow-read=$box --deny-read=$box/inner --allow-net=127.0.0.1:$open --allow-env=PLAIN*
// stopped by: broker
import { control, done, mustFail, world } from "../support.js";

const { box, closed, outside } = world;
const make = (permissions) => () => {
  new Worker("data:text/javascript,1", { type: "module", deno: { permissions } }).terminate();
};
await control("a part of what its parent has", make({ read: [`${box}/own.txt`] }));
for (const [what, permissions] of Object.entries({
  "all files": { read: true }, "another folder": { read: [outside] }, "the folder above": { read: [`${box}/..`] },
  "a folder through a link": { read: [`${box}/link`] }, "a neighbour whose name begins the same": { read: [box + "2"] },
  "what is denied": { read: [`${box}/inner`] },
  "writing": { write: true }, "writing in the folder": { write: [box] },
  "all hosts": { net: true }, "another port": { net: [`127.0.0.1:${closed}`] }, "all ports": { net: ["127.0.0.1"] },
  "all variables": { env: true }, "a shorter prefix": { env: ["PLAI*"] }, "another variable": { env: ["HOME"] },
  "programs": { run: true }, "a program": { run: ["/bin/sh"] }, "facts": { sys: true }, "libraries": { ffi: true }, "imports": { import: true },
})) {
  await mustFail(`${what}`, make(permissions), { as: /escalate/ });
}
done();
