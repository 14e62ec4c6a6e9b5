// headers.js: Headers. https://fetch.spec.whatwg.org/#headers-class
// A header list is flat: name in lower case, value, name, value …

import { defineInterface, defineIterable } from "bailey:internal/interface";
import { illegalInvocation, isObject, missingArguments } from "bailey:internal/webidl";

const kToken = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const kForbiddenInValue = /[\0\r\n]|[^\0-\xff]/;
const kEdges = /^[\t\n\r ]+|[\t\n\r ]+$/g;

/** @type {(headers: Headers) => string[]} */
export let headerListOf;
/** A Headers over `list`, which stays shared. @type {(list: string[], immutable: boolean) => Headers} */
export let headersFromList;

function normalizeName(name) {
  const text = `${name}`;
  if (!kToken.test(text)) throw new TypeError(`Invalid header name: "${text}"`);
  return text.toLowerCase();
}

function normalizeValue(value) {
  let text = `${value}`;
  const first = text.charCodeAt(0);
  if (first <= 32 || text.charCodeAt(text.length - 1) <= 32) text = text.replace(kEdges, "");
  if (kForbiddenInValue.test(text)) throw new TypeError(`Invalid header value: "${text}"`);
  return text;
}

/** The value of `name` (in lower case), combined; null when there is none. */
export function getHeader(list, name) {
  let found = null;
  for (let i = 0; i < list.length; i += 2) {
    if (list[i] === name) found = found === null ? list[i + 1] : `${found}, ${list[i + 1]}`;
  }
  return found;
}

export function hasHeader(list, name) {
  for (let i = 0; i < list.length; i += 2) if (list[i] === name) return true;
  return false;
}

export function setHeader(list, name, value) {
  let written = false;
  let kept = 0;
  for (let i = 0; i < list.length; i += 2) {
    if (list[i] === name) {
      if (written) continue;
      list[kept] = name;
      list[kept + 1] = value;
      written = true;
    } else {
      list[kept] = list[i];
      list[kept + 1] = list[i + 1];
    }
    kept += 2;
  }
  list.length = kept;
  if (!written) list.push(name, value);
}

export function deleteHeader(list, name) {
  let kept = 0;
  for (let i = 0; i < list.length; i += 2) {
    if (list[i] === name) continue;
    list[kept] = list[i];
    list[kept + 1] = list[i + 1];
    kept += 2;
  }
  list.length = kept;
}

/** Appends what a HeadersInit holds. */
export function fillHeaders(list, init) {
  if (!isObject(init)) {
    throw new TypeError("Failed to construct 'Headers': Argument 1 is not a sequence or a record");
  }
  const copied = init instanceof Headers ? headerListOf(init) : null;
  if (copied !== null && init[Symbol.iterator] === Headers.prototype[Symbol.iterator]) {
    for (let i = 0; i < copied.length; i++) list.push(copied[i]);
    return;
  }
  const iterator = init[Symbol.iterator];
  if (iterator !== undefined && iterator !== null) {
    for (const pair of { [Symbol.iterator]: () => iterator.call(init) }) {
      const both = isObject(pair) ? [...pair] : [];
      if (both.length !== 2) {
        throw new TypeError(
          "Failed to construct 'Headers': Each header pair must be an iterable with two items",
        );
      }
      list.push(normalizeName(both[0]), normalizeValue(both[1]));
    }
    return;
  }
  for (const key of Reflect.ownKeys(init)) {
    const descriptor = Reflect.getOwnPropertyDescriptor(init, key);
    if (descriptor === undefined || !descriptor.enumerable) continue;
    if (typeof key === "symbol") throw new TypeError("Cannot convert a Symbol value to a string");
    list.push(normalizeName(key), normalizeValue(init[key]));
  }
}

/** Sorted by name, equal names combined, set-cookie kept apart. */
function sortedAndCombined(list) {
  const names = new Map();
  const cookies = [];
  for (let i = 0; i < list.length; i += 2) {
    const name = list[i];
    if (name === "set-cookie") cookies.push(list[i + 1]);
    else names.set(name, names.has(name) ? `${names.get(name)}, ${list[i + 1]}` : list[i + 1]);
  }
  if (cookies.length > 0) names.set("set-cookie", cookies);
  const flat = [];
  for (const name of [...names.keys()].sort()) {
    const value = names.get(name);
    if (typeof value === "string") flat.push(name, value);
    else for (const cookie of value) flat.push(name, cookie);
  }
  return flat;
}

export class Headers {
  /** @type {string[]} */
  #list;
  #immutable = false;

  static {
    headerListOf = (headers) => headers.#list;
    headersFromList = (list, immutable) => {
      const headers = new Headers();
      headers.#list = list;
      headers.#immutable = immutable;
      return headers;
    };
  }

  constructor(init = undefined) {
    this.#list = [];
    if (init !== undefined) fillHeaders(this.#list, init);
  }

  #writable() {
    if (this.#immutable) throw new TypeError("Cannot change header: headers are immutable");
    return this.#list;
  }

  append(name, value) {
    if (arguments.length < 2) {
      missingArguments("Failed to execute 'append' on 'Headers'", 2, arguments.length);
    }
    const list = this.#list;
    name = normalizeName(name);
    value = normalizeValue(value);
    this.#writable();
    list.push(name, value);
  }

  delete(name) {
    if (arguments.length < 1) {
      missingArguments("Failed to execute 'delete' on 'Headers'", 1, arguments.length);
    }
    name = normalizeName(name);
    deleteHeader(this.#writable(), name);
  }

  get(name) {
    if (arguments.length < 1) {
      missingArguments("Failed to execute 'get' on 'Headers'", 1, arguments.length);
    }
    return getHeader(this.#list, normalizeName(name));
  }

  getSetCookie() {
    const list = this.#list;
    const cookies = [];
    for (let i = 0; i < list.length; i += 2) if (list[i] === "set-cookie") cookies.push(list[i + 1]);
    return cookies;
  }

  has(name) {
    if (arguments.length < 1) {
      missingArguments("Failed to execute 'has' on 'Headers'", 1, arguments.length);
    }
    return hasHeader(this.#list, normalizeName(name));
  }

  set(name, value) {
    if (arguments.length < 2) {
      missingArguments("Failed to execute 'set' on 'Headers'", 2, arguments.length);
    }
    name = normalizeName(name);
    value = normalizeValue(value);
    setHeader(this.#writable(), name, value);
  }

  [Symbol.for("Deno.privateCustomInspect")](inspect, options) {
    const shown = {};
    const flat = sortedAndCombined(this.#list);
    for (let i = 0; i < flat.length; i += 2) {
      shown[flat[i]] = flat[i] in shown ? `${shown[flat[i]]}, ${flat[i + 1]}` : flat[i + 1];
    }
    return `Headers ${inspect(shown, options)}`;
  }
}
defineInterface(Headers);
Object.defineProperty(Headers.prototype, Symbol.for("Deno.privateCustomInspect"), {
  enumerable: false,
});
defineIterable(Headers, (headers) => {
  if (!isObject(headers) || !(headers instanceof Headers)) illegalInvocation();
  return sortedAndCombined(headerListOf(headers));
});
