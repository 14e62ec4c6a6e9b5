// runtime/builtins/internal/inspect/names.js: what an object is called (class, tag, size) and which of its keys are shown.

import {
  TypedArrayPrototype,
  IntrinsicMap,
  SymbolToStringTag,
  arrayPush,
  getOwnPropertyDescriptor,
  getOwnPropertyNames,
  getOwnPropertySymbols,
  hasOwn,
  mapGet,
  mapSet,
  match,
  objectKeys,
  ownKeys,
  toText,
} from "bailey:internal/inspect/intrinsics";
import { Kind, constructorName, inherits, kindOf, prototypeOf } from "bailey:internal/inspect/kinds";
import { indexOfSame, isObject } from "bailey:internal/inspect/context";

/** @typedef {import("bailey:internal/inspect/context").Context} Context */
/**
 * Prints one property of the prototype chain.
 * @typedef {(key: PropertyKey, descriptor: PropertyDescriptor) => string} PrintProperty
 */

export const ErrorPrototype = Error.prototype;

// The prototypes of the language itself keep their names, whatever script does to `constructor`.
const wellKnownNames = new IntrinsicMap();
for (
  const constructor of [
    Array, ArrayBuffer, Function, Map, Set, Object, RegExp, Date, DataView, Error, AggregateError,
    RangeError, TypeError, Boolean, Number, String, Promise, WeakMap, WeakSet,
  ]
) mapSet(wellKnownNames, constructor.prototype, constructor.name);
mapSet(wellKnownNames, TypedArrayPrototype, "TypedArray");

const GLOBAL_CLASS = /^[A-Z][a-zA-Z0-9]+$/;
// How many prototypes give properties to `showHidden`.
const PROTOTYPE_LAYERS = 3;

/**
 * Whether the global object has a class of that name: its members are not worth listing.
 * @param {unknown} name
 */
function isGlobalClass(name) {
  return typeof name === "string" && match(GLOBAL_CLASS, name) !== null && hasOwn(globalThis, name);
}

/**
 * The own property `constructor` if it is a function that has a name.
 * @param {object} holder
 * @returns {{ name: string, prototype: unknown } | undefined}
 */
function namedConstructor(holder) {
  if (kindOf(holder) === Kind.Proxy) return undefined;
  const constructor = getOwnPropertyDescriptor(holder, "constructor")?.value;
  if (typeof constructor !== "function") return undefined;
  try {
    const name = toText(constructor.name);
    return name === "" ? undefined : { name, prototype: constructor.prototype };
  } catch {
    return undefined;
  }
}

/**
 * The name of the class of `value`: null without a prototype, "A <B>" when the class proper cannot
 * be found. With `hidden`, adds to it the accessors and values the prototypes hold.
 * @param {Context} ctx
 * @param {object} value
 * @param {number} level
 * @param {string[] | undefined} hidden
 * @param {PrintProperty} printProperty
 * @param {(value: object) => string} printShort Prints an object at no depth.
 * @returns {string | null}
 */
export function className(ctx, value, level, hidden, printProperty, printShort) {
  const first = prototypeOf(value);
  for (let holder = /** @type {object | null} */ (value); holder !== null; holder = prototypeOf(holder)) {
    const wellKnown = holder === value ? undefined : mapGet(wellKnownNames, holder);
    if (wellKnown !== undefined) {
      if (hidden !== undefined && holder !== first) addPrototypeProperties(ctx, value, first, hidden, printProperty);
      return wellKnown;
    }
    const constructor = namedConstructor(holder);
    if (constructor !== undefined && isObject(constructor.prototype) && inherits(constructor.prototype, value)) {
      if (hidden !== undefined && (holder !== first || !isGlobalClass(constructor.name))) {
        addPrototypeProperties(ctx, value, first, hidden, printProperty);
      }
      return constructor.name;
    }
  }
  if (first === null) return null;

  const engineName = constructorName(value);
  if (ctx.isBeyond(level)) return `${engineName} <Complex prototype>`;
  const parent = className(ctx, first, level + 1, hidden, printProperty, printShort);
  return `${engineName} <${parent ?? printShort(first)}>`;
}

/**
 * Adds what the nearest prototypes hold, methods and what `value` itself has aside. Stops at a
 * class of the language or the platform.
 * @param {Context} ctx
 * @param {object} value
 * @param {object | null} first
 * @param {string[]} output
 * @param {PrintProperty} printProperty
 */
function addPrototypeProperties(ctx, value, first, output, printProperty) {
  /** @type {PropertyKey[]} */
  const above = [];
  let holder = first ?? prototypeOf(value);
  for (let layer = 0; layer < PROTOTYPE_LAYERS && holder !== null; layer++) {
    if (layer > 0) {
      holder = prototypeOf(holder);
      if (holder === null || isGlobalClass(getOwnPropertyDescriptor(holder, "constructor")?.value?.name)) return;
    }
    const keys = ownKeys(holder);
    arrayPush(ctx.seen, value);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (key === "constructor" || hasOwn(value, key)) continue;
      // Symbols are shown once for each prototype that has them.
      if (typeof key === "string" && indexOfSame(above, key) !== -1) continue;
      const descriptor = getOwnPropertyDescriptor(holder, key);
      if (descriptor === undefined || typeof descriptor.value === "function") continue;
      const text = printProperty(key, descriptor);
      arrayPush(output, ctx.colors ? `\x1b[2m${text}\x1b[22m` : text);
    }
    ctx.seen.length--;
    for (let i = 0; i < keys.length; i++) arrayPush(above, keys[i]);
  }
}

/**
 * The `Symbol.toStringTag` of `value`, "" for none.
 * @param {object} value
 * @returns {string}
 */
export function tagOf(value) {
  try {
    const tag = /** @type {any} */ (value)[SymbolToStringTag];
    return typeof tag === "string" ? tag : "";
  } catch {
    return "";
  }
}

/**
 * What stands before an opening bracket: class, size, tag, and a space.
 * @param {string | null} name
 * @param {string} tag
 * @param {string} fallback Name for an object without a prototype.
 * @param {string} [size] "(length)" or "".
 * @returns {string}
 */
export function prefixOf(name, tag, fallback, size = "") {
  const label = name === null ? `[${fallback}${size}: null prototype]` : `${name}${size}`;
  const known = name === null ? fallback : name;
  return tag !== "" && tag !== known ? `${label} [${tag}] ` : `${label} `;
}

/**
 * The prefix of an object that is nothing special.
 * @param {object} value
 * @param {string | null} name
 * @param {string} tag
 * @returns {string}
 */
export function instancePrefix(value, name, tag) {
  if (name !== null) return prefixOf(name, tag, "");
  const engineName = constructorName(value);
  return prefixOf(null, tag, engineName === tag ? "Object" : engineName);
}

/**
 * The own keys shown: strings, then symbols; the enumerable ones unless `includeHidden`. An error's
 * cause is left out: it is shown on its own terms.
 * @param {object} value
 * @param {boolean} includeHidden
 * @returns {PropertyKey[]}
 */
export function keysOf(value, includeHidden) {
  /** @type {PropertyKey[]} */
  const keys = includeHidden ? getOwnPropertyNames(value) : objectKeys(value);
  const symbols = getOwnPropertySymbols(value);
  for (let i = 0; i < symbols.length; i++) {
    if (includeHidden || getOwnPropertyDescriptor(value, symbols[i])?.enumerable) arrayPush(keys, symbols[i]);
  }
  const cause = indexOfSame(keys, "cause");
  if (cause !== -1 && inherits(ErrorPrototype, value)) removeAt(keys, cause);
  return keys;
}

/**
 * Takes one element out of `list`.
 * @param {unknown[]} list
 * @param {number} index
 */
export function removeAt(list, index) {
  for (let i = index; i + 1 < list.length; i++) list[i] = list[i + 1];
  list.length--;
}
