// report.js: exceptions that nobody is there to catch.

import { missingArguments } from "bailey:internal/webidl";
import { reportException } from "bailey:ops/core";

/** Fires `error` on the global; when nobody prevents it, the program ends. */
export function reportError(error) {
  if (arguments.length < 1) missingArguments("Failed to execute 'reportError'", 1, 0);
  reportException(error);
}
