// runtime/builtins/web/headers.js: Headers. https://fetch.spec.whatwg.org/#headers-class
// A header list is flat: name in lower case, value, name, value, and so on.
import { defineHidden, defineInterface, defineIterable, kInspect }
  from "bailey:internal/interface";
import { uncloneable } from "bailey:internal/uncloneable";
import {
  conversionError, illegalInvocation, isObject, missingArguments, toByteString, toSequence,
} from "bailey:internal/webidl";

const kToken = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const kForbiddenInValue = /[\0\r\n]/;
const kBeyondLatin1 = /[^\0-\xff]/;
const kEdges = /^[\t\n\r ]+|[\t\n\r ]+$/g;
const kArgument = "Argument 1";

/** The list behind a Headers. @type {(headers: Headers) => string[]} */
export let headerListOf;
/** A Headers over `list`, which stays shared. @type {(list: string[], immutable: boolean) => Headers} */
export let headersFromList;

function normalizeName(name, prefix, context = kArgument) {
  const text = typeof name === "string" ? name : `${name}`;
  if (!kToken.test(text)) {
    toByteString(text, prefix, context);
    throw new TypeError(`Invalid header name: "${text}"`);
  }
  return text.toLowerCase();
}

function normalizeValue(value, prefix, context) {
  let text = typeof value === "string" ? value : `${value}`;
  if (kBeyondLatin1.test(text)) toByteString(text, prefix, context);
  if (text.charCodeAt(0) <= 32 || text.charCodeAt(text.length - 1) <= 32) {
    text = text.replace(kEdges, "");
  }
  if (kForbiddenInValue.test(text)) throw new TypeError(`Invalid header value: "${text}"`);
  return text;
}

/** The value of `name` (in lower case), combined; null when there is none. */
export function getHeader(list, name) {
  let found = null;
  for (let at = 0; at < list.length; at += 2) {
    if (list[at] === name) found = found === null ? list[at + 1] : `${found}, ${list[at + 1]}`;
  }
  return found;
}

export function hasHeader(list, name) {
  for (let at = 0; at < list.length; at += 2) if (list[at] === name) return true;
  return false;
}

export function setHeader(list, name, value) {
  let at = 0;
  while (at < list.length && list[at] !== name) at += 2;
  if (at < list.length) {
    list[at + 1] = value;
    removeFrom(list, at + 2, name);
  } else {
    list.push(name, value);
  }
}

export function deleteHeader(list, name) {
  removeFrom(list, 0, name);
}

function removeFrom(list, from, name) {
  let kept = from;
  for (let at = from; at < list.length; at += 2) {
    if (list[at] === name) continue;
    list[kept] = list[at];
    list[kept + 1] = list[at + 1];
    kept += 2;
  }
  list.length = kept;
}

/**
 * Appends what a HeadersInit holds. https://fetch.spec.whatwg.org/#concept-headers-fill
 * @param {string[]} list
 */
export function fillHeaders(list, init, prefix = "Failed to construct 'Headers'", context = kArgument) {
  if (!isObject(init)) {
    throw conversionError(prefix, context, "The provided value is not of type " +
      "'(sequence<sequence<ByteString>> or record<ByteString, ByteString>)'");
  }
  const method = init[Symbol.iterator];
  if (method === Headers.prototype.entries && init instanceof Headers) {
    const copied = headerListOf(init);
    for (let at = 0; at < copied.length; at++) list.push(copied[at]);
  } else if (method !== undefined && method !== null) {
    fillFromPairs(list, init, prefix, context);
  } else {
    fillFromRecord(list, init, prefix, context);
  }
}

function fillFromPairs(list, init, prefix, context) {
  toSequence(init, prefix, context).forEach((pair, index) => {
    const both = toSequence(pair, prefix, `${context}, index ${index}`);
    if (both.length !== 2) {
      throw new TypeError(`Invalid header: length must be 2, but is ${both.length}`);
    }
    list.push(normalizeName(both[0], prefix, context), normalizeValue(both[1], prefix, context));
  });
}

function fillFromRecord(list, init, prefix, context) {
  for (const key of Reflect.ownKeys(init)) {
    const descriptor = Reflect.getOwnPropertyDescriptor(init, key);
    if (descriptor === undefined || !descriptor.enumerable) continue;
    const name = normalizeName(key, prefix, context);
    list.push(name, normalizeValue(init[key], prefix, context));
  }
}

/**
 * Sorted by name, equal names combined, each set-cookie on its own.
 * https://fetch.spec.whatwg.org/#concept-header-list-sort-and-combine
 */
function sortAndCombine(list) {
  const values = new Map();
  const cookies = [];
  for (let at = 0; at < list.length; at += 2) {
    const [name, value] = [list[at], list[at + 1]];
    if (name === "set-cookie") {
      cookies.push(value);
      values.set(name, "");
    } else {
      values.set(name, values.has(name) ? `${values.get(name)}, ${value}` : value);
    }
  }
  const flat = [];
  for (const name of [...values.keys()].sort()) {
    if (name !== "set-cookie") flat.push(name, values.get(name));
    else for (const cookie of cookies) flat.push(name, cookie);
  }
  return flat;
}

/** The name argument of a method, in lower case. */
function nameArgument(name, method) {
  return normalizeName(name, `Failed to execute '${method}' on 'Headers'`);
}

function checkCount(present, required, method) {
  if (present < required) {
    missingArguments(`Failed to execute '${method}' on 'Headers'`, required, present);
  }
}

let sortedEntriesOf;

export class Headers {
  /** @type {string[]} */
  #list = [];
  #immutable = false;
  // What iteration walks over; made again after a change.
  /** @type {string[] | null} */
  #sorted = null;

  constructor(init = undefined) {
    if (init !== undefined) fillHeaders(this.#list, init);
  }

  #write() {
    if (this.#immutable) throw new TypeError("Cannot change headers: headers are immutable");
    this.#sorted = null;
    return this.#list;
  }

  static #check(headers) {
    if (!isObject(headers) || !(#list in headers)) illegalInvocation();
  }

  append(name, value) {
    Headers.#check(this);
    checkCount(arguments.length, 2, "append");
    const key = nameArgument(name, "append");
    const text = normalizeValue(value, "Failed to execute 'append' on 'Headers'", "Argument 2");
    this.#write().push(key, text);
  }

  delete(name) {
    Headers.#check(this);
    checkCount(arguments.length, 1, "delete");
    const key = nameArgument(name, "delete");
    deleteHeader(this.#write(), key);
  }

  get(name) {
    Headers.#check(this);
    checkCount(arguments.length, 1, "get");
    return getHeader(this.#list, nameArgument(name, "get"));
  }

  getSetCookie() {
    Headers.#check(this);
    const list = this.#list;
    const cookies = [];
    for (let at = 0; at < list.length; at += 2) {
      if (list[at] === "set-cookie") cookies.push(list[at + 1]);
    }
    return cookies;
  }

  has(name) {
    Headers.#check(this);
    checkCount(arguments.length, 1, "has");
    return hasHeader(this.#list, nameArgument(name, "has"));
  }

  set(name, value) {
    Headers.#check(this);
    checkCount(arguments.length, 2, "set");
    const key = nameArgument(name, "set");
    const text = normalizeValue(value, "Failed to execute 'set' on 'Headers'", "Argument 2");
    setHeader(this.#write(), key, text);
  }

  static {
    headerListOf = (headers) => headers.#list;
    headersFromList = (list, immutable) => {
      const headers = new Headers();
      headers.#list = list;
      headers.#immutable = immutable;
      return headers;
    };
    sortedEntriesOf = (headers) => {
      Headers.#check(headers);
      return headers.#sorted ??= sortAndCombine(headers.#list);
    };
  }
}
uncloneable.push(Headers);
defineInterface(Headers);
defineIterable(Headers, (headers) => sortedEntriesOf(headers));
defineHidden(Headers.prototype, kInspect, function (print, options) {
  if (this === Headers.prototype) return print({}, options);
  const shown = {};
  const flat = sortedEntriesOf(this);
  for (let at = 0; at < flat.length; at += 2) {
    const [name, value] = [flat[at], flat[at + 1]];
    const earlier = Object.getOwnPropertyDescriptor(shown, name)?.value;
    Object.defineProperty(shown, name, {
      value: earlier === undefined ? value : `${earlier}, ${value}`,
      enumerable: true,
      configurable: true,
    });
  }
  return `Headers ${print(shown, options)}`;
});
