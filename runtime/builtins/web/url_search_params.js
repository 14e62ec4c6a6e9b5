// runtime/builtins/web/url_search_params.js: URLSearchParams.
// https://url.spec.whatwg.org/#interface-urlsearchparams
import { defineHidden, defineInterface, defineIterable, kInspect }
  from "bailey:internal/interface";
import { uncloneable } from "bailey:internal/uncloneable";
import { isObject, iterateWith, toUsvString } from "bailey:internal/webidl";
import { parseUrlencoded, serializeUrlencoded } from "bailey:web/urlencoded";

function codedError(message, code) {
  return Object.assign(new TypeError(message), { code });
}

/** Makes the params of a URL. @type {(query: string, changed: (query: string) => void) => URLSearchParams} */
export let paramsOfUrl;
/** The URL's query was set. @type {(params: URLSearchParams, query: string) => void} */
export let refreshParams;

let listOf;

function pairsOf(init, method) {
  if (typeof method !== "function") {
    throw codedError("Query pairs must be iterable", "ERR_ARG_NOT_ITERABLE");
  }
  const flat = [];
  for (const pair of iterateWith(init, method)) {
    const pairMethod = isObject(pair) ? pair[Symbol.iterator] : undefined;
    const both = typeof pairMethod === "function" ? iterateWith(pair, pairMethod) : [];
    if (both.length !== 2) {
      throw codedError(
        "Each query pair must be an iterable [name, value] tuple", "ERR_INVALID_TUPLE");
    }
    flat.push(toUsvString(both[0]), toUsvString(both[1]));
  }
  return flat;
}

/** The list that the argument of `new URLSearchParams()` stands for. */
function listOfInit(init) {
  if (!isObject(init)) {
    const text = toUsvString(init);
    return parseUrlencoded(text.charCodeAt(0) === 63 ? text.slice(1) : text);
  }
  const method = init[Symbol.iterator];
  if (method !== undefined && method !== null) return pairsOf(init, method);
  // Keys that become equal as USVStrings keep the first one's place and the last one's value.
  const record = new Map();
  for (const key of Reflect.ownKeys(init)) {
    const descriptor = Reflect.getOwnPropertyDescriptor(init, key);
    if (descriptor === undefined || !descriptor.enumerable) continue;
    record.set(toUsvString(key), toUsvString(init[key]));
  }
  return [...record].flat();
}

function needName(present) {
  if (present < 1) throw codedError('The "name" argument must be specified', "ERR_MISSING_ARGS");
}

function needNameAndValue(present) {
  if (present < 2) {
    throw codedError('The "name" and "value" arguments must be specified', "ERR_MISSING_ARGS");
  }
}

export class URLSearchParams {
  /** @type {string[]} name, value, name, value, and so on */
  #list;
  // Tells the URL it belongs to, if any.
  /** @type {((query: string) => void) | null} */
  #changed = null;

  constructor(init = "") {
    this.#list = init === "" ? [] : listOfInit(init);
  }

  #replace(list) {
    this.#list = list;
    if (this.#changed !== null) this.#changed(serializeUrlencoded(list));
  }

  get size() {
    return listOf(this).length / 2;
  }

  append(name, value) {
    listOf(this);
    needNameAndValue(arguments.length);
    const text = toUsvString(name);
    const valueText = toUsvString(value);
    // In place: copying would make many appends take quadratic time.
    this.#list.push(text, valueText);
    this.#replace(this.#list);
  }

  delete(name, value = undefined) {
    listOf(this);
    needName(arguments.length);
    const wanted = toUsvString(name);
    const wantedValue = value === undefined ? undefined : toUsvString(value);
    const list = this.#list;
    const kept = [];
    for (let at = 0; at < list.length; at += 2) {
      const matches = list[at] === wanted &&
        (wantedValue === undefined || list[at + 1] === wantedValue);
      if (!matches) kept.push(list[at], list[at + 1]);
    }
    this.#replace(kept);
  }

  get(name) {
    const list = listOf(this);
    needName(arguments.length);
    const wanted = toUsvString(name);
    for (let at = 0; at < list.length; at += 2) if (list[at] === wanted) return list[at + 1];
    return null;
  }

  getAll(name) {
    const list = listOf(this);
    needName(arguments.length);
    const wanted = toUsvString(name);
    const values = [];
    for (let at = 0; at < list.length; at += 2) if (list[at] === wanted) values.push(list[at + 1]);
    return values;
  }

  has(name, value = undefined) {
    const list = listOf(this);
    needName(arguments.length);
    const wanted = toUsvString(name);
    const wantedValue = value === undefined ? undefined : toUsvString(value);
    for (let at = 0; at < list.length; at += 2) {
      if (list[at] === wanted && (wantedValue === undefined || list[at + 1] === wantedValue)) {
        return true;
      }
    }
    return false;
  }

  set(name, value) {
    listOf(this);
    needNameAndValue(arguments.length);
    const wanted = toUsvString(name);
    const text = toUsvString(value);
    const list = this.#list;
    const kept = [];
    let found = false;
    for (let at = 0; at < list.length; at += 2) {
      if (list[at] !== wanted) {
        kept.push(list[at], list[at + 1]);
      } else if (!found) {
        found = true;
        kept.push(wanted, text);
      }
    }
    if (!found) kept.push(wanted, text);
    this.#replace(kept);
  }

  sort() {
    const list = listOf(this);
    const pairs = [];
    for (let at = 0; at < list.length; at += 2) pairs.push([list[at], list[at + 1]]);
    // By UTF-16 code units, as the comparison of strings is; the sort is stable.
    pairs.sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0);
    this.#replace(pairs.flat());
  }

  toString() {
    return serializeUrlencoded(listOf(this));
  }

  static {
    listOf = (params) => {
      if (isObject(params) && #list in params) return params.#list;
      throw codedError('Value of "this" must be of type URLSearchParams', "ERR_INVALID_THIS");
    };
    paramsOfUrl = (query, changed) => {
      const params = new URLSearchParams();
      params.#list = parseUrlencoded(query);
      params.#changed = changed;
      return params;
    };
    refreshParams = (params, query) => {
      params.#list = parseUrlencoded(query);
    };
  }
}
uncloneable.push(URLSearchParams);
defineInterface(URLSearchParams);
defineIterable(URLSearchParams, (params) => listOf(params));
defineHidden(URLSearchParams.prototype, kInspect, function (print, options) {
  if (this === URLSearchParams.prototype) return print({}, options);
  const list = listOf(this);
  const shown = [];
  for (let at = 0; at < list.length; at += 2) {
    shown.push(`${print(list[at], options)} => ${print(list[at + 1], options)}`);
  }
  return shown.length === 0 ? "URLSearchParams {}" : `URLSearchParams { ${shown.join(", ")} }`;
});
