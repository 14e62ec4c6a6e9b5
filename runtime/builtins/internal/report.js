// report.js: exceptions that nobody is there to catch.

import { reportException } from "bailey:ops/core";

/** Fires `error` on the global; when nobody prevents it, the program ends. */
export function reportError(error) {
  if (arguments.length < 1) {
    throw new TypeError("Failed to execute 'reportError': 1 argument required, but only 0 present");
  }
  reportException(error);
}
