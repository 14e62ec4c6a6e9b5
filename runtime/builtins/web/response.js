// response.js: Response. https://fetch.spec.whatwg.org/#response-class

import { defineInterface } from "bailey:internal/interface";
import { Body, defineBody, extractBody, kTextType } from "bailey:web/body";
import {
  fillHeaders, getHeader, hasHeader, headersFromList,
} from "bailey:web/headers";
import { URL } from "bailey:web/url";

const kReasonPhrase = /^[\t\x20-\x7e\x80-\xff]*$/;
const kRedirects = [301, 302, 303, 307, 308];
const kNullBody = [101, 103, 204, 205, 304];
const kPlain = { __proto__: null };

/**
 * What a server or fetch needs of a response, without touching what script can change.
 * @type {(response: Response) => { status: number, statusText: string, list: string[], body: Body | null }}
 */
export let responseParts;
/** @type {(parts: object) => Response} */
export let newResponse;
/**
 * Gives status, headers (undefined for a plain text's) and body to `send` when the body is at
 * hand; false, and nothing done, when it has to be streamed.
 * @type {(response: Response, send: Function, connection: object, number: number) => boolean}
 */
export let sendWhole;

export class Response {
  #status = 200;
  #statusText = "";
  #type = "default";
  #url = "";
  #redirected = false;
  /** @type {string[] | null} null stands for the content type of plain text, and nothing else */
  #list = null;
  /** @type {Headers | null} made when script asks for it */
  #headers = null;
  #immutable = false;
  /** @type {Body | null} */
  #body = null;

  static {
    responseParts = (response) => ({
      status: response.#status,
      statusText: response.#statusText,
      list: response.#headerList(),
      body: response.#body,
    });
    sendWhole = (response, send, connection, number) => {
      const body = response.#body;
      const list = response.#list === null ? undefined : response.#list;
      if (body === null) {
        send(connection, number, response.#status, list, undefined);
        return true;
      }
      const source = body.source;
      if (body.stream !== null || body.used) return false;
      if (typeof source !== "string" && !(source instanceof Uint8Array)) return false;
      body.used = true;
      send(connection, number, response.#status, list, source);
      return true;
    };
    newResponse = (parts) => {
      const response = new Response();
      response.#status = parts.status;
      response.#statusText = parts.statusText ?? "";
      response.#type = parts.type ?? "basic";
      response.#url = parts.url ?? "";
      response.#redirected = parts.redirected ?? false;
      response.#list = parts.list;
      response.#immutable = parts.immutable ?? true;
      response.#body = parts.body ?? null;
      return response;
    };
  }

  constructor(body = null, init = kPlain) {
    // The common case first: text, and nothing else.
    if (init === kPlain && typeof body === "string") {
      this.#body = new Body(body.isWellFormed() ? body : body.toWellFormed());
      return;
    }
    this.#list = [];
    if (init !== kPlain) this.#initialize(init);
    if (body === null || body === undefined) return;
    if (kNullBody.includes(this.#status)) {
      throw new TypeError("Response with null body status cannot have body");
    }
    const [extracted, type] = extractBody(body);
    this.#body = extracted;
    if (type !== null && !hasHeader(this.#list, "content-type")) this.#list.push("content-type", type);
  }

  #headerList() {
    this.#list ??= ["content-type", kTextType];
    return this.#list;
  }

  #initialize(init) {
    if (init === null || init === undefined) return;
    if (typeof init !== "object" && typeof init !== "function") {
      throw new TypeError("Failed to construct 'Response': Argument 2 can not be converted to a dictionary");
    }
    const { headers, status = 200, statusText = "" } = init;
    const code = Math.trunc(Number(status));
    if (!((code >= 200 && code <= 599) || code === 101)) {
      throw new RangeError(
        `The status provided (${code}) is not equal to 101 and outside the range [200, 599]`,
      );
    }
    const text = `${statusText}`;
    if (!kReasonPhrase.test(text)) throw new TypeError(`Invalid status text: "${text}"`);
    this.#status = code;
    this.#statusText = text;
    if (headers !== undefined) fillHeaders(this.#list, headers);
  }

  static error() {
    return newResponse({ status: 0, type: "error", list: [] });
  }

  static json(data, init = kPlain) {
    const text = JSON.stringify(data);
    if (text === undefined) throw new TypeError("The data is not JSON serializable");
    const response = new Response(null, init);
    if (kNullBody.includes(response.#status)) {
      throw new TypeError("Response with null body status cannot have body");
    }
    response.#body = new Body(text);
    if (!hasHeader(response.#list, "content-type")) {
      response.#list.push("content-type", "application/json");
    }
    return response;
  }

  static redirect(url, status = 302) {
    const location = new URL(url).href;
    if (!kRedirects.includes(Number(status))) {
      throw new RangeError(`The redirection status must be one of 301, 302, 303, 307, or 308: received ${status}`);
    }
    return newResponse({ status: Number(status), type: "default", list: ["location", location] });
  }

  get type() {
    return this.#type;
  }
  get url() {
    return this.#url;
  }
  get redirected() {
    return this.#redirected;
  }
  get status() {
    return this.#status;
  }
  get ok() {
    return this.#status >= 200 && this.#status <= 299;
  }
  get statusText() {
    return this.#statusText;
  }
  get headers() {
    this.#headers ??= headersFromList(this.#headerList(), this.#immutable);
    return this.#headers;
  }

  clone() {
    if (this.#body !== null && this.#body.unusable) throw new TypeError("Body is unusable");
    return newResponse({
      status: this.#status,
      statusText: this.#statusText,
      type: this.#type,
      url: this.#url,
      redirected: this.#redirected,
      list: this.#headerList().slice(),
      immutable: this.#immutable,
      body: this.#body === null ? null : this.#body.clone(),
    });
  }

  static bodyOf(response) {
    return response.#body;
  }
  static typeOf(response) {
    return getHeader(response.#headerList(), "content-type");
  }
}
defineBody(Response, Response.bodyOf, Response.typeOf);
delete Response.bodyOf;
delete Response.typeOf;
defineInterface(Response, {
  inspect: ["body", "bodyUsed", "headers", "ok", "redirected", "status", "statusText", "url"],
});
