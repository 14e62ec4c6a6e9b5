// hooks.js: what the engine calls. Imports everything that the snapshot holds.

import { loadBuiltin } from "bailey:ops/core";
import { buildError, registerErrorClass } from "bailey:internal/errors";
import "bailey:internal/globals";
import { inspect, quoteString } from "bailey:internal/inspect/mod";
import { dispatchUnload } from "bailey:deno/exit";
import { DOMException } from "bailey:web/dom_exception";
import { defineEventHandler, dispatchTrusted, Event, EventTarget, hasListeners } from "bailey:web/event";
import { ErrorEvent, MessageEvent, PromiseRejectionEvent } from "bailey:web/event_types";
import { runImmediates, runTimer } from "bailey:web/timers";

registerErrorClass("DOMException", DOMException);

function dispatchRejection(type, promise, reason) {
  if (!hasListeners(globalThis, type)) return false;
  const event = new PromiseRejectionEvent(type, { promise, reason, cancelable: true });
  dispatchTrusted(globalThis, event);
  return event.defaultPrevented;
}

// In modules that most programs do not need.
const lazily = (module) => loadBuiltin(`bailey:web/${module}`);

const hooks = {
  __proto__: null,
  buildError,
  runTimer,
  runImmediates,
  dispatchUnhandledRejection: (promise, reason) =>
    dispatchRejection("unhandledrejection", promise, reason),
  dispatchRejectionHandled: (promise, reason) =>
    dispatchRejection("rejectionhandled", promise, reason),
  dispatchError(error, message, filename, lineno, colno) {
    if (!hasListeners(globalThis, "error")) return false;
    const event = new ErrorEvent("error", {
      error, message, filename: `${filename}`, lineno, colno, cancelable: true,
    });
    dispatchTrusted(globalThis, event);
    return event.defaultPrevented;
  },
  dispatchLoad() {
    if (hasListeners(globalThis, "load")) dispatchTrusted(globalThis, new Event("load"));
  },
  dispatchBeforeUnload() {
    if (!hasListeners(globalThis, "beforeunload")) return false;
    const event = new Event("beforeunload", { cancelable: true });
    dispatchTrusted(globalThis, event);
    return event.defaultPrevented;
  },
  dispatchUnload,
  serveMain: (...plan) => loadBuiltin("bailey:deno/serve_main").serveMain(...plan),
  hintAtServe: (main) => loadBuiltin("bailey:deno/serve_main").hintAtServe(main),
  startWorker: () => lazily("worker_global").startWorker(),
  receiveMessages: () => lazily("worker_global").receiveMessages(),
  packObject: (object) => lazily("structured_clone").packObject(object),
  unpackObject: (parts) => lazily("structured_clone").unpackObject(parts),
  makePort: (native) => lazily("message_port").makePort(native),
  // A string of its own is neither coloured nor cut.
  inspectThrown: (value, colors) =>
    typeof value === "string" ? quoteString(value, ['"', "'", "`"], true) : inspect(value, { colors }),
};

export default hooks;

/**
 * What most programs do, done once while the snapshot is made: functions that have run are in it
 * compiled, and all others are compiled when they are first called. Leaves no trace in script.
 */
export function rehearse() {
  console.log("");
  const target = new EventTarget();
  defineEventHandler(target, "rehearsal");
  target.onrehearsal = () => {};
  dispatchTrusted(target, new MessageEvent("rehearsal"));
  hooks.dispatchLoad();
  hooks.dispatchBeforeUnload();
  hooks.dispatchUnload();
}
