// runtime/builtins/web/response.js: Response. https://fetch.spec.whatwg.org/#response-class
import { defineInterface } from "bailey:internal/interface";
import { uncloneable } from "bailey:internal/uncloneable";
import { illegalInvocation, isObject, toByteString, toDictionary } from "bailey:internal/webidl";
import { baseUrl } from "bailey:web/base_url";
import { Body, defineBody, extractBody, kTextType } from "bailey:web/body";
import { fillHeaders, getHeader, hasHeader, headersFromList } from "bailey:web/headers";
import { URL } from "bailey:web/url";

const kReasonPhrase = /^[\t\x20-\x7e\x80-\xff]*$/;
const kRedirects = [301, 302, 303, 307, 308];
const kNullBodies = [101, 103, 204, 205, 304];
const kConstructing = "Failed to construct 'Response'";

/** What few responses have otherwise. */
const kUsual = Object.freeze({
  statusText: "", type: "default", url: "", redirected: false, immutable: false,
});

/**
 * What a server or fetch needs of a response, without touching what script can change.
 * @type {(response: Response) => { status: number, statusText: string, list: string[], body: Body | null }}
 */
export let responseParts;
/**
 * A response of the runtime's own: status, list, and optionally body, statusText, type, url,
 * redirected, immutable (true unless said otherwise).
 * @type {(parts: any) => Response}
 */
export let newResponse;
/**
 * Gives status, headers (undefined for a plain text's) and body to `send` when the body is at
 * hand; false, and nothing done, when it has to be streamed.
 * @type {(response: Response, send: Function, connection: object, number: number) => boolean}
 */
export let sendWhole;

let isResponse;
let bodyOf;
let typeOf;

function hasNullBody(status) {
  return kNullBodies.includes(status);
}

export class Response {
  #status = 200;
  /** @type {string[] | null} null stands for the content type of plain text, and nothing else */
  #list = null;
  /** @type {import("bailey:web/headers").Headers | null} made when script asks for it */
  #headers = null;
  /** @type {Body | null} */
  #body = null;
  #rest = kUsual;

  constructor(body = null, init = undefined) {
    // The common case first: text, and nothing else.
    if (init === undefined && typeof body === "string") {
      this.#body = new Body(body.toWellFormed());
      return;
    }
    this.#list = [];
    const dictionary = toDictionary(init, kConstructing, "Argument 2");
    if (dictionary !== undefined) this.#initialize(dictionary);
    if (body !== null) this.#setBody(extractBody(body, kConstructing));
  }

  // https://fetch.spec.whatwg.org/#initialize-a-response
  #initialize({ headers, status = 200, statusText = "" }) {
    const code = +status & 0xffff;
    if ((code < 200 || code > 599) && code !== 101) {
      throw new RangeError(
        `The status provided (${code}) is not equal to 101 and outside the range [200, 599]`);
    }
    const text = toByteString(statusText);
    if (!kReasonPhrase.test(text)) throw new TypeError(`Invalid status text: "${text}"`);
    this.#status = code;
    if (text !== "") this.#rest = { ...kUsual, statusText: text };
    if (headers !== undefined) fillHeaders(this.#list, headers, kConstructing, "Argument 2");
  }

  #setBody([body, type]) {
    if (hasNullBody(this.#status)) {
      throw new TypeError("Response with null body status cannot have body");
    }
    this.#body = body;
    if (type !== null && !hasHeader(this.#list, "content-type")) this.#list.push("content-type", type);
  }

  #headerList() {
    return this.#list ??= ["content-type", kTextType];
  }

  static error() {
    return newResponse({ status: 0, type: "error", list: [] });
  }

  static json(data, init = undefined) {
    const text = JSON.stringify(data);
    if (text === undefined) throw new TypeError("Value is not JSON serializable");
    const response = new Response(null, init);
    response.#setBody([new Body(text.toWellFormed()), "application/json"]);
    return response;
  }

  static redirect(url, status = 302) {
    const location = new URL(url, baseUrl()).href;
    const code = +status & 0xffff;
    if (!kRedirects.includes(code)) {
      throw new RangeError(`Invalid redirect status code: ${code}`);
    }
    return newResponse({ status: code, type: "default", list: ["location", location] });
  }

  get type() {
    return isResponse(this) ? this.#rest.type : illegalInvocation();
  }

  get url() {
    return isResponse(this) ? this.#rest.url : illegalInvocation();
  }

  get redirected() {
    return isResponse(this) ? this.#rest.redirected : illegalInvocation();
  }

  get status() {
    return isResponse(this) ? this.#status : illegalInvocation();
  }

  get ok() {
    return isResponse(this) ? this.#status >= 200 && this.#status <= 299 : illegalInvocation();
  }

  get statusText() {
    return isResponse(this) ? this.#rest.statusText : illegalInvocation();
  }

  get headers() {
    if (!isResponse(this)) illegalInvocation();
    return this.#headers ??= headersFromList(this.#headerList(), this.#rest.immutable);
  }

  clone() {
    if (!isResponse(this)) illegalInvocation();
    if (this.#body !== null && this.#body.unusable) throw new TypeError("Body is unusable");
    return newResponse({
      ...this.#rest,
      status: this.#status,
      list: this.#headerList().slice(),
      body: this.#body === null ? null : this.#body.clone(),
    });
  }

  static {
    isResponse = (value) => isObject(value) && #status in value;
    bodyOf = (value) => isResponse(value) ? value.#body : illegalInvocation();
    typeOf = (value) => getHeader(value.#headerList(), "content-type");

    responseParts = (response) => ({
      status: response.#status,
      statusText: response.#rest.statusText,
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
      const { source } = body;
      if (body.stream !== null || body.used) return false;
      if (typeof source !== "string" && !(source instanceof Uint8Array)) return false;
      body.used = true;
      send(connection, number, response.#status, list, source);
      return true;
    };

    newResponse = ({
      status, list, body = null, statusText = "", type = "basic", url = "", redirected = false,
      immutable = true,
    }) => {
      const response = new Response();
      response.#status = status;
      response.#list = list;
      response.#body = body;
      response.#rest = { statusText, type, url, redirected, immutable };
      return response;
    };
  }
}
defineBody(Response, bodyOf, typeOf);
uncloneable.push(Response);
defineInterface(Response, {
  inspect: ["body", "bodyUsed", "headers", "ok", "redirected", "status", "statusText", "url"],
});

export { isResponse };
