// runtime/builtins/web/body.js: what Request and Response share.
// https://fetch.spec.whatwg.org/#body-mixin
// A body stays what it was given as until someone needs more: text stays text, and a stream is
// only made for who asks for one.
import { loadBuiltin } from "bailey:ops/core";
import { decodeUtf8, encodeUtf8 } from "bailey:ops/encoding";
import { conversionError, isArrayBuffer, isObject, isSharedArrayBuffer, toUsvString }
  from "bailey:internal/webidl";
import { Blob, bytesOf, isBlob } from "bailey:web/blob";
import { isFormData } from "bailey:web/form_data";
import { parseMimeType, serializeMimeType } from "bailey:web/mime";
import { sourceFromIterable } from "bailey:web/streams/from";
import {
  newConsumedReadable, readableStreamFromBytes, readableStreamFromNative, readAllBytes,
} from "bailey:web/streams/native";
import {
  isDisturbed, isDisturbedOrLocked, newReadable, readableState, teeWithClones,
} from "bailey:web/streams/readable";
import { TransformStream } from "bailey:web/streams/transform";
import { textStreamOf } from "bailey:web/text_stream";
import { URLSearchParams } from "bailey:web/url";

/** The content type of a body given as text. */
export const kTextType = "text/plain;charset=UTF-8";

const kByteOrderMark = 0xfeff;

export class Body {
  /**
   * @param {string | Uint8Array | Blob | NativeBody | null} source null when the stream is all
   *   there is
   * @param {ReadableStream | null} [stream]
   */
  constructor(source, stream = null) {
    this.source = source;
    this.stream = stream;
    this.used = false;
    // Whether a clone uses the same source.
    this.shared = false;
  }

  /** Whether it has been read, or its stream has, or somebody holds that. */
  get unusable() {
    return this.used || (this.stream !== null && isDisturbedOrLocked(this.stream));
  }

  get disturbed() {
    return this.used || (this.stream !== null && isDisturbed(this.stream));
  }

  /** The bytes it will be, when that is known without reading it. */
  get length() {
    const { source } = this;
    if (source instanceof Uint8Array) return source.byteLength;
    return source === null || typeof source === "string" ? undefined : source.size;
  }

  /** The stream script sees; made at first use. */
  get readable() {
    return this.stream ??= this.#makeStream();
  }

  #makeStream() {
    if (this.used) return newConsumedReadable();
    const { source } = this;
    if (typeof source === "string") return readableStreamFromBytes(encodeUtf8(source));
    if (source instanceof Uint8Array) return readableStreamFromBytes(this.#take(source));
    return source instanceof NativeBody ? source.readable() : source.stream();
  }

  // Readers may write to what they get; a clone must not see that.
  #take(bytes) {
    return this.shared ? bytes.slice() : bytes;
  }

  /** All of it, as bytes of the caller's own; the body is used then. @returns {Promise<Uint8Array>} */
  async bytes() {
    this.used = true;
    if (this.stream !== null) return await readAllBytes(this.stream);
    const { source } = this;
    if (typeof source === "string") return encodeUtf8(source);
    if (source instanceof Uint8Array) return this.#take(source);
    return source instanceof NativeBody ? await source.readAll() : bytesOf(source);
  }

  /** All of it, as text; the body is used then. */
  async text() {
    const { source } = this;
    if (this.stream !== null || typeof source !== "string") {
      return decodeUtf8(await this.bytes(), false, false);
    }
    this.used = true;
    return source.charCodeAt(0) === kByteOrderMark ? source.slice(1) : source;
  }

  /** A second body with the same content. */
  clone() {
    if (this.stream === null && !(this.source instanceof NativeBody)) {
      this.shared = true;
      const copy = new Body(this.source);
      copy.shared = true;
      return copy;
    }
    const [first, second] = teeWithClones(this.readable);
    this.stream = first;
    this.source = null;
    return new Body(null, second);
  }

  /** A body with this one's content, which then counts as used. */
  moved() {
    const stream = this.stream === null ? null : this.stream.pipeThrough(new TransformStream());
    const moved = new Body(this.source, stream);
    moved.shared = this.shared;
    this.used = true;
    return moved;
  }
}

// How much is set aside for a body before any of it has arrived.
const kFirstBuffer = 4096;
const kMaxFirstBuffer = 1 << 20;

/** A body whose bytes native code delivers: an incoming message. */
export class NativeBody {
  /**
   * @param {(into: Uint8Array) => number | Promise<number>} pull how many bytes it put, 0 at the end
   * @param {(reason: unknown) => void} cancel
   * @param {number | undefined} size bytes in all, when announced
   */
  constructor(pull, cancel, size) {
    this.pull = pull;
    this.cancel = cancel;
    this.size = size;
  }

  readable() {
    return readableStreamFromNative(this.pull, this.cancel);
  }

  async readAll() {
    // What was announced is a hint: it does not make us allocate far ahead of what has arrived.
    let buffer = new Uint8Array(Math.min((this.size ?? kFirstBuffer) + 1, kMaxFirstBuffer));
    let filled = 0;
    for (;;) {
      if (filled === buffer.length) {
        const larger = new Uint8Array(buffer.length * 2);
        larger.set(buffer);
        buffer = larger;
      }
      const pulled = this.pull(buffer.subarray(filled));
      const count = typeof pulled === "number" ? pulled : await pulled;
      if (count === 0) return buffer.slice(0, filled);
      filled += count;
    }
  }
}

function checkedChunk(chunk) {
  if (chunk instanceof Uint8Array) return;
  throw new TypeError("Argument 1 failed to iterate next value: The value returned from the " +
    "next() method is not an Uint8Array object");
}

/**
 * The body a BodyInit stands for, and the Content-Type it implies.
 * https://fetch.spec.whatwg.org/#concept-bodyinit-extract
 * @param {string} prefix of error messages
 * @returns {[Body, string | null]}
 */
export function extractBody(init, prefix) {
  if (typeof init === "string") return [new Body(init.toWellFormed()), kTextType];
  if (!isObject(init)) return [new Body(`${init}`), kTextType];
  if (ArrayBuffer.isView(init)) {
    return [new Body(new Uint8Array(init.buffer, init.byteOffset, init.byteLength).slice()), null];
  }
  if (isArrayBuffer(init)) return [new Body(new Uint8Array(init).slice()), null];
  if (isBlob(init)) return [new Body(init), init.type === "" ? null : init.type];
  if (init instanceof URLSearchParams) {
    return [new Body(init.toString()), "application/x-www-form-urlencoded;charset=UTF-8"];
  }
  if (isFormData(init)) {
    const [blob, type] = loadBuiltin("bailey:web/multipart").encodeMultipart(init);
    return [new Body(blob), type];
  }
  if (readableState(init) !== undefined) {
    if (isDisturbedOrLocked(init)) throw new TypeError("ReadableStream is locked or disturbed");
    return [new Body(null, init), null];
  }
  if (isSharedArrayBuffer(init)) throw conversionError(prefix, "Argument 1", "is not an ArrayBuffer");
  if (typeof init[Symbol.asyncIterator] === "function" || typeof init[Symbol.iterator] === "function") {
    return [new Body(null, newReadable(sourceFromIterable(init, prefix, checkedChunk), 0)), null];
  }
  return [new Body(toUsvString(init)), kTextType];
}

/** The MIME type a Blob of the body gets. */
function blobType(contentType) {
  const mimeType = contentType === null ? null : parseMimeType(contentType);
  return mimeType === null ? "" : serializeMimeType(mimeType);
}

/**
 * Adds body, bodyUsed, text(), json() and their like to a class.
 * @param {Function} constructor
 * @param {(instance: any) => Body | null} bodyOf throws when `instance` is none
 * @param {(instance: any) => string | null} typeOf its Content-Type
 */
export function defineBody(constructor, bodyOf, typeOf) {
  function usable(instance) {
    const body = bodyOf(instance);
    if (body !== null && body.unusable) throw new TypeError("Body already consumed");
    return body;
  }
  function bytesOfBody(instance) {
    return usable(instance)?.bytes() ?? new Uint8Array(0);
  }
  const members = {
    get body() {
      return bodyOf(this)?.readable ?? null;
    },
    get bodyUsed() {
      return bodyOf(this)?.disturbed ?? false;
    },
    async arrayBuffer() {
      const { buffer, byteLength } = await bytesOfBody(this);
      return buffer.byteLength === byteLength ? buffer : buffer.slice(0, byteLength);
    },
    async blob() {
      const bytes = await bytesOfBody(this);
      return new Blob([bytes], { type: blobType(typeOf(this)) });
    },
    async bytes() {
      return await bytesOfBody(this);
    },
    async formData() {
      const bytes = await bytesOfBody(this);
      return loadBuiltin("bailey:web/multipart").parseFormData(bytes, typeOf(this));
    },
    async json() {
      return JSON.parse(await usable(this)?.text() ?? "");
    },
    async text() {
      return await usable(this)?.text() ?? "";
    },
    textStream() {
      const body = usable(this);
      return textStreamOf(body === null ? readableStreamFromBytes(new Uint8Array(0)) : body.readable);
    },
  };
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(members))) {
    Object.defineProperty(constructor.prototype, name, descriptor);
  }
}
