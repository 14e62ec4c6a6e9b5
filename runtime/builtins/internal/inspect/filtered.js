// runtime/builtins/internal/inspect/filtered.js: what the runtime's own classes show of themselves: a few of their accessors as if
// they were plain properties.

import { defineProperty, getOwnPropertyDescriptor, getPrototypeOf } from "bailey:internal/inspect/intrinsics";
import { readOr } from "bailey:internal/inspect/safe";

/**
 * A stand-in for `object` to hand to `inspect`: the same class name, only the listed keys. With
 * `evaluate` they hold values, otherwise the accessors the class has.
 * @param {{ object: any, keys: PropertyKey[], evaluate: boolean }} options
 * @returns {object}
 */
export function createFilteredInspectProxy({ object, keys, evaluate }) {
  const StandIn = class {};
  const name = readOr(readOr(object, "constructor"), "name");
  if (name) defineProperty(StandIn, "name", /** @type {any} */ ({ __proto__: null, value: name }));
  const result = new StandIn();
  for (let i = 0; i < keys.length; i++) {
    const inherited = evaluate ? undefined : descriptorOnChain(object, keys[i]);
    defineProperty(result, keys[i], inherited ?? valueDescriptor(object, keys[i]));
  }
  return result;
}

/**
 * @param {object} object
 * @param {PropertyKey} key
 */
function descriptorOnChain(object, key) {
  for (let holder = object; holder !== null; holder = getPrototypeOf(holder)) {
    const descriptor = getOwnPropertyDescriptor(holder, key);
    if (descriptor !== undefined) return descriptor;
  }
  return undefined;
}

/**
 * @param {any} object
 * @param {PropertyKey} key
 */
function valueDescriptor(object, key) {
  return /** @type {any} */ ({ __proto__: null, configurable: true, enumerable: true, value: object[key] });
}
