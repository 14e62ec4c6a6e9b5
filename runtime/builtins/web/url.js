// runtime/builtins/web/url.js: URL. https://url.spec.whatwg.org/#url-class
// A URL is its href and the offsets of its parts in it; getters cut, setters ask the parser again.

import { loadBuiltin } from "bailey:ops/core";
import { canParse as opCanParse, parse, setPart } from "bailey:ops/url";
import { defineInterface } from "bailey:internal/interface";
import { uncloneable } from "bailey:internal/uncloneable";
import { illegalInvocation, isObject, missingArguments, toUsvString } from "bailey:internal/webidl";
import { paramsOfUrl, refreshParams, URLSearchParams } from "bailey:web/url_search_params";

export { URLSearchParams };

// What the parser fills in, copied out of at once: one buffer serves every URL.
const offsets = new Uint32Array(8);
// What an absent part has, and what that is as a small integer.
const kOmitted = -1;
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

/** Proof that the offsets hold what was parsed from the href given. */
const kParsed = Symbol();

let isUrl;

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

  constructor(url, base = undefined) {
    if (base === kParsed) {
      URL.#take(this, url);
      return;
    }
    if (arguments.length < 1) missingArguments("Failed to construct 'URL'", 1, arguments.length);
    const input = toUsvString(url);
    const baseText = base === undefined ? undefined : toUsvString(base);
    const href = parse(input, baseText, offsets);
    if (href === undefined) throw invalidUrl(input, baseText);
    URL.#take(this, href);
  }

  static parse(url, base = undefined) {
    if (arguments.length < 1) missingArguments("Failed to execute 'URL.parse'", 1, 0);
    const input = toUsvString(url);
    const href = parse(input, base === undefined ? undefined : toUsvString(base), offsets);
    return href === undefined ? null : new URL(href, kParsed);
  }

  static canParse(url, base = undefined) {
    if (arguments.length < 1) missingArguments("Failed to execute 'URL.canParse'", 1, 0);
    const input = toUsvString(url);
    return opCanParse(input, base === undefined ? undefined : toUsvString(base));
  }

  // With what keeps blobs, loaded when first called.
  static createObjectURL(_object) {
    return loadBuiltin("bailey:web/object_url").createObjectURL(...arguments);
  }
  static revokeObjectURL(_url) {
    return loadBuiltin("bailey:web/object_url").revokeObjectURL(...arguments);
  }

  // Functions rather than private methods, which would cost each instance a slot.
  static #take(url, href) {
    url.#href = href;
    url.#protocolEnd = offsets[kProtocolEnd] | 0;
    url.#usernameEnd = offsets[kUsernameEnd] | 0;
    url.#hostStart = offsets[kHostStart] | 0;
    url.#hostEnd = offsets[kHostEnd] | 0;
    url.#port = offsets[kPort] | 0;
    url.#pathnameStart = offsets[kPathnameStart] | 0;
    url.#searchStart = offsets[kSearchStart] | 0;
    url.#hashStart = offsets[kHashStart] | 0;
  }

  static #update(url, part, value) {
    if (!isUrl(url)) illegalInvocation();
    const text = toUsvString(value);
    const href = setPart(url.#href, kParts[part], text, offsets);
    if (href === undefined) throw invalidUrl(text, undefined);
    URL.#take(url, href);
    if ((part === "href" || part === "search") && url.#params !== null) {
      refreshParams(url.#params, URL.#search(url).slice(1));
    }
  }

  static #search(url) {
    if (url.#searchStart === kOmitted) return "";
    const end = url.#hashStart === kOmitted ? url.#href.length : url.#hashStart;
    return end - url.#searchStart <= 1 ? "" : url.#href.slice(url.#searchStart, end);
  }

  // Where the host begins; at its end when it is empty.
  static #hostAt(url) {
    return url.#href[url.#hostStart] === "@" ? url.#hostStart + 1 : url.#hostStart;
  }

  static #host(url) {
    const start = URL.#hostAt(url);
    // An empty host may be followed by the "/." that keeps a path from looking like one.
    if (start >= url.#hostEnd) return "";
    return url.#href.slice(start, url.#port === kOmitted ? url.#hostEnd : url.#pathnameStart);
  }

  static #pathname(url) {
    let end = url.#href.length;
    if (url.#searchStart !== kOmitted) end = url.#searchStart;
    else if (url.#hashStart !== kOmitted) end = url.#hashStart;
    return url.#href.slice(url.#pathnameStart, end);
  }

  get href() {
    return isUrl(this) ? this.#href : illegalInvocation();
  }

  set href(value) {
    URL.#update(this, "href", value);
  }

  get origin() {
    if (!isUrl(this)) illegalInvocation();
    const protocol = this.#href.slice(0, this.#protocolEnd);
    if (kSpecialOrigins.includes(protocol)) return `${protocol}//${URL.#host(this)}`;
    if (protocol !== "blob:") return "null";
    const inner = URL.parse(URL.#pathname(this));
    const isHttp = inner !== null && (inner.protocol === "http:" || inner.protocol === "https:");
    return isHttp ? inner.origin : "null";
  }

  get protocol() {
    if (!isUrl(this)) illegalInvocation();
    return this.#href.slice(0, this.#protocolEnd);
  }

  set protocol(value) {
    URL.#update(this, "protocol", value);
  }

  get username() {
    if (!isUrl(this)) illegalInvocation();
    const start = this.#protocolEnd + 2;
    return start < this.#usernameEnd ? this.#href.slice(start, this.#usernameEnd) : "";
  }

  set username(value) {
    URL.#update(this, "username", value);
  }

  get password() {
    if (!isUrl(this)) illegalInvocation();
    return this.#hostStart - this.#usernameEnd > 0
      ? this.#href.slice(this.#usernameEnd + 1, this.#hostStart)
      : "";
  }

  set password(value) {
    URL.#update(this, "password", value);
  }

  get host() {
    return isUrl(this) ? URL.#host(this) : illegalInvocation();
  }

  set host(value) {
    URL.#update(this, "host", value);
  }

  get hostname() {
    if (!isUrl(this)) illegalInvocation();
    const start = URL.#hostAt(this);
    return start >= this.#hostEnd ? "" : this.#href.slice(start, this.#hostEnd);
  }

  set hostname(value) {
    URL.#update(this, "hostname", value);
  }

  get port() {
    if (!isUrl(this)) illegalInvocation();
    return this.#port === kOmitted ? "" : `${this.#port}`;
  }

  set port(value) {
    URL.#update(this, "port", value);
  }

  get pathname() {
    return isUrl(this) ? URL.#pathname(this) : illegalInvocation();
  }

  set pathname(value) {
    URL.#update(this, "pathname", value);
  }

  get search() {
    return isUrl(this) ? URL.#search(this) : illegalInvocation();
  }

  set search(value) {
    URL.#update(this, "search", value);
  }

  get searchParams() {
    if (!isUrl(this)) illegalInvocation();
    return this.#params ??= paramsOfUrl(URL.#search(this).slice(1), (query) => {
      const href = setPart(this.#href, kParts.search, query, offsets);
      URL.#take(this, /** @type {string} */ (href));
    });
  }

  get hash() {
    if (!isUrl(this)) illegalInvocation();
    if (this.#hashStart === kOmitted || this.#href.length - this.#hashStart <= 1) return "";
    return this.#href.slice(this.#hashStart);
  }

  set hash(value) {
    URL.#update(this, "hash", value);
  }

  toString() {
    return isUrl(this) ? this.#href : illegalInvocation();
  }

  toJSON() {
    return isUrl(this) ? this.#href : illegalInvocation();
  }

  static {
    isUrl = (value) => isObject(value) && #href in value;
  }
}
uncloneable.push(URL);
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
