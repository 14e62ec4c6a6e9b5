// runtime/builtins/internal/arguments.js: conversions of the arguments of Deno's own functions, and
// the TypeErrors they raise. Web APIs use webidl.js instead.
import { URL } from "bailey:web/url";

const kindOfTypedArray = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;

/** @returns {string | undefined} "Uint8Array" and the like, whatever script made of the prototype. */
function typedArrayName(value) {
  return Reflect.apply(kindOfTypedArray, value, []);
}

function filePathOf(url) {
  if (url.protocol !== "file:") throw new TypeError("Must be a file URL");
  if (url.hostname !== "") throw new TypeError("Host must be empty");
  // A percent sign that starts no escape stands for itself.
  return decodeURIComponent(url.pathname.replace(/%(?![0-9A-Fa-f]{2})/g, "%25"));
}

/**
 * The path that a string or a file: URL means.
 * @param {string | URL} path
 * @returns {string}
 */
export function pathText(path) {
  if (typeof path === "string") return path;
  return path instanceof URL ? filePathOf(path) : `${path}`;
}

/**
 * For values that name a program: anything else than text or a URL is a mistake.
 * @param {string | URL} command
 */
export function commandText(command) {
  if (typeof command === "string" || command instanceof URL) return pathText(command);
  throw new TypeError("the command must be a string or a URL");
}

/** @returns {number} */
export function toUint32(value) {
  if (typeof value !== "number") throw new TypeError("expected u32");
  return value >>> 0;
}

/** @returns {number} */
export function toInt32(value) {
  if (typeof value !== "number") throw new TypeError("expected i32");
  return value | 0;
}

/** @returns {number} */
export function toNumber(value) {
  if (typeof value !== "number") throw new TypeError("expected f64");
  return value;
}

/** Undefined and null stay away; everything else must be a number. */
export function toOptionalUint32(value) {
  return value === undefined || value === null ? undefined : toUint32(value);
}

/**
 * For reading into and writing from.
 * @returns {Uint8Array}
 */
export function toBuffer(value) {
  if (typedArrayName(value) !== "Uint8Array") throw new TypeError("expected typed ArrayBufferView");
  return value;
}

const kBoxed = { number: "Number", boolean: "Boolean", bigint: "BigInt", symbol: "Symbol" };

function nameOfKind(value) {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (value instanceof ArrayBuffer) return "ArrayBuffer";
  if (value instanceof DataView) return "DataView";
  if (typeof value === "object") return typedArrayName(value) ?? "unknown";
  return kBoxed[typeof value] ?? typeof value;
}

/**
 * What Deno.writeFile takes.
 * @returns {Uint8Array}
 */
export function toFileContent(value) {
  if (typedArrayName(value) === "Uint8Array") return value;
  throw new TypeError(`expected type \`Uint8Array\`, got \`${nameOfKind(value)}\``);
}

/**
 * A moment as [seconds, nanoseconds], the nanoseconds never negative.
 * @param {number | Date} time seconds since the epoch
 * @returns {[number, number]}
 */
export function toFileTime(time) {
  const seconds = time instanceof Date ? time.getTime() / 1000 : Number(time);
  if (!Number.isFinite(seconds)) return [0, 0];
  const whole = Math.floor(seconds);
  return [whole, Math.min(Math.round((seconds - whole) * 1e9), 999_999_999)];
}

/**
 * Starts an operation that `signal` can end early, as far as its promise goes.
 * @template T
 * @param {AbortSignal | null | undefined} signal
 * @param {() => Promise<T>} start
 * @returns {Promise<T>}
 */
export async function abortable(signal, start) {
  if (signal === undefined || signal === null) return await start();
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers();
  const abort = () => reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([start(), promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
