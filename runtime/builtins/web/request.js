// runtime/builtins/web/request.js: Request. https://fetch.spec.whatwg.org/#request-class
import { defineInterface } from "bailey:internal/interface";
import { uncloneable } from "bailey:internal/uncloneable";
import {
  conversionError, illegalInvocation, isObject, missingArguments, toDictionary, toEnum,
} from "bailey:internal/webidl";
import { dependentSignal, isAbortSignal, newAbortSignal } from "bailey:web/abort";
import { baseUrl } from "bailey:web/base_url";
import { defineBody, extractBody } from "bailey:web/body";
import { fillHeaders, getHeader, hasHeader, headersFromList } from "bailey:web/headers";
import { URL } from "bailey:web/url";

const kToken = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const kNormalized = ["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"];
const kForbidden = ["CONNECT", "TRACE", "TRACK"];
const kConstructing = "Failed to construct 'Request'";

// The enumerations of RequestInit, by member: IDL name and values.
const kEnumerations = {
  __proto__: null,
  cache: ["RequestCache",
    ["default", "no-store", "reload", "no-cache", "force-cache", "only-if-cached"]],
  credentials: ["RequestCredentials", ["omit", "same-origin", "include"]],
  mode: ["RequestMode", ["navigate", "same-origin", "no-cors", "cors"]],
  priority: ["RequestPriority", ["high", "low", "auto"]],
  redirect: ["RequestRedirect", ["follow", "error", "manual"]],
  referrerPolicy: ["ReferrerPolicy",
    ["", "no-referrer", "no-referrer-when-downgrade", "same-origin", "origin", "strict-origin",
      "origin-when-cross-origin", "strict-origin-when-cross-origin", "unsafe-url"]],
};

/**
 * What fetch needs of a request. `signal` is null when nothing can abort it.
 * @type {(request: Request) => { method: string, url: string, list: string[],
 *   body: import("bailey:web/body").Body | null, redirect: string, client: any,
 *   signal: import("bailey:web/abort").AbortSignal | null }}
 */
export let requestParts;
/**
 * A request that a server received. `incoming` answers for its parts when they are asked for:
 * method, url, headerList(), body(); its `signal` is set when script asks for one.
 * @type {(incoming: any) => Request}
 */
export let newIncomingRequest;

let isRequest;
let bodyOf;
let typeOf;

/** What a script's request is made of, apart from headers, body and signal. */
class Settings {
  method = "GET";
  url = "";
  redirect = "follow";
  /** @type {any} a Deno.HttpClient */
  client = null;
  cache = "default";
  credentials = "same-origin";
  integrity = "";
  keepalive = false;
  mode = "cors";
  referrer = "about:client";
  referrerPolicy = "";
  // The signal that the request's own follows.
  followed = null;

  /** A copy of what `other`, a Settings or an incoming request, says. */
  static from(other) {
    const settings = new Settings();
    for (const key of Object.keys(settings)) {
      const value = other[key];
      if (value !== undefined) settings[key] = value;
    }
    return settings;
  }
}

function normalizeMethod(method) {
  const text = typeof method === "string" ? method : `${method}`;
  if (kNormalized.includes(text)) return text;
  if (!kToken.test(text)) throw new TypeError("Method is not valid");
  const upper = text.toUpperCase();
  if (kForbidden.includes(upper)) throw new TypeError("Method is forbidden");
  return kNormalized.includes(upper) ? upper : text;
}

function enumMember(init, name) {
  const value = init[name];
  if (value === undefined) return undefined;
  const [type, values] = kEnumerations[name];
  return toEnum(value, values, kConstructing, type);
}

function signalMember(init) {
  const { signal } = init;
  if (signal !== undefined && signal !== null && !isAbortSignal(signal)) {
    throw conversionError(
      kConstructing, "'signal' of 'RequestInit' (Argument 2)", "is not of type AbortSignal");
  }
  return signal;
}

/** The members of a RequestInit that are given, each read once and in Web IDL's order. */
function readInit(init) {
  const { body } = init;
  const [cache, credentials] = [enumMember(init, "cache"), enumMember(init, "credentials")];
  const { client, headers, integrity, keepalive, method } = init;
  const mode = enumMember(init, "mode");
  enumMember(init, "priority");
  const redirect = enumMember(init, "redirect");
  const { referrer } = init;
  const referrerPolicy = enumMember(init, "referrerPolicy");
  return {
    body, cache, credentials, client, headers, integrity, keepalive, method, mode, redirect,
    referrer, referrerPolicy, signal: signalMember(init),
  };
}

function referrerOf(text) {
  if (text === "") return "";
  const url = URL.parse(text, baseUrl());
  if (url === null) throw new TypeError(`Referrer "${text}" is not a valid URL.`);
  return url.href;
}

function applyInit(settings, init) {
  if (init.method !== undefined) settings.method = normalizeMethod(init.method);
  if (init.mode === "navigate") throw new TypeError("Request mode 'navigate' is not allowed");
  if (init.referrer !== undefined) settings.referrer = referrerOf(`${init.referrer}`);
  if (init.integrity !== undefined) settings.integrity = `${init.integrity}`;
  if (init.keepalive !== undefined) settings.keepalive = Boolean(init.keepalive);
  if (init.client !== undefined) settings.client = init.client;
  for (const key of ["cache", "credentials", "mode", "redirect", "referrerPolicy"]) {
    if (init[key] !== undefined) settings[key] = init[key];
  }
  if (settings.cache === "only-if-cached" && settings.mode !== "same-origin") {
    throw new TypeError(
      'Request cache mode "only-if-cached" can only be used with same-origin mode');
  }
}

/** Proof that a request is made here, around an incoming one or ready-made settings. */
const kInternal = Symbol();

export class Request {
  /** @type {any} Settings, or what a server received */
  #settings;
  /** @type {string[] | null} null: still to be asked for */
  #list = null;
  #headers = null;
  /** @type {import("bailey:web/body").Body | null | undefined} undefined: still to be asked for */
  #body = undefined;
  #signal = null;

  constructor(input, init = undefined) {
    if (input === kInternal) {
      this.#settings = init;
      return;
    }
    if (arguments.length < 1) missingArguments(kConstructing, 1, 0);
    const inherited = isRequest(input) ? input : null;
    const settings = Settings.from(inherited === null ? {} : inherited.#settings);
    this.#settings = settings;
    if (inherited === null) settings.url = new URL(`${input}`, baseUrl()).href;
    else settings.followed = inherited.signal;
    const dictionary = toDictionary(init, kConstructing, "Argument 2");
    const given = dictionary === undefined ? undefined : readInit(dictionary);
    if (given !== undefined) applyInit(settings, given);
    if (given?.signal !== undefined) settings.followed = given.signal;
    this.#list = [];
    if (given?.headers !== undefined) {
      fillHeaders(this.#list, given.headers, kConstructing, "Argument 2");
    } else if (inherited !== null) {
      this.#list.push(...inherited.#headerList());
    }
    this.#body = null;
    this.#takeBody(given?.body, inherited);
  }

  #takeBody(given, inherited) {
    const inheritedBody = inherited === null ? null : inherited.#getBody();
    const replaces = given !== undefined && given !== null;
    if (!replaces && inheritedBody === null) return;
    const { method } = this.#settings;
    if (method === "GET" || method === "HEAD") {
      throw new TypeError("Request with GET/HEAD method cannot have body");
    }
    if (!replaces) {
      if (inheritedBody.unusable) throw new TypeError("Input request's body is unusable");
      this.#body = inheritedBody.moved();
      return;
    }
    const [body, type] = extractBody(given, kConstructing);
    this.#body = body;
    if (type !== null && !hasHeader(this.#list, "content-type")) this.#list.push("content-type", type);
  }

  #headerList() {
    return this.#list ??= this.#settings.headerList();
  }

  #getBody() {
    return this.#body === undefined ? this.#body = this.#settings.body() : this.#body;
  }

  static #settingsOf(request) {
    return isRequest(request) ? request.#settings : illegalInvocation();
  }

  get method() {
    return Request.#settingsOf(this).method;
  }

  get url() {
    return Request.#settingsOf(this).url;
  }

  get headers() {
    if (!isRequest(this)) illegalInvocation();
    return this.#headers ??= headersFromList(this.#headerList(), false);
  }

  get redirect() {
    return Request.#settingsOf(this).redirect ?? "follow";
  }

  get cache() {
    return Request.#settingsOf(this).cache ?? "default";
  }

  get credentials() {
    return Request.#settingsOf(this).credentials ?? "same-origin";
  }

  get integrity() {
    return Request.#settingsOf(this).integrity ?? "";
  }

  get keepalive() {
    return Request.#settingsOf(this).keepalive ?? false;
  }

  get mode() {
    return Request.#settingsOf(this).mode ?? "cors";
  }

  get referrer() {
    return Request.#settingsOf(this).referrer ?? "about:client";
  }

  get referrerPolicy() {
    return Request.#settingsOf(this).referrerPolicy ?? "";
  }

  get signal() {
    const settings = Request.#settingsOf(this);
    if (this.#signal === null) {
      const { followed } = settings;
      this.#signal = followed === null || followed === undefined ? newAbortSignal()
        : dependentSignal([followed]);
      // An incoming request is told, so that it can abort the signal.
      if (!(settings instanceof Settings)) settings.signal = this.#signal;
    }
    return this.#signal;
  }

  clone() {
    const settings = Settings.from(Request.#settingsOf(this));
    const body = this.#getBody();
    if (body !== null && body.unusable) throw new TypeError("Body is unusable");
    settings.followed = this.signal;
    const copy = new Request(kInternal, settings);
    copy.#list = this.#headerList().slice();
    copy.#body = body === null ? null : body.clone();
    return copy;
  }

  static {
    isRequest = (value) => isObject(value) && #settings in value;
    bodyOf = (value) => isRequest(value) ? value.#getBody() : illegalInvocation();
    typeOf = (value) => getHeader(value.#headerList(), "content-type");

    requestParts = (request) => {
      const { method, url, redirect = "follow", client = null } = request.#settings;
      const signal = request.#signal ?? request.#settings.followed ?? null;
      return {
        method, url, list: request.#headerList(), body: request.#getBody(), redirect, client, signal,
      };
    };
    newIncomingRequest = (incoming) => new Request(kInternal, incoming);
  }
}
defineBody(Request, bodyOf, typeOf);
uncloneable.push(Request);
defineInterface(Request, {
  inspect: ["bodyUsed", "headers", "method", "redirect", "url"],
});

export { isRequest };
