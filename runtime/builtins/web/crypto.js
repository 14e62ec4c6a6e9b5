// runtime/builtins/web/crypto.js: random numbers and digests. https://w3c.github.io/webcrypto/
import * as ops from "bailey:ops/crypto";
import { defineInterface } from "bailey:internal/interface";
import {
  conversionError, illegalConstructor, illegalInvocation, isObject, missingArguments, viewOfBufferSource,
} from "bailey:internal/webidl";
import { DOMException, QuotaExceededError } from "bailey:web/dom_exception";

/** Proof that an object is made here. */
const kInternal = Symbol();

const kMostRandomBytes = 65536;
const kMostAtOnce = 16384;
const kIntegerTypes = new Set([
  "Int8Array", "Int16Array", "Int32Array", "BigInt64Array",
  "Uint8Array", "Uint8ClampedArray", "Uint16Array", "Uint32Array", "BigUint64Array",
]);
const kDigests = ["SHA-1", "SHA-256", "SHA-384", "SHA-512", "SHA3-256", "SHA3-384", "SHA3-512"];

const TypedArrayPrototype = Object.getPrototypeOf(Uint8Array.prototype);
const typeOf = Object.getOwnPropertyDescriptor(TypedArrayPrototype, Symbol.toStringTag).get;
const byteLengthOf = Object.getOwnPropertyDescriptor(TypedArrayPrototype, "byteLength").get;
const { apply } = Reflect;

/** The name in an AlgorithmIdentifier: a string, or the `name` of an object. */
function algorithmName(algorithm, prefix) {
  if (typeof algorithm === "string") return algorithm;
  if (!isObject(algorithm)) throw conversionError(prefix, "Argument 0", "can not be converted to a AlgorithmIdentifier");
  const { name } = algorithm;
  if (name === undefined) throw conversionError(prefix, "Argument 0", "required member 'name' is undefined");
  return `${name}`;
}

export class SubtleCrypto {
  #brand;

  constructor(key = undefined) {
    if (key !== kInternal) illegalConstructor();
  }

  /** @returns {Promise<ArrayBuffer>} */
  async digest(algorithm, data) {
    if (!isObject(this) || !(#brand in this)) illegalInvocation();
    const prefix = "Failed to execute 'digest' on 'SubtleCrypto'";
    if (arguments.length < 2) missingArguments(prefix, 2, arguments.length);
    const wanted = algorithmName(algorithm, prefix);
    const name = kDigests.find((known) => known === wanted.toUpperCase());
    const bytes = viewOfBufferSource(data);
    if (bytes === undefined) throw conversionError(prefix, "Argument 1", "can not be converted to a BufferSource");
    if (name === undefined) throw new DOMException(`Algorithm '${wanted}' is not supported`, "NotSupportedError");
    // Little is hashed sooner than handed to another thread; much is copied, since script may go on
    // writing to it.
    const made = bytes.length <= kMostAtOnce ? ops.digestSync(name, bytes) : await ops.digest(name, new Uint8Array(bytes));
    return made.buffer;
  }
}
defineInterface(SubtleCrypto);
Object.defineProperty(SubtleCrypto, "length", { value: 0 });

export class Crypto {
  #subtle;

  constructor(key = undefined) {
    if (key !== kInternal) illegalConstructor();
    this.#subtle = new SubtleCrypto(kInternal);
  }

  static #check(value) {
    return isObject(value) && #subtle in value ? value : illegalInvocation();
  }

  get subtle() {
    return Crypto.#check(this).#subtle;
  }

  getRandomValues(array) {
    Crypto.#check(this);
    if (arguments.length < 1) {
      missingArguments("Failed to execute 'getRandomValues' on 'Crypto'", 1, arguments.length);
    }
    const type = isObject(array) ? apply(typeOf, array, []) : undefined;
    if (!kIntegerTypes.has(type)) {
      throw new DOMException("The provided value is not an integer-type TypedArray", "TypeMismatchError");
    }
    const length = apply(byteLengthOf, array, []);
    if (length > kMostRandomBytes) {
      throw new QuotaExceededError(
        `The ArrayBufferView's byte length (${length}) exceeds the number of bytes of entropy available via this API (${kMostRandomBytes})`,
        { quota: kMostRandomBytes, requested: length });
    }
    ops.fillRandom(array);
    return array;
  }

  randomUUID() {
    Crypto.#check(this);
    return ops.randomUuid();
  }
}
defineInterface(Crypto, { inspect: ["subtle"] });
Object.defineProperty(Crypto, "length", { value: 0 });

export const crypto = new Crypto(kInternal);
