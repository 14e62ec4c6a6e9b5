// serve.js: Deno.serve. The hot path is onRequest: one call in from native code, one call out.

import * as ops from "bailey:ops/serve";
import { takeServeAddress } from "bailey:ops/core";
import { note, warn } from "bailey:ops/console";
import {
  hasKeyPair, serverContext, tcpAddress, toBacklog, toHostname, toPort, unixAddress,
} from "bailey:deno/net_arguments";
import { signalAbort } from "bailey:web/abort";
import { Body, NativeBody } from "bailey:web/body";
import { newIncomingRequest } from "bailey:web/request";
import { Response, responseParts, sendWhole } from "bailey:web/response";

// Servers that are open: nothing else needs to refer to one for it to go on serving.
const open = new Set();

/** What a Request asks for its parts; holds the head's text until then. */
class Incoming {
  constructor(server, connection, number, head, methodEnd, targetStart, targetEnd, hostStart,
    hostEnd, fieldsStart, length) {
    this._server = server;
    this._connection = connection;
    this._number = number;
    this._head = head;
    this._methodEnd = methodEnd;
    this._targetStart = targetStart;
    this._targetEnd = targetEnd;
    this._hostStart = hostStart;
    this._hostEnd = hostEnd;
    this._fieldsStart = fieldsStart;
    this._length = length;  // undefined without a body, null when chunked
    this._url = undefined;
    this.signal = null;
  }

  get method() {
    return this._head.slice(0, this._methodEnd);
  }

  get url() {
    if (this._url === undefined) {
      const target = this._head.slice(this._targetStart, this._targetEnd);
      if (target.charCodeAt(0) === 47 /* / */) {
        const host = this._hostEnd > this._hostStart
          ? this._head.slice(this._hostStart, this._hostEnd)
          : this._server._authority;
        this._url = `${this._server._scheme}://${host}${target}`;
      } else {
        this._url = target === "*" ? `${this._server._scheme}://${this._server._authority}/*` : target;
      }
    }
    return this._url;
  }

  headerList() {
    const head = this._head;
    const list = [];
    let at = this._fieldsStart;
    for (;;) {
      const end = head.indexOf("\r\n", at);
      if (end <= at) return list;
      const colon = head.indexOf(":", at);
      list.push(head.slice(at, colon).toLowerCase(), head.slice(colon + 1, end).trim());
      at = end + 2;
    }
  }

  body() {
    if (this._length === undefined) return null;
    const connection = this._connection;
    const number = this._number;
    const pull = (into) => ops.readBody(connection, number, into);
    return new Body(new NativeBody(pull, () => {}, this._length ?? undefined));
  }
}

class ServeHandlerInfo {
  #incoming;
  #remote;
  constructor(incoming) {
    this.#incoming = incoming;
  }
  get remoteAddr() {
    return this.#remote ??= this.#incoming._server._remoteAddress(this.#incoming._connection);
  }
  get completed() {
    return ops.completed(this.#incoming._connection, this.#incoming._number);
  }
}

// The host of URLs of requests that name none, over a Unix socket.
function encodedPath(path) {
  return encodeURIComponent(path).replace(
    /[-_.!~*'()]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

class Server {
  constructor(options, handler, onError) {
    this._handler = handler;
    this._onError = onError;
    this._pending = new Map();  // connection to the request it waits for an answer to
    // A handler that takes no argument gets none: no request is made for it, and no head read.
    const heads = handler.length !== 0;
    const onRequest = (heads ? this._onRequest : this._onBareRequest).bind(this);
    const callbacks = [heads, onRequest, this._onAbandoned.bind(this)];
    if (options.path !== undefined) this._listenUnix(options, callbacks);
    else this._listen(options, callbacks);
    this._finished = Promise.withResolvers();
    this._shutdown = null;
    open.add(this);
  }

  _listen({ hostname, port, backlog, reusePort, tls }, callbacks) {
    this._scheme = tls === undefined ? "http" : "https";
    this._native = ops.listen([hostname, port], backlog, reusePort, tls, ...callbacks);
    this.address = tcpAddress(ops.localAddress(this._native));
    const bound = this.address.hostname;
    this._authority = `${bound.includes(":") ? `[${bound}]` : bound}:${this.address.port}`;
  }

  _listenUnix({ path }, callbacks) {
    this._scheme = "http+unix";
    this._native = ops.listenUnix(path, ...callbacks);
    this.address = unixAddress(path);
    this._authority = encodedPath(path);
  }

  _remoteAddress(connection) {
    if (this.address.transport === "unix") return unixAddress(this.address.path);
    const [hostname, port] = ops.remoteAddress(connection);
    return { transport: "tcp", hostname, port };
  }

  _onRequest(connection, number, head, methodEnd, targetStart, targetEnd, hostStart, hostEnd,
    fieldsStart, length) {
    const incoming = new Incoming(this, connection, number, head, methodEnd, targetStart,
      targetEnd, hostStart, hostEnd, fieldsStart, length);
    const handler = this._handler;
    let result;
    try {
      result = handler(newIncomingRequest(incoming), new ServeHandlerInfo(incoming));
    } catch (error) {
      this._answerError(incoming, error);
      return;
    }
    if (result instanceof Response) {
      this._answer(incoming, result);
    } else {
      this._pending.set(connection, incoming);
      this._answerLater(incoming, result);
    }
  }

  _onBareRequest(connection, number) {
    const handler = this._handler;
    let result;
    try {
      result = handler();
      if (result instanceof Response && sendWhole(result, ops.respond, connection, number)) return;
    } catch (error) {
      this._answerError(new Incoming(this, connection, number), error);
      return;
    }
    const incoming = new Incoming(this, connection, number);
    if (result instanceof Response) {
      this._answer(incoming, result);
    } else {
      this._pending.set(connection, incoming);
      this._answerLater(incoming, result);
    }
  }

  async _answerLater(incoming, result) {
    let response;
    try {
      response = await result;
      if (!(response instanceof Response)) {
        throw new TypeError(
          "Return value from serve handler must be a response or a promise resolving to a response",
        );
      }
    } catch (error) {
      this._pending.delete(incoming._connection);
      await this._answerError(incoming, error);
      return;
    }
    this._pending.delete(incoming._connection);
    this._answer(incoming, response);
  }

  async _answerError(incoming, error) {
    let response;
    try {
      response = await this._onError(error);
      if (!(response instanceof Response)) {
        throw new TypeError(
          "Return value from serve handler must be a response or a promise resolving to a response",
        );
      }
    } catch (second) {
      console.error("Exception in onError while handling exception", second);
      response = internalServerError();
    }
    this._answer(incoming, response);
  }

  _answer(incoming, response) {
    const { _connection: connection, _number: number } = incoming;
    try {
      if (sendWhole(response, ops.respond, connection, number)) return;
    } catch (error) {
      // The client has left: there is nobody to tell.
      if (error instanceof Deno.errors.BadResource) return;
      this._fail(incoming, error);
      return;
    }
    this._stream(incoming, response);
  }

  /** A response that cannot be sent: an empty 500, since the handler's answer is unusable. */
  _fail(incoming, error) {
    console.error(error);
    try {
      sendWhole(internalServerError(), ops.respond, incoming._connection, incoming._number);
    } catch {
      // answered already, or gone
    }
  }

  async _stream(incoming, response) {
    const { _connection: connection, _number: number } = incoming;
    const { status, list, body } = responseParts(response);
    if (body.unusable) {
      this._fail(incoming, new TypeError("The body of the Response returned from the serve handler has already been consumed"));
      return;
    }
    let reader;
    try {
      const length = body.length;
      reader = body.readable.getReader();
      body.used = true;
      ops.startResponse(connection, number, status, list, length ?? null);
      for (;;) {
        const { value, done } = await reader.read();
        if (done) break;
        const chunk = value instanceof Uint8Array ? value : asChunk(value);
        if (!ops.writeBody(connection, number, chunk)) await ops.drained(connection);
      }
      ops.finishResponse(connection, number);
    } catch (error) {
      ops.abortResponse(connection, number);
      if (reader !== undefined) reader.cancel(error).catch(() => {});
      const gone = error instanceof Deno.errors.BadResource || error instanceof Deno.errors.Interrupted;
      if (!gone) console.error(error);
    }
  }

  _onAbandoned(connection, number) {
    const incoming = this._pending.get(connection);
    if (incoming === undefined || incoming._number !== number) return;
    this._pending.delete(connection);
    if (incoming.signal !== null) {
      signalAbort(incoming.signal, new DOMException("The request has been cancelled.", "AbortError"));
    }
  }

  shutdown() {
    this._shutdown ??= (async () => {
      await ops.shutdown(this._native);
      this._close();
    })();
    return this._shutdown;
  }

  abort() {
    ops.abortServer(this._native);
    this._close();
  }

  _close() {
    open.delete(this);
    this._finished.resolve();
  }
}

function asChunk(value) {
  if (ArrayBuffer.isView(value)) {
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  }
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  throw new TypeError("expected typed ArrayBufferView");
}

function internalServerError() {
  const response = new Response("Internal Server Error", { status: 500 });
  response.headers.delete("content-type");
  return response;
}

function defaultOnError(error) {
  console.error(error);
  return internalServerError();
}

/** [options, handler] of the three ways to call it. */
function readArguments(first, second) {
  let options = {};
  let handler;
  if (typeof first === "function") {
    handler = first;
  } else if (typeof second === "function") {
    handler = second;
    options = first ?? {};
  } else if (first === undefined) {
    throw new TypeError("Cannot serve HTTP requests: either a `handler` or `options` must be specified");
  } else {
    options = first;
    handler = second;
  }
  handler ??= options.handler;
  if (typeof handler !== "function") {
    throw new TypeError(
      `Cannot serve HTTP requests: handler must be a function, received ${typeof handler}`,
    );
  }
  return [options, handler];
}

function announce(server) {
  const { hostname, port, path } = server.address;
  if (path !== undefined) return note(`Listening on ${path}\n`);
  const everywhere = hostname === "0.0.0.0" || hostname === "::";
  const helper = everywhere ? ` (${server._scheme}://localhost:${port}/)` : "";
  note(`Listening on ${server._scheme}://${server._authority}/${helper}\n`);
}

/** Where DENO_SERVE_ADDRESS wants the program's first server to listen, whatever its options say. */
function addressFromEnvironment() {
  const text = takeServeAddress();
  if (text === "") return undefined;
  if (text.startsWith("unix:")) return { path: text.slice("unix:".length) };
  const complaint = (words) => void warn(`DENO_SERVE_ADDRESS: ${words}\n`);
  if (!text.startsWith("tcp:")) return complaint(`invalid address format: ${text}`);
  const address = text.slice("tcp:".length);
  const [, hostname, port] = /^(.+):(\d{1,5})$/.exec(address) ?? [];
  if (hostname === undefined || port > 65535) return complaint(`invalid TCP address: ${address}`);
  return { hostname: hostname.replace(/^\[(.*)\]$/, "$1"), port: Number(port) };
}

/** What `options` say about where to listen. */
function listenOptions(given) {
  const address = addressFromEnvironment();
  const options = address === undefined ? given : { ...given, path: undefined, ...address };
  if (options.path !== undefined) return { path: `${options.path}` };
  if (options.cid !== undefined) {
    throw new Deno.errors.NotSupported("Deno.serve() on vsock sockets is not available in bailey");
  }
  if (options.certFile || options.keyFile) {
    throw new TypeError(
      "Unsupported 'certFile' / 'keyFile' options provided: use 'cert' / 'key' instead.");
  }
  if (options.alpnProtocols) {
    throw new TypeError("Unsupported 'alpnProtocols' option provided. " +
      "'h2' and 'http/1.1' are automatically supported.");
  }
  return {
    hostname: toHostname(options.hostname, "0.0.0.0"),
    port: toPort(options.port, { whenMissing: 8000 }),
    backlog: toBacklog(options.tcpBacklog),
    reusePort: options.reusePort ?? false,
    tls: tlsOf(options),
  };
}

function tlsOf(options) {
  if (!hasKeyPair(options)) return undefined;
  const { cert, key } = options;
  if (!cert || !key) throw new TypeError("Both 'cert' and 'key' must be provided to enable HTTPS");
  return serverContext([`${cert}`, `${key}`], ["http/1.1"]);
}

/**
 * Serves HTTP. https://docs.deno.com/api/deno/~/Deno.serve
 * @param {object | Function} first options or handler
 * @param {Function} [second] handler
 */
export function serve(first, second) {
  const [options, handler] = readArguments(first, second);
  const signal = options.signal;
  const server = new Server(listenOptions(options), handler, options.onError ?? defaultOnError);
  if (signal !== undefined && signal !== null) {
    if (signal.aborted) server.abort();
    else signal.addEventListener("abort", () => server.abort(), { once: true });
  }
  const addr = server.address;
  if (options.onListen) options.onListen(addr);
  else announce(server);
  return {
    addr,
    finished: server._finished.promise,
    shutdown: async () => await server.shutdown(),
    ref: () => ops.setReferenced(server._native, true),
    unref: () => ops.setReferenced(server._native, false),
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
