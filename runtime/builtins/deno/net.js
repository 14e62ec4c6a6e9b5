// runtime/builtins/deno/net.js: Deno.connect() and Deno.listen(), connections and listeners.
import * as ops from "bailey:ops/net";
import { requireUnstable } from "bailey:ops/worker";
import { toBuffer, toUint32 } from "bailey:internal/arguments";
import { errors } from "bailey:internal/errors";
import { newReadable, newWritable } from "bailey:internal/lazy_streams";
import {
  tcpAddress, toBacklog, toHostname, toPort, unixAddress,
} from "bailey:deno/net_arguments";

const { BadResource, Interrupted } = errors;

function badResource() {
  return new BadResource("Bad resource ID");
}

/** The native side of a connection; a TypeError for anything else. */
export let nativeOf;

/** What connections of all kinds have in common. */
export class Conn {
  #native;
  #remoteAddr;
  #localAddr;
  #readable = undefined;
  #writable = undefined;

  static {
    nativeOf = (conn) => conn.#native;
  }

  /** Without addresses they are those of TCP, looked up when asked for. */
  constructor(native, remoteAddr = undefined, localAddr = undefined) {
    this.#native = native;
    this.#remoteAddr = remoteAddr;
    this.#localAddr = localAddr;
  }

  get remoteAddr() {
    return this.#remoteAddr ??= tcpAddress(ops.remoteAddress(this.#native));
  }
  get localAddr() {
    return this.#localAddr ??= tcpAddress(ops.localAddress(this.#native));
  }

  /** @returns {Promise<number>} how many of the bytes were written */
  async write(p) {
    return await ops.write(this.#native, toBuffer(p));
  }

  /** @returns {Promise<number | null>} how many bytes were read, null at the end */
  async read(buffer) {
    if (buffer.length === 0) return 0;
    const count = await ops.read(this.#native, toBuffer(buffer));
    return count === 0 ? null : count;
  }

  close() {
    if (!ops.close(this.#native)) throw badResource();
  }

  async closeWrite() {
    await ops.closeWrite(this.#native);
  }

  /** Closes the connection at the end. */
  get readable() {
    return this.#readable ??= newReadable(
      (into) => readForStream(this.#native, into), () => ops.close(this.#native));
  }

  /** Closes the connection at the end. */
  get writable() {
    return this.#writable ??= newWritable(
      (bytes) => writeAll(this.#native, bytes), () => ops.close(this.#native));
  }

  ref() {
    ops.ref(this.#native);
  }
  unref() {
    ops.unref(this.#native);
  }

  [Symbol.dispose]() {
    ops.close(this.#native);
  }
}

async function readForStream(native, into) {
  try {
    return await ops.read(native, into);
  } catch (error) {
    if (error instanceof BadResource || error instanceof Interrupted) {
      throw new BadResource("The stream's underlying resource was closed or consumed");
    }
    throw error;
  }
}

async function writeAll(native, bytes) {
  for (let at = 0; at < bytes.length;) at += await ops.write(native, bytes.subarray(at));
}

export class TcpConn extends Conn {
  setNoDelay(noDelay = true) {
    ops.setNoDelay(nativeOf(this), Boolean(noDelay));
  }
  setKeepAlive(keepAlive = true) {
    ops.setKeepAlive(nativeOf(this), Boolean(keepAlive));
  }
}

export class UnixConn extends Conn {}

/** Waits for peers. */
export class Listener {
  #native;
  #addr;
  #wrap;

  /**
   * @param {object} native
   * @param {object} addr
   * @param {(native: object) => Conn} wrap makes a connection of what was accepted
   */
  constructor(native, addr, wrap) {
    this.#native = native;
    this.#addr = addr;
    this.#wrap = wrap;
  }

  get addr() {
    return this.#addr;
  }

  async accept() {
    return this.#wrap(await ops.accept(this.#native));
  }

  async next() {
    try {
      return { value: await this.accept(), done: false };
    } catch (error) {
      if (error instanceof BadResource || error instanceof Interrupted) {
        return { value: undefined, done: true };
      }
      throw error;
    }
  }

  return(value) {
    this.close();
    return Promise.resolve({ value, done: true });
  }

  close() {
    if (!ops.closeListener(this.#native)) throw badResource();
  }

  ref() {
    ops.refListener(this.#native);
  }
  unref() {
    ops.unrefListener(this.#native);
  }

  [Symbol.dispose]() {
    ops.closeListener(this.#native);
  }
  [Symbol.asyncIterator]() {
    return this;
  }
}

// Long enough for the next address never to be tried before one has failed.
const kOneAfterAnother = 0x7fffffff;

/** How long, in milliseconds, one address may take before the next is tried beside it. */
export function attemptDelay({ autoSelectFamily, autoSelectFamilyAttemptDelay }) {
  const delay = toUint32(autoSelectFamilyAttemptDelay ?? 250);
  return autoSelectFamily ?? true ? Math.min(delay, kOneAfterAnother) : kOneAfterAnother;
}

async function connectTcp(options) {
  const { signal } = options;
  signal?.throwIfAborted();
  const port = toPort(options.port);
  const peer = [toHostname(options.hostname, "127.0.0.1"), port];
  const delay = attemptDelay(options);
  if (!signal) return new TcpConn(await ops.connect(peer, delay));
  const attempt = ops.newAttempt();
  const giveUp = () => ops.giveUp(attempt);
  signal.addEventListener("abort", giveUp, { once: true });
  try {
    return new TcpConn(await ops.connect(peer, delay, attempt));
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}

async function connectUnix({ path }) {
  const text = typeof path === "string" ? path : "";
  const native = await ops.connectUnix(text);
  return new UnixConn(native, unixAddress(text), unixAddress(null));
}

function unsupportedTransport(transport) {
  if (transport === "vsock") {
    return new errors.NotSupported("vsock sockets are not available in bailey");
  }
  return new TypeError(`Unsupported transport: '${transport}'`);
}

/**
 * @param {Deno.ConnectOptions | Deno.UnixConnectOptions} options
 * @returns {Promise<Conn>}
 */
export async function connect(options) {
  const transport = options.transport ?? "tcp";
  if (transport === "tcp") return await connectTcp(options);
  if (transport === "unix") return await connectUnix(options);
  throw unsupportedTransport(transport);
}

/** Ends the program when `reusePort` is asked for without the flag it needs. */
export function checkReusePort(reusePort) {
  if (reusePort === true) requireUnstable("net", "Deno.listen({ reusePort: true })");
}

/** A listening TCP socket; `tls` is what to serve TLS with. */
export function listenTcp({ port, hostname, tcpBacklog, reusePort, loadBalanced }, tls) {
  const address = [toHostname(hostname, "0.0.0.0"), toPort(port, { whenMissing: 0 })];
  checkReusePort(reusePort);
  return ops.listen(address, toBacklog(tcpBacklog), Boolean(reusePort || loadBalanced), tls);
}

/** @returns {object} the address of a listening TCP socket */
export function listenerAddress(native) {
  return tcpAddress(ops.listenerAddress(native));
}

function listenUnix({ path }) {
  const text = `${path}`;
  const wrap = (native) => new UnixConn(native, unixAddress(null), unixAddress(text));
  return new Listener(ops.listenUnix(text), unixAddress(text), wrap);
}

/**
 * @param {Deno.ListenOptions | Deno.UnixListenOptions} options
 * @returns {Listener}
 */
export function listen(options) {
  const transport = options.transport ?? "tcp";
  if (transport === "unix") return listenUnix(options);
  if (transport !== "tcp") throw unsupportedTransport(transport);
  const native = listenTcp(options, undefined);
  return new Listener(native, listenerAddress(native), (accepted) => new TcpConn(accepted));
}
