// runtime/builtins/web/worker_global.js: makes the global object a worker's.
// https://html.spec.whatwg.org/#dedicatedworkerglobalscope
import { loadBuiltin } from "bailey:ops/core";
import { defineExports, defineLate } from "bailey:internal/late";
import * as ops from "bailey:ops/worker";
import { defineEventHandler, EventTarget } from "bailey:web/event";
import { ErrorEvent } from "bailey:web/event_types";
import { postThrough, receiveThrough } from "bailey:web/message_port";

const define = Object.defineProperty;
const kWindowOnly = [
  "Window", "Location", "Navigator", "location", "navigator", "Storage", "alert", "closed", "confirm", "localStorage",
  "onbeforeunload", "onload", "onunload", "prompt", "sessionStorage",
];

function scopeClass(name, parent) {
  const made = {
    [name]: class extends parent {
      constructor() {
        super();
        throw new TypeError("Illegal constructor");
      }
    },
  }[name];
  define(made.prototype, Symbol.toStringTag, { value: name, configurable: true });
  return made;
}

// https://html.spec.whatwg.org/#onerroreventhandler: true is what prevents the default.
function processErrorHandler(callback, target, event) {
  if (!(event instanceof ErrorEvent)) {
    if (Reflect.apply(callback, target, [event]) === false) event.preventDefault();
    return;
  }
  const { message, filename, lineno, colno, error } = event;
  const result = Reflect.apply(callback, target, [message, filename, lineno, colno, error]);
  if (result === true) event.preventDefault();
}

function add(name, value, enumerable) {
  define(globalThis, name, { value, writable: true, enumerable, configurable: true });
}

let port;
function parentPort() {
  return port ??= ops.parentPort();
}

/** Run into the snapshot that workers start from. */
export function becomeWorker() {
  for (const name of kWindowOnly) delete globalThis[name];
  delete Deno.mainModule; // as in Deno
  const WorkerGlobalScope = scopeClass("WorkerGlobalScope", EventTarget);
  const DedicatedWorkerGlobalScope = scopeClass("DedicatedWorkerGlobalScope", WorkerGlobalScope);
  Object.setPrototypeOf(globalThis, DedicatedWorkerGlobalScope.prototype);
  add("WorkerGlobalScope", WorkerGlobalScope, false);
  add("DedicatedWorkerGlobalScope", DedicatedWorkerGlobalScope, false);
  add("name", "", true);
  defineExports(globalThis, {
    "bailey:web/location": ["WorkerLocation"],
    "bailey:web/navigator": ["WorkerNavigator"],
  }, false);
  defineLate(globalThis, "navigator", () => loadBuiltin("bailey:web/navigator").workerNavigator, true);
  let location;
  define(globalThis, "location", {
    get: () => location ??= loadBuiltin("bailey:web/location").newWorkerLocation(),
    enumerable: true,
    configurable: true,
  });
  const functions = {
    postMessage(message, transferOrOptions = undefined) {
      postThrough(parentPort(), arguments);
    },
    close() {
      ops.closeWorker();
    },
  };
  add("postMessage", functions.postMessage, true);
  add("close", functions.close, false);
  defineEventHandler(globalThis, "error", { process: processErrorHandler });
  defineEventHandler(globalThis, "message");
  defineEventHandler(globalThis, "messageerror");
  // So that what nearly every worker begins with lies in the snapshot compiled.
  globalThis.onmessage = () => {};
  globalThis.onmessage = null;
}

/** Called by the engine before a worker's main module is loaded. */
export function startWorker() {
  globalThis.name = ops.workerName();
}

/** Called by the engine once the main module has begun to run. */
export function receiveMessages() {
  receiveThrough(parentPort(), globalThis, () => {});
}
