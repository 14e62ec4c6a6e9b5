// runtime/builtins/internal/inspect/intrinsics.js: the language's own functions, kept from before any script ran. Printing a value
// must work, and give the same text, when a script has replaced or removed the originals.

const { bind, call } = Function.prototype;

/**
 * A method as a function whose first argument is the receiver.
 * @type {(method: Function) => (self: any, ...args: any[]) => any}
 */
const unbound = bind.bind(call);

/** @type {(prototype: object, name: PropertyKey) => (self: any) => any} */
const getterOf = (prototype, name) =>
  unbound(/** @type {Function} */ (Object.getOwnPropertyDescriptor(prototype, name)?.get));

export const {
  create: objectCreate,
  defineProperty,
  getOwnPropertyDescriptor,
  getOwnPropertyNames,
  getOwnPropertySymbols,
  getPrototypeOf,
  hasOwn,
  is: isSameValue,
  keys: objectKeys,
  setPrototypeOf,
} = Object;
export const { apply, has: hasProperty, ownKeys } = Reflect;
export const { floor, max, min, round, sqrt } = Math;
export const { isArray } = Array;
export const { isInteger } = Number;
export const {
  Error: IntrinsicError,
  Map: IntrinsicMap,
  Number: toNumber,
  RegExp: IntrinsicRegExp,
  String: toText,
  TypeError: IntrinsicTypeError,
  Uint8Array: IntrinsicUint8Array,
  encodeURI,
  parseFloat,
  parseInt,
} = globalThis;
export const { stringify } = JSON;
export const { captureStackTrace } = /** @type {any} */ (Error);

export const arrayJoin = unbound(Array.prototype.join);
export const arrayPush = unbound(Array.prototype.push);
export const arraySlice = unbound(Array.prototype.slice);
export const arraySort = unbound(Array.prototype.sort);

export const stringAt = unbound(String.prototype.charCodeAt);
export const stringCodePointAt = unbound(String.prototype.codePointAt);
export const stringEndsWith = unbound(String.prototype.endsWith);
export const stringIncludes = unbound(String.prototype.includes);
export const stringIndexOf = unbound(String.prototype.indexOf);
export const stringLastIndexOf = unbound(String.prototype.lastIndexOf);
export const stringNormalize = unbound(String.prototype.normalize);
export const stringPadEnd = unbound(String.prototype.padEnd);
export const stringPadStart = unbound(String.prototype.padStart);
export const stringRepeat = unbound(String.prototype.repeat);
export const stringSlice = unbound(String.prototype.slice);
export const stringStartsWith = unbound(String.prototype.startsWith);
export const stringToWellFormed = unbound(String.prototype.toWellFormed);
export const stringTrim = unbound(String.prototype.trim);
export const stringToLowerCase = unbound(String.prototype.toLowerCase);

export const numberToFixed = unbound(Number.prototype.toFixed);
export const numberToString = unbound(Number.prototype.toString);
export const bigIntValue = unbound(BigInt.prototype.valueOf);
export const booleanValue = unbound(Boolean.prototype.valueOf);
export const numberValue = unbound(Number.prototype.valueOf);
export const stringValue = unbound(String.prototype.valueOf);
export const symbolValue = unbound(Symbol.prototype.valueOf);
export const symbolDescription = getterOf(Symbol.prototype, "description");

export const functionToString = unbound(Function.prototype.toString);
export const errorToString = unbound(Error.prototype.toString);
export const objectToString = unbound(Object.prototype.toString);
export const regExpToString = unbound(RegExp.prototype.toString);
export const dateTime = unbound(Date.prototype.getTime);
export const dateToIso = unbound(Date.prototype.toISOString);

// `exec` called as a function looks up nothing on the pattern, unlike `test`, `match` or `replace`.
const regExpExec = unbound(RegExp.prototype.exec);

/**
 * The match of `pattern` in `text`, or null.
 * @type {(pattern: RegExp, text: string) => RegExpExecArray | null}
 */
export const match = regExpExec;

export const mapDelete = unbound(Map.prototype.delete);
export const mapGet = unbound(Map.prototype.get);
export const mapHas = unbound(Map.prototype.has);
export const mapSet = unbound(Map.prototype.set);
export const mapSize = getterOf(Map.prototype, "size");
export const mapEntries = unbound(Map.prototype.entries);
export const mapIteratorNext = unbound(Object.getPrototypeOf(new Map().entries()).next);
export const setSize = getterOf(Set.prototype, "size");
export const setValues = unbound(Set.prototype.values);
export const setIteratorNext = unbound(Object.getPrototypeOf(new Set().values()).next);

export const TypedArrayPrototype = Object.getPrototypeOf(Uint8Array.prototype);
export const typedArrayLength = getterOf(TypedArrayPrototype, "length");
export const arrayBufferByteLength = getterOf(ArrayBuffer.prototype, "byteLength");

export const { iterator: SymbolIterator, toStringTag: SymbolToStringTag } = Symbol;
export const symbolFor = Symbol.for;

/**
 * Replaces each `from` in `text`. Unlike the method, never asks the prototype of strings how.
 * @param {string} text
 * @param {string} from
 * @param {string} to
 * @returns {string}
 */
export function replaceEach(text, from, to) {
  let found = stringIndexOf(text, from);
  if (found === -1) return text;
  let result = "";
  let done = 0;
  while (found !== -1) {
    result += stringSlice(text, done, found) + to;
    done = found + from.length;
    found = stringIndexOf(text, from, done);
  }
  return result + stringSlice(text, done);
}

/**
 * The lines of `text`, without their line feeds.
 * @param {string} text
 * @returns {string[]}
 */
export function splitLines(text) {
  /** @type {string[]} */
  const lines = [];
  let start = 0;
  for (let end = stringIndexOf(text, "\n"); end !== -1; end = stringIndexOf(text, "\n", start)) {
    arrayPush(lines, stringSlice(text, start, end));
    start = end + 1;
  }
  arrayPush(lines, stringSlice(text, start));
  return lines;
}
