// globals.js: puts the Web platform and Deno on the global object.

import * as core from "bailey:ops/core";
import { errors } from "bailey:internal/errors";
import { inspect } from "bailey:internal/inspect/mod";
import { console } from "bailey:web/console";
import * as timers from "bailey:web/timers";

Object.defineProperty(globalThis, "console", { value: console, writable: true, enumerable: false, configurable: true });
globalThis.Deno = { errors, args: [], inspect, exit: (c = 0) => core.exit(c) };
for (const name of ["setTimeout", "setInterval", "clearTimeout", "clearInterval", "setImmediate", "clearImmediate"]) {
  globalThis[name] = timers[name];
}
