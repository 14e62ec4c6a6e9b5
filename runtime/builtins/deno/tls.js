// runtime/builtins/deno/tls.js: Deno.connectTls(), Deno.listenTls() and Deno.startTls().
import * as ops from "bailey:ops/tls";
import { attemptDelay, Conn, Listener, listenerAddress, listenTcp, nativeOf } from "bailey:deno/net";
import {
  hasKeyPair, keyPair, serverContext, toHostname, toPort,
} from "bailey:deno/net_arguments";

export class TlsConn extends Conn {
  /**
   * Ends when both sides trust each other as far as they want to.
   * @returns {Promise<{ alpnProtocol: string | null }>}
   */
  async handshake() {
    return { __proto__: null, alpnProtocol: await ops.handshake(nativeOf(this)) };
  }
}

export class TlsListener extends Listener {}

function checkTransport(transport) {
  if (transport !== "tcp") throw new TypeError(`Unsupported transport: '${transport}'`);
}

/** @returns {string[]} */
function toTexts(list) {
  if (!Array.isArray(list)) {
    throw new TypeError("expected type `v8::data::Array`, got `v8::data::Value`");
  }
  return Array.from(list, (item) => `${item}`);
}

function clientContext({ caCerts = [], alpnProtocols, unsafelyDisableHostnameVerification }, pair) {
  const anyName = unsafelyDisableHostnameVerification ?? false;
  if (typeof anyName !== "boolean") {
    throw new TypeError("expected type `v8::data::Boolean`, got `v8::data::Value`");
  }
  return ops.newClientContext({
    authorities: toTexts(caCerts),
    alpnProtocols: toTexts(alpnProtocols ?? []),
    certificates: pair?.[0],
    privateKey: pair?.[1],
    anyName,
  });
}

/**
 * @param {Deno.ConnectTlsOptions & Deno.TlsCertifiedKeyPem} options
 * @returns {Promise<TlsConn>} before the handshake
 */
export async function connectTls(options) {
  const { port, hostname = "127.0.0.1", transport = "tcp" } = options;
  checkTransport(transport);
  const pair = keyPair("Deno.connectTls", options);
  const peer = [`${hostname}`, toPort(port)];
  const context = clientContext(options, pair);
  return new TlsConn(await ops.connect(peer, context, peer[0], attemptDelay(options)));
}

/**
 * Goes on with TLS on `conn`, which cannot be used any more.
 * @param {Conn} conn
 * @param {Deno.StartTlsOptions} [options]
 * @returns {Promise<TlsConn>} before the handshake
 */
export async function startTls(conn, options = {}) {
  const native = nativeOf(conn);
  const { hostname } = options;
  const context = clientContext(options, undefined);
  return new TlsConn(ops.start(native, context, toHostname(hostname, "127.0.0.1")));
}

/**
 * @param {Deno.ListenTlsOptions & Deno.TlsCertifiedKeyPem} options
 * @returns {TlsListener}
 */
export function listenTls(options) {
  const { port, hostname, transport = "tcp", alpnProtocols, reusePort, tcpBacklog } = options;
  checkTransport(transport);
  const address = { hostname, tcpBacklog, reusePort, port: toPort(port, { whenMissing: 0 }) };
  if (!hasKeyPair(options)) {
    throw new TypeError("A key and certificate are required for `Deno.listenTls`");
  }
  const pair = keyPair("Deno.listenTls", options);
  const native = listenTcp(address, serverContext(pair, toTexts(alpnProtocols ?? [])));
  return new TlsListener(native, listenerAddress(native), (accepted) => new TlsConn(accepted));
}
