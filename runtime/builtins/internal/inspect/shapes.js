// runtime/builtins/internal/inspect/shapes.js: which form an object is printed in, by what it is underneath and what it claims to be.

import {
  IntrinsicRegExp,
  SymbolIterator,
  arrayPush,
  dateTime,
  dateToIso,
  getOwnPropertyNames,
  hasProperty,
  mapSize,
  regExpToString,
  setSize,
  stringEndsWith,
  stringSlice,
  stringStartsWith,
  stringValue,
  typedArrayLength,
} from "bailey:internal/inspect/intrinsics";
import {
  arrayEntries,
  bufferByteLength,
  bufferEntries,
  iteratorEntries,
  mapEntriesText,
  namespaceEntries,
  promiseEntries,
  setEntries,
  typedArrayEntries,
  weakEntries,
} from "bailey:internal/inspect/collections";
import { isObject } from "bailey:internal/inspect/context";
import { errorText } from "bailey:internal/inspect/errors";
import { boxedHeader, functionHeader } from "bailey:internal/inspect/functions";
import { Kind, inherits, ownNonIndexKeys, previewEntries } from "bailey:internal/inspect/kinds";
import { ErrorPrototype, instancePrefix, keysOf, prefixOf } from "bailey:internal/inspect/names";

/** @typedef {import("bailey:internal/inspect/context").Context} Context */
/** @typedef {import("bailey:internal/inspect/collections").Print} Print */

/**
 * An object about to be printed.
 * @typedef {object} Subject
 * @property {any} value
 * @property {number} kind
 * @property {string | null} name Its class; null without a prototype.
 * @property {string} tag
 * @property {number} level
 * @property {boolean} hasMore Whether properties of its prototypes will follow: nothing is then empty.
 * @property {boolean} inTypedArray Whether it is the buffer of the typed array being printed.
 */
/**
 * The printing functions for what an object contains, one level down.
 * @typedef {object} Printers
 * @property {Print} value
 * @property {Print} attribute An attribute of a typed array.
 * @property {(key: PropertyKey) => string} element
 * @property {(key: PropertyKey) => string} property
 * @property {(key: PropertyKey) => string} placeholder
 */
/**
 * The form of an object: brackets, what stands before them, the keys to list, and the entries that
 * come before those.
 * @typedef {object} Shape
 * @property {string} base
 * @property {string} open
 * @property {string} close
 * @property {PropertyKey[]} keys
 * @property {boolean} isList
 * @property {((print: Printers, level: number) => string[]) | null} list
 */

const LOCALE_KEYS = [
  "baseName", "calendar", "caseFirst", "collation", "hourCycle", "language", "numberingSystem",
  "numeric", "region", "script",
];

/**
 * @param {string} open
 * @param {PropertyKey[]} keys
 * @param {Shape["list"]} [list]
 * @param {string} [base]
 * @returns {Shape}
 */
function braces(open, keys, list = null, base = "") {
  return { base, open: `${open}{`, close: "}", keys, isList: false, list };
}

/**
 * @param {string[]} first
 * @param {PropertyKey[]} keys
 * @returns {PropertyKey[]}
 */
function withKeysFirst(first, keys) {
  /** @type {PropertyKey[]} */
  const all = [];
  for (let i = 0; i < first.length; i++) arrayPush(all, first[i]);
  for (let i = 0; i < keys.length; i++) arrayPush(all, keys[i]);
  return all;
}

/** @param {object} value */
function isIterable(value) {
  try {
    return hasProperty(value, SymbolIterator);
  } catch {
    return false;
  }
}

/**
 * The form of an object, or its whole text when there is nothing to list.
 * @param {Context} ctx
 * @param {Subject} subject
 * @param {Print} printStack Prints a stack that is no text.
 * @returns {Shape | string}
 */
export function shapeOf(ctx, subject, printStack) {
  const { value, kind, name } = subject;
  if (kind === Kind.Ordinary && name === "Object") return plainShape(ctx, subject);
  const iterable = kind >= Kind.Set && kind <= Kind.MapIterator || kind === Kind.Array;
  if (iterable && (name === null || isIterable(value))) return iterableShape(ctx, subject);
  if (name === "Object") return plainShape(ctx, subject);
  return specialShape(ctx, subject, printStack);
}

/**
 * @param {Context} ctx
 * @param {Subject} subject
 * @returns {Shape | string}
 */
function plainShape(ctx, { value, kind, name, tag, hasMore }) {
  const keys = keysOf(value, ctx.showHidden);
  const open = kind === Kind.Arguments ? "[Arguments] " : tag !== "" ? prefixOf(name, tag, "Object") : "";
  return keys.length === 0 && !hasMore ? `${open}{}` : braces(open, keys);
}

/**
 * Arrays, sets, maps and the iterators over the latter.
 * @param {Context} ctx
 * @param {Subject} subject
 * @returns {Shape | string}
 */
function iterableShape(ctx, { value, kind, name, tag, hasMore }) {
  switch (kind) {
    case Kind.Array: {
      const keys = ownNonIndexKeys(value, ctx.showHidden);
      const isOrdinary = name === "Array" && tag === "";
      const open = isOrdinary ? "[" : `${prefixOf(name, tag, "Array", `(${value.length})`)}[`;
      if (value.length === 0 && keys.length === 0 && !hasMore) return `${open}]`;
      return { base: "", open, close: "]", keys, isList: true, list: (print) => arrayEntries(ctx, value, print.element) };
    }
    case Kind.TypedArray: {
      const keys = ownNonIndexKeys(value, ctx.showHidden);
      const length = typedArrayLength(value);
      const open = `${prefixOf(name, tag, "", `(${length})`)}[`;
      if (length === 0 && keys.length === 0 && !ctx.showHidden) return `${open}]`;
      return { base: "", open, close: "]", keys, isList: true, list: (print) => typedArrayEntries(ctx, value, print.attribute) };
    }
    case Kind.Set: {
      const size = setSize(value);
      const keys = keysOf(value, ctx.showHidden);
      const open = prefixOf(name, tag, "Set", `(${size})`);
      if (size === 0 && keys.length === 0 && !hasMore) return `${open}{}`;
      return braces(open, keys, (print) => setEntries(ctx, value, print.value));
    }
    case Kind.Map: {
      const size = mapSize(value);
      const keys = keysOf(value, ctx.showHidden);
      const open = prefixOf(name, tag, "Map", `(${size})`);
      if (size === 0 && keys.length === 0 && !hasMore) return `${open}{}`;
      return braces(open, keys, (print) => mapEntriesText(ctx, value, print.value));
    }
    default:
      return iteratorShape(ctx, value, kind === Kind.MapIterator ? "Map Iterator" : "Set Iterator", tag);
  }
}

/**
 * @param {Context} ctx
 * @param {object} value
 * @param {string} type
 * @param {string} tag
 * @returns {Shape}
 */
function iteratorShape(ctx, value, type, tag) {
  const preview = previewEntries(value);
  const inPairs = preview[1];
  let label = tag === type ? tag : tag === "" ? type : `${tag}] [${type}`;
  if (inPairs && stringEndsWith(label, " Iterator")) label = `${stringSlice(label, 0, -" Iterator".length)} Entries`;
  return braces(
    `[${label}] `,
    keysOf(value, ctx.showHidden),
    (print, level) => iteratorEntries(ctx, preview[0], inPairs, level, print.value),
  );
}

/**
 * Everything that has a form of its own but no elements.
 * @param {Context} ctx
 * @param {Subject} subject
 * @param {Print} printStack
 * @returns {Shape | string}
 */
function specialShape(ctx, subject, printStack) {
  const { value, kind, name, tag, hasMore } = subject;
  const keys = kind === Kind.ModuleNamespace ? exportsOf(value, ctx.showHidden) : keysOf(value, ctx.showHidden);
  const isBare = keys.length === 0 && !hasMore;
  switch (kind) {
    case Kind.Function:
    case Kind.AsyncFunction:
    case Kind.GeneratorFunction:
    case Kind.AsyncGeneratorFunction: {
      const base = functionHeader(value, kind, name, tag);
      return isBare ? ctx.stylize(base, "special") : braces("", keys, null, base);
    }
    case Kind.RegExp: {
      // Without a prototype it has no source to read; a copy has.
      const base = ownPrefix(name, tag, "RegExp") + regExpToString(name === null ? new IntrinsicRegExp(value) : value);
      return isBare || ctx.isBeyond(subject.level) ? ctx.stylize(base, "regexp") : braces("", keys, null, base);
    }
    case Kind.Date: {
      const time = dateTime(value);
      const base = ownPrefix(name, tag, "Date") + (time === time ? dateToIso(value) : "Invalid Date");
      return isBare ? ctx.stylize(base, "date") : braces("", keys, null, base);
    }
    case Kind.NativeError:
      return errorShape(ctx, subject, keys, printStack);
    case Kind.ArrayBuffer:
    case Kind.SharedArrayBuffer:
      return bufferShape(ctx, subject, keys);
    case Kind.DataView:
      return braces(prefixOf(name, tag, "DataView"), withKeysFirst(["byteLength", "byteOffset", "buffer"], keys));
    case Kind.Promise:
      return braces(prefixOf(name, tag, "Promise"), keys, (print) => promiseEntries(ctx, value, print.value));
    case Kind.WeakSet:
      return braces(prefixOf(name, tag, "WeakSet"), keys, (print) => weakEntries(ctx, value, print.value));
    case Kind.WeakMap:
      return braces(prefixOf(name, tag, "WeakMap"), keys, (print) => weakEntries(ctx, value, print.value));
    case Kind.ModuleNamespace:
      return braces(
        prefixOf(name, tag, "Module"),
        [],
        (print) => namespaceEntries(ctx, keys, print.property, print.placeholder),
      );
    case Kind.NumberObject:
    case Kind.StringObject:
    case Kind.BooleanObject:
    case Kind.BigIntObject:
    case Kind.SymbolObject:
      return boxedShape(ctx, subject, keys);
    default:
      return instanceShape(ctx, subject, keys, printStack);
  }
}

/**
 * The names a module exports: asking for the enumerable ones would fail while one has no value.
 * @param {object} namespace
 * @param {boolean} includeHidden
 * @returns {PropertyKey[]}
 */
function exportsOf(namespace, includeHidden) {
  return includeHidden ? keysOf(namespace, true) : getOwnPropertyNames(namespace);
}

/**
 * The prefix only where the class is not plainly `type`.
 * @param {string | null} name
 * @param {string} tag
 * @param {string} type
 */
function ownPrefix(name, tag, type) {
  const prefix = prefixOf(name, tag, type);
  return prefix === `${type} ` ? "" : prefix;
}

/**
 * @param {Context} ctx
 * @param {Subject} subject
 * @param {PropertyKey[]} keys
 * @param {Print} printStack
 * @returns {Shape | string}
 */
function errorShape(ctx, { value, name, tag, hasMore }, keys, printStack) {
  const base = errorText(ctx, value, name, tag, keys, printStack);
  return keys.length === 0 && !hasMore ? base : braces("", keys, null, base);
}

/**
 * @param {Context} ctx
 * @param {Subject} subject
 * @param {PropertyKey[]} keys
 * @returns {Shape | string}
 */
function bufferShape(ctx, { value, kind, name, tag, hasMore, inTypedArray }, keys) {
  const prefix = prefixOf(name, tag, kind === Kind.ArrayBuffer ? "ArrayBuffer" : "SharedArrayBuffer");
  if (inTypedArray && keys.length === 0 && !hasMore) {
    return `${prefix}{ byteLength: ${ctx.stylize(`${bufferByteLength(value, kind)}`, "number")} }`;
  }
  const list = inTypedArray ? null : () => bufferEntries(ctx, value, kind);
  return braces(prefix, withKeysFirst(["byteLength"], keys), list);
}

/**
 * @param {Context} ctx
 * @param {Subject} subject
 * @param {PropertyKey[]} keys
 * @returns {Shape | string}
 */
function boxedShape(ctx, { value, kind, name, tag, hasMore }, keys) {
  // The characters of a string are its first keys.
  /** @type {PropertyKey[]} */
  const shown = [];
  for (let i = kind === Kind.StringObject ? stringValue(value).length : 0; i < keys.length; i++) {
    arrayPush(shown, keys[i]);
  }
  const base = boxedHeader(ctx, value, kind, name, tag, shown.length > 0);
  return shown.length === 0 && !hasMore ? base : braces("", shown, null, base);
}

/**
 * An instance of some class.
 * @param {Context} ctx
 * @param {Subject} subject
 * @param {PropertyKey[]} keys
 * @param {Print} printStack
 * @returns {Shape | string}
 */
function instanceShape(ctx, subject, keys, printStack) {
  const { value, name, tag, hasMore } = subject;
  if (inheritsGlobal("Intl", "Locale", value)) {
    return braces(prefixOf(name, tag, "Intl.Locale"), withKeysFirst(LOCALE_KEYS, keys));
  }
  if (stringStartsWith(tag, "Temporal.") && inheritsGlobal("Temporal", stringSlice(tag, "Temporal.".length), value)) {
    return ctx.stylize(`${value}`, "temporal");
  }
  if (inherits(ErrorPrototype, value)) return errorShape(ctx, subject, keys, printStack);
  const prefix = instancePrefix(value, name, tag);
  return keys.length === 0 && !hasMore ? `${prefix}{}` : braces(prefix, keys);
}

/**
 * Whether `value` is an instance of a class in a namespace of the global object.
 * @param {string} namespace
 * @param {string} className
 * @param {object} value
 */
function inheritsGlobal(namespace, className, value) {
  try {
    const prototype = /** @type {any} */ (globalThis)[namespace]?.[className]?.prototype;
    return isObject(prototype) && inherits(prototype, value);
  } catch {
    return false;
  }
}
