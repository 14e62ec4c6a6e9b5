// globals.js: puts the Web platform and Deno on the global object.

import * as core from "bailey:ops/core";
import { Deno } from "bailey:deno/namespace";
import { defineExports } from "bailey:internal/late";
import { reportError } from "bailey:internal/report";
import { console } from "bailey:web/console";
import { DOMException } from "bailey:web/dom_exception";
import { defineEventHandler, EventTarget } from "bailey:web/event";
import { atob, btoa } from "bailey:web/encoding";
import { eagerGlobals, lazyGlobals, visibleLazyGlobals } from "bailey:web/globals";
import {
  clearImmediate, clearInterval, clearTimeout, setImmediate, setInterval, setTimeout,
} from "bailey:web/timers";

const define = Object.defineProperty;

function hidden(name, value) {
  define(globalThis, name, { value, writable: true, enumerable: false, configurable: true });
}
function visible(name, value) {
  define(globalThis, name, { value, writable: true, enumerable: true, configurable: true });
}

// The global is an EventTarget: Window.prototype between it and EventTarget.prototype.
class Window extends EventTarget {
  constructor() {
    super();
    throw new TypeError("Illegal constructor");
  }
}
define(Window.prototype, Symbol.toStringTag, { value: "Window", configurable: true });
Object.setPrototypeOf(globalThis, Window.prototype);

hidden("Window", Window);
for (const [name, value] of Object.entries(eagerGlobals)) hidden(name, value);
defineExports(globalThis, lazyGlobals, false);
defineExports(globalThis, visibleLazyGlobals, true);
hidden("console", console);
for (
  const value of [
    atob, btoa, clearImmediate, clearInterval, clearTimeout, reportError, setImmediate,
    setInterval, setTimeout,
  ]
) {
  visible(value.name, value);
}
visible("fetch", async function fetch(input, init = undefined) {
  // Loaded when first called: many programs never do.
  return await core.loadBuiltin("bailey:web/fetch").fetch(...(arguments.length > 0 ? [input, init] : []));
});
visible("self", globalThis);
visible("Deno", Deno);
// What bailey has and Deno has not.
hidden("Bailey", {
  get version() {
    return core.versions()[0];
  },
});
let closing = false;
const { exit } = Deno;
define(globalThis, "closed", {
  get: () => closing,
  set: (value) => visible("closed", value),
  enumerable: true,
  configurable: true,
});
visible("close", function windowClose() {
  if (closing) return;
  closing = true;
  // After the timers that the caller still sets.
  core.enqueueMicrotask(() => setTimeout(() => exit(0), 0));
});
visible("name", "");

visible("queueMicrotask", function queueMicrotask(callback) {
  core.enqueueMicrotask(callback);
});
let cloneModule;
visible("structuredClone", function structuredClone(value, options) {
  cloneModule ??= core.loadBuiltin("bailey:web/structured_clone");
  return cloneModule.structuredClone(...arguments);
});

// Only with --location; without it the name stands for nothing and can be taken.
let location;
define(globalThis, "location", {
  get() {
    if (core.location() === "") return undefined;
    return location ??= core.loadBuiltin("bailey:web/location").newLocation();
  },
  set(value) {
    if (core.location() !== "") {
      throw new DOMException('Cannot set "location"', "NotSupportedError");
    }
    hidden("location", value);
  },
  enumerable: false,
  configurable: true,
});

for (const type of ["error", "load", "beforeunload", "unhandledrejection", "rejectionhandled", "unload"]) {
  defineEventHandler(globalThis, type);
}
