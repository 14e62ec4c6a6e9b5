// globals.js: puts the Web platform and Deno on the global object.

import * as core from "bailey:ops/core";
import { print } from "bailey:ops/console";
import { errors } from "bailey:internal/errors";
import * as timers from "bailey:web/timers";

globalThis.console = { log: (...a) => print(a.map(String).join(" ") + "\n", false) };
globalThis.Deno = { errors, args: [], exit: (c = 0) => core.exit(c) };
for (const name of ["setTimeout", "setInterval", "clearTimeout", "clearInterval", "setImmediate", "clearImmediate"]) {
  globalThis[name] = timers[name];
}
