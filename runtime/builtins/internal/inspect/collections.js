// runtime/builtins/internal/inspect/collections.js: the entries inside the brackets of arrays, sets, maps, buffers, promises and the
// like. How an element or a property is printed is the caller's business, passed in as a function.

import {
  IntrinsicUint8Array,
  arrayBufferByteLength,
  arrayPush,
  arraySort,
  hasOwn,
  mapEntries,
  mapIteratorNext,
  mapSize,
  match,
  max,
  min,
  objectKeys,
  setIteratorNext,
  setSize,
  setValues,
  stringLastIndexOf,
  stringSlice,
  typedArrayLength,
} from "bailey:internal/inspect/intrinsics";
import { Kind, previewEntries, promiseDetails } from "bailey:internal/inspect/kinds";
import { layOut } from "bailey:internal/inspect/layout";
import { numberText, plural } from "bailey:internal/inspect/text";

/** @typedef {import("bailey:internal/inspect/context").Context} Context */
/** @typedef {(value: unknown) => string} Print */
/** @typedef {(key: PropertyKey) => string} PrintKey */

const ARRAY_INDEX = /^(0|[1-9][0-9]*)$/;
const MAX_ARRAY_INDEX = 2 ** 32 - 2;
const Fulfilled = 1;
const Rejected = 2;

/**
 * Adds the line that stands for the elements left out.
 * @param {string[]} entries
 * @param {number} remaining
 */
function addRemaining(entries, remaining) {
  if (remaining > 0) arrayPush(entries, `... ${remaining} more item${plural(remaining)}`);
}

/**
 * How many of `length` elements `limit` lets through.
 * @param {number} limit
 * @param {number} length
 */
function shownCount(limit, length) {
  return min(max(0, limit), length);
}

/**
 * Runs `print` for values that stand two columns further in.
 * @template T
 * @param {Context} ctx
 * @param {() => T} print
 * @returns {T}
 */
function indented(ctx, print) {
  ctx.indentation += 2;
  const result = print();
  ctx.indentation -= 2;
  return result;
}

/**
 * @param {Context} ctx
 * @param {unknown[]} array
 * @param {PrintKey} printElement
 * @returns {string[]}
 */
export function arrayEntries(ctx, array, printElement) {
  const shown = shownCount(ctx.maxArrayLength, array.length);
  /** @type {string[]} */
  const entries = [];
  for (let i = 0; i < shown; i++) {
    if (!hasOwn(array, i)) {
      addSparse(ctx, array, i, shown, entries, printElement);
      return entries;
    }
    arrayPush(entries, printElement(i));
  }
  addRemaining(entries, array.length - shown);
  return entries;
}

/**
 * Adds the elements from `start` on, runs of holes as one entry each.
 * @param {Context} ctx
 * @param {unknown[]} array
 * @param {number} start
 * @param {number} limit
 * @param {string[]} entries
 * @param {PrintKey} printElement
 */
function addSparse(ctx, array, start, limit, entries, printElement) {
  /** @param {number} count */
  const holes = (count) => ctx.stylize(`<${count} empty item${plural(count)}>`, "undefined");
  // Indices come first among the keys, in order.
  const keys = objectKeys(array);
  let next = start;
  for (let i = start; i < keys.length && entries.length < limit; i++) {
    if (match(ARRAY_INDEX, keys[i]) === null || +keys[i] > MAX_ARRAY_INDEX) break;
    const index = +keys[i];
    if (index !== next) {
      arrayPush(entries, holes(index - next));
      next = index;
      if (entries.length === limit) break;
    }
    arrayPush(entries, printElement(index));
    next++;
  }
  const remaining = array.length - next;
  if (entries.length === limit) addRemaining(entries, remaining);
  else if (remaining > 0) arrayPush(entries, holes(remaining));
}

/**
 * @param {Context} ctx
 * @param {any} array
 * @param {Print} printNested Prints one of the array's own attributes.
 * @returns {string[]}
 */
export function typedArrayEntries(ctx, array, printNested) {
  const length = typedArrayLength(array);
  const shown = shownCount(ctx.maxArrayLength, length);
  /** @type {string[]} */
  const entries = [];
  for (let i = 0; i < shown; i++) {
    const element = array[i];
    arrayPush(
      entries,
      typeof element === "bigint" ? ctx.stylize(`${element}n`, "bigint") : ctx.stylize(numberText(element), "number"),
    );
  }
  addRemaining(entries, length - shown);
  if (ctx.showHidden) {
    const attributes = ["BYTES_PER_ELEMENT", "length", "byteLength", "byteOffset", "buffer"];
    indented(ctx, () => {
      for (let i = 0; i < attributes.length; i++) {
        arrayPush(entries, `[${attributes[i]}]: ${printNested(array[attributes[i]])}`);
      }
    });
  }
  return entries;
}

/**
 * @param {Context} ctx
 * @param {Set<unknown>} set
 * @param {Print} print
 * @returns {string[]}
 */
export function setEntries(ctx, set, print) {
  const size = setSize(set);
  const shown = shownCount(ctx.iterableLimit, size);
  /** @type {string[]} */
  const entries = [];
  const values = setValues(set);
  indented(ctx, () => {
    for (let i = 0; i < shown; i++) arrayPush(entries, print(setIteratorNext(values).value));
  });
  addRemaining(entries, size - shown);
  return entries;
}

/**
 * @param {Context} ctx
 * @param {Map<unknown, unknown>} map
 * @param {Print} print
 * @returns {string[]}
 */
export function mapEntriesText(ctx, map, print) {
  const size = mapSize(map);
  const shown = shownCount(ctx.iterableLimit, size);
  /** @type {string[]} */
  const entries = [];
  const pairs = mapEntries(map);
  indented(ctx, () => {
    for (let i = 0; i < shown; i++) {
      const pair = mapIteratorNext(pairs).value;
      if (pair === undefined) break;
      const key = print(pair[0]);
      arrayPush(entries, `${key} => ${print(pair[1])}`);
    }
  });
  addRemaining(entries, size - shown);
  return entries;
}

/**
 * What is left in an iterator over a map or a set; pairs of an entries iterator as small lists.
 * @param {Context} ctx
 * @param {unknown[]} items
 * @param {boolean} inPairs
 * @param {number} level
 * @param {Print} print
 * @returns {string[]}
 */
export function iteratorEntries(ctx, items, inPairs, level, print) {
  const step = inPairs ? 2 : 1;
  const count = items.length / step;
  const shown = shownCount(ctx.maxArrayLength, count);
  /** @type {string[]} */
  const entries = [];
  indented(ctx, () => {
    for (let i = 0; i < shown; i++) {
      const first = print(items[i * step]);
      if (!inPairs) {
        arrayPush(entries, first);
        continue;
      }
      const pair = [first, print(items[i * step + 1])];
      arrayPush(entries, layOut(ctx, pair, { base: "", open: "[", close: "]", isList: true }, level));
    }
  });
  addRemaining(entries, count - shown);
  return entries;
}

/**
 * The members of a weak collection, in the order of their texts: they have none of their own.
 * @param {Context} ctx
 * @param {object} collection
 * @param {Print} print
 * @returns {string[]}
 */
export function weakEntries(ctx, collection, print) {
  if (!ctx.showHidden) return [ctx.stylize("<items unknown>", "special")];
  const preview = previewEntries(collection);
  const items = preview[0];
  const step = preview[1] ? 2 : 1;
  const count = items.length / step;
  const shown = shownCount(ctx.maxArrayLength, count);
  /** @type {string[]} */
  const entries = [];
  indented(ctx, () => {
    for (let i = 0; i < shown; i++) {
      const key = print(items[i * step]);
      arrayPush(entries, step === 1 ? key : `${key} => ${print(items[i * step + 1])}`);
    }
  });
  if (ctx.sorted === false) arraySort(entries);
  addRemaining(entries, count - shown);
  return entries;
}

/**
 * @param {Context} ctx
 * @param {Promise<unknown>} promise
 * @param {Print} print
 * @returns {string[]}
 */
export function promiseEntries(ctx, promise, print) {
  const details = promiseDetails(promise);
  const state = details[0];
  if (state !== Fulfilled && state !== Rejected) return [ctx.stylize("<pending>", "special")];
  const result = indented(ctx, () => print(details[1]));
  return [state === Rejected ? `${ctx.stylize("<rejected>", "special")} ${result}` : result];
}

/**
 * The length of a buffer in bytes, whatever script made of its properties.
 * @param {any} buffer
 * @param {number} kind
 * @returns {number}
 */
export function bufferByteLength(buffer, kind) {
  // SharedArrayBuffer does not exist while the snapshot is made: its getter cannot be kept.
  return kind === Kind.ArrayBuffer ? arrayBufferByteLength(buffer) : typedArrayLength(new IntrinsicUint8Array(buffer));
}

/**
 * The bytes of a buffer in hexadecimal.
 * @param {Context} ctx
 * @param {any} buffer
 * @param {number} kind
 * @returns {string[]}
 */
export function bufferEntries(ctx, buffer, kind) {
  const length = bufferByteLength(buffer, kind);
  const shown = shownCount(ctx.maxArrayLength, length);
  let bytes;
  try {
    bytes = new IntrinsicUint8Array(buffer, 0, shown);
  } catch {
    return [ctx.stylize("(detached)", "special")];
  }
  const digits = "0123456789abcdef";
  let text = "";
  for (let i = 0; i < shown; i++) {
    text += (i > 0 ? " " : "") + digits[bytes[i] >> 4] + digits[bytes[i] & 15];
  }
  const remaining = length - shown;
  if (remaining > 0) text += ` ... ${remaining} more byte${plural(remaining)}`;
  return [`${ctx.stylize("[Uint8Contents]", "special")}: <${text}>`];
}

/**
 * The exports of a module, some of which may not have a value yet.
 * @param {Context} ctx
 * @param {PropertyKey[]} keys
 * @param {PrintKey} printProperty
 * @param {PrintKey} printPlaceholder Prints the key with a value without spaces.
 * @returns {string[]}
 */
export function namespaceEntries(ctx, keys, printProperty, printPlaceholder) {
  /** @type {string[]} */
  const entries = [];
  for (let i = 0; i < keys.length; i++) {
    const indentation = ctx.indentation;
    try {
      arrayPush(entries, printProperty(keys[i]));
    } catch {
      ctx.indentation = indentation;
      const placeholder = printPlaceholder(keys[i]);
      const name = stringSlice(placeholder, 0, stringLastIndexOf(placeholder, " ") + 1);
      arrayPush(entries, name + ctx.stylize("<uninitialized>", "special"));
    }
  }
  return entries;
}
