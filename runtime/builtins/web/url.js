// url.js: URL and URLSearchParams. https://url.spec.whatwg.org/
// A URL is its href and the offsets of its parts in it; getters cut, setters ask the parser again.

import { canParse as opCanParse, parse, parseQuery, serializeQuery, setPart } from "bailey:ops/url";
import { defineInterface, defineIterable } from "bailey:internal/interface";
import { illegalInvocation, isObject, missingArguments, toUsvString } from "bailey:internal/webidl";

// What the parser fills in, copied out of at once: one buffer serves every URL.
const offsets = new Uint32Array(8);
const kOmitted = 0xffffffff;
// Indices into the offsets, and of the settable parts as the native side counts them.
const kProtocolEnd = 0, kUsernameEnd = 1, kHostStart = 2, kHostEnd = 3, kPort = 4;
const kPathnameStart = 5, kSearchStart = 6, kHashStart = 7;
const kParts = {
  __proto__: null,
  href: 0,
  protocol: 1,
  username: 2,
  password: 3,
  host: 4,
  hostname: 5,
  port: 6,
  pathname: 7,
  search: 8,
  hash: 9,
};
const kSpecialOrigins = ["http:", "https:", "ws:", "wss:", "ftp:"];

/** @type {(params: URLSearchParams, flat: string[], url: URL | null) => void} */
let initParams;
/** @type {(params: URLSearchParams) => string[]} */
let listOf;
/** @type {(url: URL, query: string) => void} */
let setQuery;

function invalidUrl(input, base) {
  const error = new TypeError(
    base === undefined ? `Invalid URL: '${input}'` : `Invalid URL: '${input}' with base '${base}'`,
  );
  return error;
}

export class URL {
  #href = "";
  #protocolEnd = 0;
  #usernameEnd = 0;
  #hostStart = 0;
  #hostEnd = 0;
  #port = kOmitted;
  #pathnameStart = 0;
  #searchStart = kOmitted;
  #hashStart = kOmitted;
  /** @type {URLSearchParams | null} */
  #params = null;

  static {
    setQuery = (url, query) => url.#update("search", query, false);
  }

  constructor(url, base = undefined) {
    if (arguments.length < 1) missingArguments("Failed to construct 'URL'", 1, arguments.length);
    const input = toUsvString(url);
    const baseText = base === undefined ? undefined : toUsvString(base);
    const href = parse(input, baseText, offsets);
    if (href === undefined) throw invalidUrl(input, baseText);
    this.#take(href);
  }

  static parse(url, base = undefined) {
    if (arguments.length < 1) missingArguments("Failed to execute 'URL.parse'", 1, arguments.length);
    const href = parse(
      toUsvString(url),
      base === undefined ? undefined : toUsvString(base),
      offsets,
    );
    return href === undefined ? null : new URL(href);
  }

  static canParse(url, base = undefined) {
    if (arguments.length < 1) missingArguments("Failed to execute 'URL.canParse'", 1, arguments.length);
    return opCanParse(toUsvString(url), base === undefined ? undefined : toUsvString(base));
  }

  #take(href) {
    this.#href = href;
    this.#protocolEnd = offsets[kProtocolEnd];
    this.#usernameEnd = offsets[kUsernameEnd];
    this.#hostStart = offsets[kHostStart];
    this.#hostEnd = offsets[kHostEnd];
    this.#port = offsets[kPort];
    this.#pathnameStart = offsets[kPathnameStart];
    this.#searchStart = offsets[kSearchStart];
    this.#hashStart = offsets[kHashStart];
  }

  #update(part, value, refreshParams) {
    const href = setPart(this.#href, kParts[part], value, offsets);
    if (href === undefined) throw invalidUrl(value, undefined);
    this.#take(href);
    if (refreshParams && this.#params !== null) {
      initParams(this.#params, parseQuery(this.search.slice(1)), this);
    }
  }

  #search() {
    if (this.#searchStart === kOmitted) return "";
    const end = this.#hashStart === kOmitted ? this.#href.length : this.#hashStart;
    return end - this.#searchStart <= 1 ? "" : this.#href.slice(this.#searchStart, end);
  }

  #hostAt() {
    return this.#href[this.#hostStart] === "@" ? this.#hostStart + 1 : this.#hostStart;
  }

  get href() {
    return this.#href;
  }
  set href(value) {
    this.#update("href", toUsvString(value), true);
  }

  get origin() {
    const protocol = this.protocol;
    if (kSpecialOrigins.includes(protocol)) return `${protocol}//${this.host}`;
    if (protocol === "blob:") {
      const inner = URL.parse(this.pathname);
      if (inner !== null && (inner.protocol === "http:" || inner.protocol === "https:")) {
        return inner.origin;
      }
    }
    return "null";
  }

  get protocol() {
    return this.#href.slice(0, this.#protocolEnd);
  }
  set protocol(value) {
    this.#update("protocol", toUsvString(value), false);
  }

  get username() {
    const start = this.#protocolEnd + 2;
    return start < this.#usernameEnd ? this.#href.slice(start, this.#usernameEnd) : "";
  }
  set username(value) {
    this.#update("username", toUsvString(value), false);
  }

  get password() {
    return this.#hostStart - this.#usernameEnd > 0
      ? this.#href.slice(this.#usernameEnd + 1, this.#hostStart)
      : "";
  }
  set password(value) {
    this.#update("password", toUsvString(value), false);
  }

  get host() {
    const start = this.#hostAt();
    // An empty host may be followed by the "/." that keeps a path from looking like one.
    if (start >= this.#hostEnd) return "";
    return this.#href.slice(start, this.#port === kOmitted ? this.#hostEnd : this.#pathnameStart);
  }
  set host(value) {
    this.#update("host", toUsvString(value), false);
  }

  get hostname() {
    const start = this.#hostAt();
    return start >= this.#hostEnd ? "" : this.#href.slice(start, this.#hostEnd);
  }
  set hostname(value) {
    this.#update("hostname", toUsvString(value), false);
  }

  get port() {
    return this.#port === kOmitted ? "" : `${this.#port}`;
  }
  set port(value) {
    this.#update("port", toUsvString(value), false);
  }

  get pathname() {
    let end = this.#href.length;
    if (this.#searchStart !== kOmitted) end = this.#searchStart;
    else if (this.#hashStart !== kOmitted) end = this.#hashStart;
    return this.#href.slice(this.#pathnameStart, end);
  }
  set pathname(value) {
    this.#update("pathname", toUsvString(value), false);
  }

  get search() {
    return this.#search();
  }
  set search(value) {
    this.#update("search", toUsvString(value), true);
  }

  get searchParams() {
    if (this.#params === null) {
      const params = new URLSearchParams();
      initParams(params, parseQuery(this.#search().slice(1)), this);
      this.#params = params;
    }
    return this.#params;
  }

  get hash() {
    if (this.#hashStart === kOmitted || this.#href.length - this.#hashStart <= 1) return "";
    return this.#href.slice(this.#hashStart);
  }
  set hash(value) {
    this.#update("hash", toUsvString(value), false);
  }

  toString() {
    return this.#href;
  }

  toJSON() {
    return this.#href;
  }
}
defineInterface(URL, {
  inspect: [
    "href",
    "origin",
    "protocol",
    "username",
    "password",
    "host",
    "hostname",
    "port",
    "pathname",
    "hash",
    "search",
  ],
});

/** The flat list that the argument of `new URLSearchParams()` stands for. */
function flatten(init) {
  if (!isObject(init)) {
    const text = toUsvString(init);
    return parseQuery(text.startsWith("?") ? text.slice(1) : text);
  }
  const flat = [];
  const prefix = "Failed to construct 'URLSearchParams'";
  const iterator = init[Symbol.iterator];
  if (iterator !== undefined && iterator !== null) {
    for (const pair of { [Symbol.iterator]: () => iterator.call(init) }) {
      if (!isObject(pair)) {
        throw new TypeError(`${prefix}: Item is not a sequence of two strings`);
      }
      const both = [...pair];
      if (both.length !== 2) {
        throw new TypeError(
          `${prefix}: Item 0 in the parameter list does have length 2 exactly`,
        );
      }
      flat.push(toUsvString(both[0]), toUsvString(both[1]));
    }
    return flat;
  }
  const seen = new Map();  // keys that become equal as USVStrings keep the first one's place
  for (const key of Reflect.ownKeys(init)) {
    const descriptor = Reflect.getOwnPropertyDescriptor(init, key);
    if (descriptor === undefined || !descriptor.enumerable) continue;
    seen.set(toUsvString(key), toUsvString(init[key]));
  }
  for (const [key, value] of seen) flat.push(key, value);
  return flat;
}

export class URLSearchParams {
  /** @type {string[]} name, value, name, value … */
  #list = [];
  /** @type {URL | null} */
  #url = null;

  static {
    initParams = (params, flat, url) => {
      params.#list = flat;
      params.#url = url;
    };
    listOf = (params) => {
      if (!isObject(params) || !(#list in params)) illegalInvocation();
      return params.#list;
    };
  }

  constructor(init = "") {
    if (init !== "") this.#list = flatten(init);
  }

  #changed() {
    if (this.#url !== null) setQuery(this.#url, serializeQuery(this.#list));
  }

  get size() {
    return this.#list.length / 2;
  }

  append(name, value) {
    if (arguments.length < 2) missingArguments("Failed to execute 'append' on 'URLSearchParams'", 2, arguments.length);
    this.#list.push(toUsvString(name), toUsvString(value));
    this.#changed();
  }

  delete(name, value = undefined) {
    if (arguments.length < 1) missingArguments("Failed to execute 'delete' on 'URLSearchParams'", 1, arguments.length);
    name = toUsvString(name);
    if (value !== undefined) value = toUsvString(value);
    const kept = [];
    const list = this.#list;
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === name && (value === undefined || list[i + 1] === value)) continue;
      kept.push(list[i], list[i + 1]);
    }
    this.#list = kept;
    this.#changed();
  }

  get(name) {
    if (arguments.length < 1) missingArguments("Failed to execute 'get' on 'URLSearchParams'", 1, arguments.length);
    name = toUsvString(name);
    const list = this.#list;
    for (let i = 0; i < list.length; i += 2) if (list[i] === name) return list[i + 1];
    return null;
  }

  getAll(name) {
    if (arguments.length < 1) missingArguments("Failed to execute 'getAll' on 'URLSearchParams'", 1, arguments.length);
    name = toUsvString(name);
    const list = this.#list;
    const values = [];
    for (let i = 0; i < list.length; i += 2) if (list[i] === name) values.push(list[i + 1]);
    return values;
  }

  has(name, value = undefined) {
    if (arguments.length < 1) missingArguments("Failed to execute 'has' on 'URLSearchParams'", 1, arguments.length);
    name = toUsvString(name);
    if (value !== undefined) value = toUsvString(value);
    const list = this.#list;
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === name && (value === undefined || list[i + 1] === value)) return true;
    }
    return false;
  }

  set(name, value) {
    if (arguments.length < 2) missingArguments("Failed to execute 'set' on 'URLSearchParams'", 2, arguments.length);
    name = toUsvString(name);
    value = toUsvString(value);
    const kept = [];
    let found = false;
    const list = this.#list;
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] !== name) kept.push(list[i], list[i + 1]);
      else if (!found) {
        found = true;
        kept.push(name, value);
      }
    }
    if (!found) kept.push(name, value);
    this.#list = kept;
    this.#changed();
  }

  /** Orders the pairs by name, in UTF-16 code units; equal names keep their order. */
  sort() {
    const list = this.#list;
    const pairs = [];
    for (let i = 0; i < list.length; i += 2) pairs.push([list[i], list[i + 1]]);
    pairs.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
    this.#list = pairs.flat();
    this.#changed();
  }

  toString() {
    return serializeQuery(this.#list);
  }
}
defineInterface(URLSearchParams);
defineIterable(URLSearchParams, (params) => listOf(params));
