// fetch.js: fetch(). https://fetch.spec.whatwg.org/#fetch-method
// Every hop of a redirect is a native call of its own, which asks for leave again.

import * as ops from "bailey:ops/fetch";
import { decodeUtf8, encodeUtf8 } from "bailey:ops/encoding";
import {
  abortReason, addAbortAlgorithm, isAborted, newAbortSignal, removeAbortAlgorithm,
} from "bailey:web/abort";
import { Body, NativeBody } from "bailey:web/body";
import { deleteHeader, getHeader, hasHeader } from "bailey:web/headers";
import { blobOfUrl } from "bailey:web/object_url";
import { Request, requestParts } from "bailey:web/request";
import { newResponse } from "bailey:web/response";
import { URL } from "bailey:web/url";

const kMostRedirects = 20;
const kRedirects = [301, 302, 303, 307, 308];
const kNullBody = [101, 103, 204, 205, 304];
// Not sent on to another origin.
const kSensitive = ["authorization", "proxy-authorization", "cookie", "host"];
const kBodyHeaders = ["content-encoding", "content-language", "content-length", "content-location", "content-type"];

// https://fetch.spec.whatwg.org/#port-blocking
const kBlockedPorts = new Set([
  1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102,
  103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465,
  512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993,
  995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668,
  6669, 6679, 6697, 10080,
]);

function peerOf(url) {
  const port = url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port);
  if (kBlockedPorts.has(port)) {
    throw new TypeError(`Fetch failed: Requests to port ${port} are blocked`);
  }
  const { hostname } = url;
  return [hostname.startsWith("[") ? hostname.slice(1, -1) : hostname, port];
}

/** What fetch() rejects with when the network is to blame; the reason is its cause. */
function failed(error) {
  if (error instanceof Deno.errors.NotCapable) return error;
  return new TypeError("fetch failed", { cause: new Error(error.message) });
}

/** Hands a stream to a request piece by piece, as fast as it is sent. */
async function feedStream(stream, feed) {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      if (!(value instanceof Uint8Array)) throw new TypeError("Item in stream is not a Uint8Array");
      if (value.byteLength > 0) await ops.feedPiece(feed, value);
    }
    ops.endFeed(feed);
  } catch (error) {
    ops.failFeed(feed, `${error?.message ?? error}`);
    reader.cancel(error).catch(() => {});
  }
}

/** One request and the head of its answer. */
async function exchangeOnce(url, state, signal) {
  const peer = peerOf(url);
  const exchange = ops.newExchange();
  let body = null;
  let length = null;
  if (state.body !== null) {
    const { source, stream } = state.body;
    if (stream === null && (typeof source === "string" || source instanceof Uint8Array)) {
      body = source;
    } else {
      body = ops.newFeed();
      length = state.body.length ?? null;
      feedStream(state.body.readable, body);
    }
    state.body.used = true;
  }
  const stop = () => ops.cancel(exchange);
  addAbortAlgorithm(signal, stop);
  try {
    await ops.send(peer, exchange, url.href, state.method, state.list, body, length);
  } catch (error) {
    if (isAborted(signal)) throw abortReason(signal);
    throw failed(error);
  } finally {
    removeAbortAlgorithm(signal, stop);
  }
  if (isAborted(signal)) {
    ops.cancel(exchange);
    throw abortReason(signal);
  }
  return exchange;
}

/** The body of an answer, which ends with the signal. */
function bodyOf(exchange, signal) {
  let stop = null;
  const finish = () => {
    if (stop !== null) removeAbortAlgorithm(signal, stop);
    stop = null;
  };
  const pull = async (into) => {
    if (isAborted(signal)) throw abortReason(signal);
    let count;
    try {
      count = await ops.readBody(exchange, into);
    } catch (error) {
      finish();
      throw isAborted(signal) ? abortReason(signal) : error;
    }
    if (count === 0) finish();
    return count;
  };
  const cancel = () => {
    finish();
    ops.cancel(exchange);
  };
  stop = () => ops.cancel(exchange);
  addAbortAlgorithm(signal, stop);
  return new Body(new NativeBody(pull, cancel, undefined));
}

/** The URL an answer sends us on to, or null when it is the last. */
function redirectTarget(status, list, url, redirect) {
  if (!kRedirects.includes(status) || redirect === "manual") return null;
  if (redirect === "error") {
    throw new TypeError("Fetch failed: Encountered redirect while redirect mode is set to 'error'");
  }
  const location = getHeader(list, "location");
  if (location === null) return null;
  const target = URL.parse(location, url.href);
  if (target === null || (target.protocol !== "http:" && target.protocol !== "https:")) {
    throw new TypeError(`Url scheme '${target === null ? location : target.protocol.slice(0, -1)}' not supported`);
  }
  if (target.hash === "") target.hash = url.hash;
  return target;
}

/** Changes what is asked for as the redirect wants. https://fetch.spec.whatwg.org/#http-redirect-fetch */
function followRedirect(state, status, from, to) {
  const toGet = (status === 303 && state.method !== "GET" && state.method !== "HEAD") ||
    ((status === 301 || status === 302) && state.method === "POST");
  if (toGet) {
    state.method = "GET";
    state.body = null;
    for (const name of kBodyHeaders) deleteHeader(state.list, name);
  } else if (state.body !== null && state.body.stream !== null) {
    throw new TypeError("Cannot redirect a request whose body is a stream");
  }
  // SECURITY: credentials stay with their origin; tests/js/fetch/redirect_test.js.
  if (from.origin !== to.origin) for (const name of kSensitive) deleteHeader(state.list, name);
}

async function fetchHttp(url, parts) {
  const { signal, redirect } = parts;
  const state = { method: parts.method, list: parts.list.slice(), body: parts.body };
  if (url.username !== "" || url.password !== "") {
    if (!hasHeader(state.list, "authorization")) {
      const plain = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
      state.list.push("authorization", `Basic ${btoa(String.fromCharCode(...encodeUtf8(plain)))}`);
    }
    url = new URL(url.href);
    url.username = "";
    url.password = "";
  }
  for (let redirects = 0;; redirects++) {
    const exchange = await exchangeOnce(url, state, signal);
    const status = ops.status(exchange);
    const list = ops.headers(exchange);
    let target;
    try {
      target = redirectTarget(status, list, url, redirect);
      if (target !== null && redirects >= kMostRedirects) throw new TypeError("Maximum number of redirects (20) reached");
      if (target !== null) followRedirect(state, status, url, target);
    } catch (error) {
      ops.cancel(exchange);
      throw error;
    }
    if (target !== null) {
      ops.cancel(exchange);
      url = target;
      continue;
    }
    if (hasHeader(list, "content-encoding") && /^(gzip|x-gzip|br)$/i.test(getHeader(list, "content-encoding"))) {
      // The body is decoded: what described its coded form no longer fits.
      deleteHeader(list, "content-encoding");
      deleteHeader(list, "content-length");
    }
    const shown = new URL(url.href);
    shown.hash = "";
    const statusText = ops.reason(exchange);
    const bodiless = kNullBody.includes(status) || state.method === "HEAD";
    if (bodiless) ops.cancel(exchange);
    return newResponse({
      status,
      statusText,
      type: "basic",
      url: shown.href,
      redirected: redirects > 0,
      list,
      body: bodiless ? null : bodyOf(exchange, signal),
    });
  }
}

/** https://fetch.spec.whatwg.org/#data-url-processor */
function fetchData(url) {
  const text = url.href.slice("data:".length);
  const comma = text.indexOf(",");
  if (comma < 0) throw new TypeError("Unable to fetch data: URL: no comma");
  let type = text.slice(0, comma).trim();
  const bytes = percentDecode(text.slice(comma + 1).replace(/#.*$/s, ""));
  let body = bytes;
  if (/;\s*base64$/i.test(type)) {
    type = type.replace(/;\s*base64$/i, "");
    const binary = atob(decodeUtf8(bytes, true, false));
    body = Uint8Array.from(binary, (c) => c.charCodeAt(0));
  }
  if (type.startsWith(";")) type = `text/plain${type}`;
  if (type === "") type = "text/plain;charset=US-ASCII";
  return newResponse({ status: 200, statusText: "OK", url: url.href, list: ["content-type", type], body: new Body(body) });
}

/** https://fetch.spec.whatwg.org/#scheme-fetch, the part for blob: */
function fetchBlob(url, method) {
  if (method !== "GET") throw new TypeError("Blob URL fetch only supports GET method");
  const blob = blobOfUrl(url.href);
  if (blob === undefined) throw new TypeError("Blob for the given URL not found.");
  const list = ["content-length", `${blob.size}`, "content-type", blob.type];
  return newResponse({ status: 200, statusText: "OK", url: url.href, list, body: new Body(blob) });
}

function percentDecode(text) {
  const bytes = encodeUtf8(text);
  const out = new Uint8Array(bytes.length);
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] === 0x25 && i + 2 < bytes.length) {
      const value = Number.parseInt(String.fromCharCode(bytes[i + 1], bytes[i + 2]), 16);
      if (/^[0-9a-f]{2}$/i.test(String.fromCharCode(bytes[i + 1], bytes[i + 2]))) {
        out[length++] = value;
        i += 2;
        continue;
      }
    }
    out[length++] = bytes[i];
  }
  return out.slice(0, length);
}

/**
 * @param {RequestInfo | URL} input
 * @param {RequestInit} [init]
 * @returns {Promise<Response>}
 */
export async function fetch(input, init = undefined) {
  if (arguments.length < 1) {
    throw new TypeError("Failed to execute 'fetch': 1 argument required, but only 0 present");
  }
  const request = new Request(input, init);
  const parts = requestParts(request);
  parts.signal ??= newAbortSignal();
  if (isAborted(parts.signal)) throw abortReason(parts.signal);
  if (parts.body !== null && parts.body.unusable) throw new TypeError("Body already consumed.");
  const url = new URL(parts.url);
  switch (url.protocol) {
    case "http:":
    case "https:":
      return await fetchHttp(url, parts);
    case "data:":
      return fetchData(url);
    case "blob:":
      return fetchBlob(url, parts.method);
    default:
      throw new TypeError(`Url scheme '${url.protocol.slice(0, -1)}' not supported`);
  }
}
