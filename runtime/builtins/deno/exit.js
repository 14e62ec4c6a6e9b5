// exit.js: Deno.exit(), Deno.exitCode and the unload event that comes before the end.

import * as core from "bailey:ops/core";
import { dispatchTrusted, Event, hasListeners } from "bailey:web/event";

/** Fires `unload`, once in the life of the program. */
export function dispatchUnload() {
  if (core.beginUnload() && hasListeners(globalThis, "unload")) dispatchTrusted(globalThis, new Event("unload"));
}

/**
 * Ends the program. What is no number leaves Deno.exitCode to decide.
 * @param {number} [code]
 * @returns {never}
 */
export function exit(code) {
  if (typeof code === "number") core.setExitCode(code | 0);
  dispatchUnload();
  core.exit(core.exitCode() & 255);
  throw new Error("unreachable");
}

/** @param {number} code */
export function setExitCode(code) {
  if (typeof code !== "number") {
    throw new TypeError(`Exit code must be a number, got: ${code} (${typeof code})`);
  }
  if (!Number.isInteger(code)) {
    throw new RangeError(`Exit code must be an integer, got: ${code}`);
  }
  core.setExitCode(code | 0);
}
