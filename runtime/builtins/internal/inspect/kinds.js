// runtime/builtins/internal/inspect/kinds.js: what an object is underneath, whatever its prototype says. Only the engine knows, so
// this is the one file that imports the native half; the contract it relies on:
//
//   kindOf(value: object): number
//     The index in `Kind` below of the internal type of an object or function. Total, never runs
//     script. `Ordinary` for everything not listed, class instances and plain objects included;
//     `Array` only for arrays themselves, a proxy of anything is `Proxy`.
//   proxyDetails(proxy): [target, handler]
//     The two internal slots of a `Proxy`; both null once it is revoked.
//   promiseDetails(promise): [state: 0 pending | 1 fulfilled | 2 rejected, result]
//     Does not mark a rejection as handled.
//   previewEntries(value): [entries: unknown[], isKeyValue: boolean]
//     For `MapIterator` and `SetIterator` what is left to iterate, without advancing; for `WeakMap`
//     and `WeakSet` the living entries. With isKeyValue, keys and values alternate.
//   constructorName(value): string
//     The engine's own idea of the class name (v8::Object::GetConstructorName). Never runs script.
//   ownNonIndexKeys(value, includeHidden: boolean): PropertyKey[]
//     Own keys that are no array indices: strings, then symbols; without includeHidden only the
//     enumerable ones. For arrays and typed arrays, where listing all keys would cost their length.
//   workingDirectory(): string | undefined
//     The current directory, to dim it in coloured stack traces. SECURITY: undefined unless script
//     may know it, since the colours reveal it.

import * as ops from "bailey:ops/inspect";
import { getPrototypeOf } from "bailey:internal/inspect/intrinsics";

export const Kind = /** @type {const} */ ({
  __proto__: null,
  Ordinary: 0,
  Proxy: 1,
  Array: 2,
  Function: 3,
  AsyncFunction: 4,
  GeneratorFunction: 5,
  AsyncGeneratorFunction: 6,
  Set: 7,
  Map: 8,
  TypedArray: 9,
  SetIterator: 10,
  MapIterator: 11,
  Arguments: 12,
  RegExp: 13,
  Date: 14,
  NativeError: 15,
  ArrayBuffer: 16,
  SharedArrayBuffer: 17,
  DataView: 18,
  Promise: 19,
  WeakSet: 20,
  WeakMap: 21,
  ModuleNamespace: 22,
  NumberObject: 23,
  StringObject: 24,
  BooleanObject: 25,
  BigIntObject: 26,
  SymbolObject: 27,
});

export const {
  constructorName,
  kindOf,
  ownNonIndexKeys,
  previewEntries,
  promiseDetails,
  proxyDetails,
  workingDirectory,
} = ops;

/**
 * The prototype of an object; null for a proxy, whose trap is not to be run.
 * @param {object} value
 * @returns {object | null}
 */
export function prototypeOf(value) {
  return kindOf(value) === Kind.Proxy ? null : getPrototypeOf(value);
}

/**
 * Whether `prototype` is on the prototype chain of `value`, as far as no proxy ends it.
 * @param {object} prototype
 * @param {object} value
 * @returns {boolean}
 */
export function inherits(prototype, value) {
  for (let link = prototypeOf(value); link !== null; link = prototypeOf(link)) {
    if (link === prototype) return true;
  }
  return false;
}
