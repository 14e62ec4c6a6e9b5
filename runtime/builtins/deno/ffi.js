// ffi.js: Deno.dlopen. Asks for the permission; calling native code is not there yet.

import * as ops from "bailey:ops/ffi";
import { pathText } from "bailey:internal/arguments";

/**
 * @param {string | URL} filename
 * @param {object} symbols
 * @returns {never}
 */
export function dlopen(filename, symbols) {
  const path = pathText(filename);
  if (symbols === null || (typeof symbols !== "object" && typeof symbols !== "function")) {
    throw new TypeError(`expected the symbols of the library as an object, got: ${symbols}`);
  }
  return ops.dlopen(path);
}
