// request.js: Request. https://fetch.spec.whatwg.org/#request-class

import { defineInterface } from "bailey:internal/interface";
import { isAbortSignal, newAbortSignal, AbortSignal } from "bailey:web/abort";
import { Body, defineBody, extractBody } from "bailey:web/body";
import { fillHeaders, getHeader, hasHeader, headersFromList } from "bailey:web/headers";
import { URL } from "bailey:web/url";

const kMethod = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const kNormalized = ["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"];
const kForbidden = ["CONNECT", "TRACE", "TRACK"];

/**
 * What fetch needs of a request.
 * @type {(request: Request) => { method: string, url: string, list: string[], body: Body | null,
 *   signal: AbortSignal, redirect: string, client: unknown }}
 */
export let requestParts;
/**
 * A request that a server received; `incoming` answers for its parts when they are asked for:
 * method, url, headerList(), body().
 * @type {(incoming: object) => Request}
 */
export let newIncomingRequest;

function normalizeMethod(method) {
  const text = `${method}`;
  if (kNormalized.includes(text)) return text;
  if (!kMethod.test(text)) throw new TypeError(`Invalid request method: ${text}`);
  const upper = text.toUpperCase();
  if (kForbidden.includes(upper)) throw new TypeError(`Invalid request method: ${text}`);
  return kNormalized.includes(upper) ? upper : text;
}

const kIncoming = Symbol("incoming");

export class Request {
  /** @type {any} what answers for the parts of a received request */
  #incoming = null;
  #method = "GET";
  #url = "";
  /** @type {string[] | null} */
  #list = null;
  #headers = null;
  /** @type {Body | null | undefined} */
  #body = undefined;
  #signal = null;
  #redirect = "follow";
  #client = null;

  static {
    requestParts = (request) => ({
      method: request.method,
      url: request.url,
      list: request.#headerList(),
      body: request.#getBody(),
      signal: request.signal,
      redirect: request.#redirect,
      client: request.#client,
    });
    newIncomingRequest = (incoming) => new Request(kIncoming, incoming);
  }

  constructor(input, init = undefined) {
    if (input === kIncoming) {
      this.#incoming = init;
      return;
    }
    if (arguments.length < 1) {
      throw new TypeError("Failed to construct 'Request': 1 argument required, but only 0 present");
    }
    this.#body = null;
    this.#list = [];
    let signal = null;
    let inherited = null;
    if (input instanceof Request) {
      this.#method = input.method;
      this.#url = input.url;
      this.#list = input.#headerList().slice();
      this.#redirect = input.#redirect;
      this.#client = input.#client;
      signal = input.signal;
      inherited = input;
    } else {
      this.#url = new URL(`${input}`).href;
    }
    const given = init ?? {};
    if (given.method !== undefined) this.#method = normalizeMethod(given.method);
    if (given.redirect !== undefined) {
      const redirect = `${given.redirect}`;
      if (redirect !== "follow" && redirect !== "error" && redirect !== "manual") {
        throw new TypeError(
          `Failed to construct 'Request': The provided value '${redirect}' is not a valid enum value of type RequestRedirect`,
        );
      }
      this.#redirect = redirect;
    }
    if (given.client !== undefined) this.#client = given.client;
    if (given.headers !== undefined) {
      this.#list = [];
      fillHeaders(this.#list, given.headers);
    }
    if (given.signal !== undefined) {
      signal = given.signal;
      if (signal !== null && !isAbortSignal(signal)) {
        throw new TypeError("Failed to construct 'Request': member signal is not of type AbortSignal");
      }
    }
    this.#signal = signal === null ? newAbortSignal() : AbortSignal.any([signal]);
    this.#takeBody(given, inherited);
  }

  #takeBody(given, inherited) {
    const bodiless = this.#method === "GET" || this.#method === "HEAD";
    if (given.body !== undefined && given.body !== null) {
      if (bodiless) throw new TypeError("Request with GET/HEAD method cannot have body");
      const [body, type] = extractBody(given.body);
      this.#body = body;
      if (type !== null && !hasHeader(this.#list, "content-type")) this.#list.push("content-type", type);
      return;
    }
    const body = inherited === null ? null : inherited.#getBody();
    if (body === null || given.body === null) return;
    if (bodiless) throw new TypeError("Request with GET/HEAD method cannot have body");
    if (body.unusable) throw new TypeError("Input request's body is unusable");
    // The new request takes the body over; the old one counts as used.
    this.#body = new Body(body.source, body.stream === null ? null : body.stream.pipeThrough(new TransformStream()));
    body.used = true;
  }

  #headerList() {
    this.#list ??= this.#incoming.headerList();
    return this.#list;
  }

  #getBody() {
    if (this.#body === undefined) this.#body = this.#incoming.body();
    return this.#body;
  }

  get method() {
    return this.#incoming === null ? this.#method : this.#incoming.method;
  }
  get url() {
    return this.#incoming === null ? this.#url : this.#incoming.url;
  }
  get headers() {
    this.#headers ??= headersFromList(this.#headerList(), false);
    return this.#headers;
  }
  get redirect() {
    return this.#redirect;
  }
  get signal() {
    if (this.#signal === null) {
      this.#signal = newAbortSignal();
      this.#incoming.signal = this.#signal;
    }
    return this.#signal;
  }
  get destination() {
    return "";
  }
  get referrer() {
    return "about:client";
  }
  get referrerPolicy() {
    return "";
  }
  get mode() {
    return "cors";
  }
  get credentials() {
    return "same-origin";
  }
  get cache() {
    return "default";
  }
  get integrity() {
    return "";
  }
  get keepalive() {
    return false;
  }
  get isReloadNavigation() {
    return false;
  }
  get isHistoryNavigation() {
    return false;
  }
  get duplex() {
    return "half";
  }

  clone() {
    const body = this.#getBody();
    if (body !== null && body.unusable) throw new TypeError("Body is unusable");
    const copy = new Request(this.url, {
      method: this.method,
      redirect: this.#redirect,
      signal: this.signal,
    });
    copy.#list = this.#headerList().slice();
    copy.#client = this.#client;
    copy.#body = body === null ? null : body.clone();
    return copy;
  }

  static bodyOf(request) {
    return request.#getBody();
  }
  static typeOf(request) {
    return getHeader(request.#headerList(), "content-type");
  }
}
defineBody(Request, Request.bodyOf, Request.typeOf);
delete Request.bodyOf;
delete Request.typeOf;
defineInterface(Request, {
  inspect: ["bodyUsed", "headers", "method", "redirect", "url"],
});
