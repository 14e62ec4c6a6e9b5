// runtime/builtins/deno/net_arguments.js: what the functions that connect, listen and serve read
// from their options.
import * as tls from "bailey:ops/tls";

/**
 * @param {unknown} port
 * @param {{ whenMissing?: number }} [options] the port when none is given; a mistake without it
 * @returns {number}
 */
export function toPort(port, { whenMissing } = {}) {
  const missing = port === undefined || port === null;
  if (missing && whenMissing !== undefined) return whenMissing;
  const lowest = whenMissing === undefined ? 1 : 0;
  let number = port;
  if (typeof port === "string") {
    number = port.trim() === "" ? NaN : Number(port);
    if (!Number.isInteger(number)) throw new TypeError(`Invalid port: '${port}'`);
  } else if (typeof port !== "number") {
    throw new TypeError(`Invalid port (expected number): ${port}`);
  } else if (!Number.isInteger(number)) {
    throw new TypeError(`Invalid port: ${port}`);
  }
  if (number < lowest || number > 65535) {
    throw new RangeError(`Invalid port (out of range): ${port}`);
  }
  return number;
}

/** @returns {string} */
export function toHostname(hostname, whenMissing) {
  return `${hostname ?? whenMissing}`;
}

/** @returns {number} how many connections may wait to be accepted */
export function toBacklog(backlog) {
  if (backlog === undefined || backlog === null) return 511;
  if (typeof backlog !== "number") throw new TypeError("expected i32");
  return backlog | 0;
}

/** A TCP address as script sees it. */
export function tcpAddress([hostname, port]) {
  return { __proto__: null, hostname, port, transport: "tcp" };
}

/** A Unix address as script sees it; a peer that was never bound has no path. */
export function unixAddress(path) {
  return { transport: "unix", path };
}

export function hasKeyPair({ cert, key }) {
  return cert !== undefined || key !== undefined;
}

const textOf = (pem) => typeof pem === "string" ? pem : "";

/**
 * The certificate chain and private key in `options`.
 * @param {string} api the function script called
 * @returns {[string, string] | undefined} both PEM
 */
export function keyPair(api, { cert, key, keyFormat }) {
  if (keyFormat !== undefined && keyFormat !== "pem") {
    throw new TypeError(`If "keyFormat" is specified, it must be "pem": received "${keyFormat}"`);
  }
  if (cert !== undefined && key === undefined) {
    throw new TypeError(`If \`cert\` is specified, \`key\` must be specified as well for \`${api}\``);
  }
  if (cert === undefined && key !== undefined) {
    throw new TypeError(`If \`key\` is specified, \`cert\` must be specified as well for \`${api}\``);
  }
  return cert === undefined ? undefined : [textOf(cert), textOf(key)];
}

/** What a TLS server is set up with, for native code. */
export function serverContext([cert, key], alpnProtocols) {
  return tls.newServerContext(cert, key, alpnProtocols);
}
