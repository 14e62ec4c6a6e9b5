// globals.js: puts the Web platform and Deno on the global object.

import * as core from "bailey:ops/core";
import { Deno } from "bailey:deno/namespace";
import { reportError } from "bailey:internal/report";
import { defineEventHandler, EventTarget } from "bailey:web/event";
import { console } from "bailey:web/console";
import { atob, btoa, TextDecoder, TextEncoder } from "bailey:web/encoding";
import { eagerGlobals, lazyGlobals } from "bailey:web/globals";
import { Headers } from "bailey:web/headers";
import { Request } from "bailey:web/request";
import { Response } from "bailey:web/response";
import {
  clearImmediate, clearInterval, clearTimeout, setImmediate, setInterval, setTimeout,
} from "bailey:web/timers";
import { URL, URLSearchParams } from "bailey:web/url";

const define = Object.defineProperty;

function hidden(name, value) {
  define(globalThis, name, { value, writable: true, enumerable: false, configurable: true });
}
function visible(name, value) {
  define(globalThis, name, { value, writable: true, enumerable: true, configurable: true });
}

/** A global whose module is loaded when something first reads it. */
function lazy(name, module, key) {
  define(globalThis, name, {
    get() {
      const value = core.loadBuiltin(module)[key];
      hidden(name, value);
      return value;
    },
    set(value) {
      hidden(name, value);
    },
    enumerable: false,
    configurable: true,
  });
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
for (const [name, [module, key]] of Object.entries(lazyGlobals)) lazy(name, module, key);
for (
  const value of [Headers, Request, Response, TextDecoder, TextEncoder, URL, URLSearchParams]
) {
  hidden(value.name, value);
}
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
visible("closed", false);
visible("name", "");

visible("queueMicrotask", function queueMicrotask(callback) {
  if (typeof callback !== "function") {
    throw new TypeError("The \"callback\" argument must be of type function.");
  }
  core.enqueueMicrotask(callback);
});
visible("structuredClone", function structuredClone(value, options = undefined) {
  if (arguments.length < 1) {
    throw new TypeError("Failed to execute 'structuredClone': 1 argument required, but only 0 present");
  }
  return core.structuredClone(value, options?.transfer ?? []);
});

for (const type of ["error", "load", "beforeunload", "unhandledrejection", "rejectionhandled", "unload"]) {
  defineEventHandler(globalThis, type);
}
