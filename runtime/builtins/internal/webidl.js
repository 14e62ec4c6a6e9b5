// runtime/builtins/internal/webidl.js: Web IDL type conversions and the TypeErrors they raise.
// https://webidl.spec.whatwg.org/#es-type-mapping
// Every `prefix` starts with "Failed to", every `context` names the value ("Argument 1").

/** @returns {TypeError} a TypeError carrying a machine-readable `code`. */
function codedTypeError(message, code) {
  const error = new TypeError(message);
  /** @type {any} */ (error).code = code;
  return error;
}

/** What a method throws (or, when it gives a promise, rejects with) for a wrong `this`. */
export function invocationError() {
  return codedTypeError("Illegal invocation", "ERR_INVALID_THIS");
}

/** @returns {never} */
export function illegalInvocation() {
  throw invocationError();
}

/** @returns {never} */
export function illegalConstructor() {
  throw codedTypeError("Illegal constructor", "ERR_ILLEGAL_CONSTRUCTOR");
}

export function missingArgumentsError(prefix, required, present) {
  const plural = required === 1 ? "argument" : "arguments";
  return codedTypeError(
    `${prefix}: ${required} ${plural} required, but only ${present} present`, "ERR_MISSING_ARGS");
}

/**
 * For `if (arguments.length < n) missingArguments(...)`: the test stays inline where calls are hot.
 * @returns {never}
 */
export function missingArguments(prefix, required, present) {
  throw missingArgumentsError(prefix, required, present);
}

/** A TypeError with the code Deno gives to arguments of the wrong type. */
export function argumentTypeError(prefix, context, problem) {
  return codedTypeError(`${prefix}: ${context} ${problem}`, "ERR_INVALID_ARG_TYPE");
}

/** @returns {TypeError} to be thrown: `value` cannot become what `context` needs. */
export function conversionError(prefix, context, problem) {
  return new TypeError(`${prefix}: ${context} ${problem}`);
}

/** True for what the language calls an Object, functions included. */
export function isObject(value) {
  return typeof value === "object" ? value !== null : typeof value === "function";
}

/** USVString: a string whose lone surrogates became U+FFFD. */
export function toUsvString(value) {
  return (typeof value === "string" ? value : `${value}`).toWellFormed();
}

const kBeyondLatin1 = /[^\0-\xff]/;

/** ByteString: a string of code units below 256. */
export function toByteString(value, prefix, context) {
  const text = typeof value === "string" ? value : `${value}`;
  if (kBeyondLatin1.test(text)) {
    throw prefix === undefined
      ? new TypeError("Value is not a valid ByteString")
      : conversionError(prefix, context, "is not a valid ByteString");
  }
  return text;
}

/**
 * A dictionary argument: undefined and null stand for an empty one.
 * @returns {object | undefined}
 */
export function toDictionary(value, prefix, context) {
  if (value === undefined || value === null) return undefined;
  if (!isObject(value)) {
    throw argumentTypeError(prefix, context, "can not be converted to a dictionary");
  }
  return value;
}

/** An enumeration value; `type` is the IDL name of the enumeration. */
export function toEnum(value, allowed, prefix, type) {
  const text = `${value}`;
  if (!allowed.includes(text)) {
    throw codedTypeError(
      `${prefix}: The provided value '${text}' is not a valid enum value of type ${type}`,
      "ERR_INVALID_ARG_VALUE");
  }
  return text;
}

/** sequence<any>: the items of any iterable object, each still unconverted. */
export function toSequence(value, prefix, context) {
  const method = isObject(value) ? value[Symbol.iterator] : undefined;
  if (typeof method !== "function") {
    throw conversionError(prefix, context, "can not be converted to sequence.");
  }
  return iterateWith(value, method);
}

/** The items `method` (already read from `iterable`, once) yields. */
export function iterateWith(iterable, method) {
  return Array.from({ [Symbol.iterator]: () => Reflect.apply(method, iterable, []) });
}

/** [EnforceRange] unsigned long long. */
export function toUnsignedLongLongEnforced(value, prefix, context) {
  const number = +value;
  if (!Number.isFinite(number)) throw conversionError(prefix, context, "is not a finite number");
  const whole = Math.trunc(number) + 0;
  if (whole < 0 || whole > Number.MAX_SAFE_INTEGER) {
    throw conversionError(prefix, context,
      `is outside the accepted range of 0 to ${Number.MAX_SAFE_INTEGER}, inclusive`);
  }
  return whole;
}

/** [Clamp] long long. */
export function toLongLongClamped(value) {
  const number = +value;
  if (Number.isNaN(number)) return 0;
  const clamped = Math.min(Math.max(number, Number.MIN_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);
  // Halves go to the even neighbour.
  const floor = Math.floor(clamped);
  const fraction = clamped - floor;
  const rounded = fraction < 0.5 || (fraction === 0.5 && floor % 2 === 0) ? floor : floor + 1;
  return rounded + 0;
}

const kTwo64 = 18446744073709551616;
const kTwo63 = 9223372036854775808;

/** long long: modulo 2^64, then the signed half. */
export function toLongLong(value) {
  const number = Math.trunc(+value);
  if (!Number.isFinite(number)) return 0;
  if (Number.isSafeInteger(number)) return number + 0;
  const wrapped = ((number % kTwo64) + kTwo64) % kTwo64;
  return wrapped >= kTwo63 ? wrapped - kTwo64 : wrapped;
}

/** double: finite, unlike `unrestricted double`, which is unary plus. */
export function toDouble(value, prefix, context) {
  const number = +value;
  if (!Number.isFinite(number)) {
    throw conversionError(prefix, context, "is not a finite floating-point value");
  }
  return number;
}

/** A callback function type: null stands for absent only where the caller says so. */
export function toCallback(value, prefix, context) {
  if (typeof value !== "function") throw conversionError(prefix, context, "is not a function");
  return value;
}

const arrayBufferLength =
  Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, "byteLength").get;
// V8 adds SharedArrayBuffer to the global only when a program starts: found when first needed.
let sharedArrayBufferLength;

function hasInternalSlot(getter, value) {
  try {
    Reflect.apply(getter, value, []);
    return true;
  } catch {
    return false;
  }
}

/** True for ArrayBuffers of every realm, whatever their prototype says. */
export function isArrayBuffer(value) {
  if (!isObject(value)) return false;
  return value instanceof ArrayBuffer
    ? hasInternalSlot(arrayBufferLength, value)
    : !ArrayBuffer.isView(value) && hasInternalSlot(arrayBufferLength, value);
}

export function isSharedArrayBuffer(value) {
  sharedArrayBufferLength ??=
    Object.getOwnPropertyDescriptor(SharedArrayBuffer.prototype, "byteLength").get;
  return isObject(value) && hasInternalSlot(sharedArrayBufferLength, value);
}

/**
 * The bytes of a BufferSource (ArrayBuffer, SharedArrayBuffer or view), not copied.
 * Undefined when `value` is none of those.
 * @returns {Uint8Array | undefined}
 */
export function viewOfBufferSource(value) {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer.detached) return new Uint8Array(0);
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  }
  return isArrayBuffer(value) || isSharedArrayBuffer(value)
    ? new Uint8Array(/** @type {ArrayBuffer} */ (value))
    : undefined;
}
