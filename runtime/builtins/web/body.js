// body.js: what Request and Response share. https://fetch.spec.whatwg.org/#body-mixin
// A body stays what it was given as until someone needs more: text stays text, and a stream is
// only made for who asks for one.

import { decodeUtf8, encodeUtf8 } from "bailey:ops/encoding";
import { loadBuiltin } from "bailey:ops/core";
import { isArrayBuffer } from "bailey:internal/webidl";
import { URLSearchParams } from "bailey:web/url";

const streams = () => loadBuiltin("bailey:web/streams");
const blobs = () => loadBuiltin("bailey:web/blob");
const forms = () => loadBuiltin("bailey:web/form_data");

/** The first type that applies to a body given as text. */
export const kTextType = "text/plain;charset=UTF-8";

/**
 * One body. `source` is a string, Uint8Array, Blob, a native source (see NativeBody), or null
 * when the stream is all there is.
 */
export class Body {
  /** @param {any} source @param {ReadableStream | null} stream */
  constructor(source, stream = null) {
    this.source = source;
    this.stream = stream;
    this.used = false;
  }

  /** Whether it has been read, or its stream has. */
  get unusable() {
    return this.used || (this.stream !== null && streams().isDisturbedOrLocked(this.stream));
  }

  /** The bytes it will be, when that is known without reading it. */
  get length() {
    const source = this.source;
    if (typeof source === "string") return undefined;
    if (source instanceof Uint8Array) return source.byteLength;
    return source === null ? undefined : source.size;
  }

  /** The stream script sees; made at first use. */
  get readable() {
    if (this.stream === null) {
      const source = this.source;
      if (source instanceof NativeBody) this.stream = source.readable();
      else if (typeof source === "string") this.stream = streams().readableStreamFromBytes(encodeUtf8(source));
      else if (source instanceof Uint8Array) this.stream = streams().readableStreamFromBytes(source);
      else this.stream = source.stream();
      if (this.used) streams().markDisturbed(this.stream);
    }
    return this.stream;
  }

  /** All of it, as bytes; the body is used then. @returns {Promise<Uint8Array>} */
  async bytes() {
    this.used = true;
    if (this.stream !== null) return await streams().readAllBytes(this.stream);
    const source = this.source;
    if (typeof source === "string") return encodeUtf8(source);
    if (source instanceof Uint8Array) return source.slice();
    if (source instanceof NativeBody) return await source.readAll();
    return await source.bytes();
  }

  /** All of it, as text. */
  async text() {
    if (this.stream === null && typeof this.source === "string") {
      this.used = true;
      return this.source;
    }
    return decodeUtf8(await this.bytes(), false, false);
  }

  /** A second body with the same content. */
  clone() {
    if (this.stream === null && !(this.source instanceof NativeBody)) return new Body(this.source);
    const [first, second] = this.readable.tee();
    this.stream = first;
    this.source = null;
    return new Body(null, second);
  }
}

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
    return streams().readableStreamFromNative(this.pull, this.cancel, 0);
  }

  async readAll() {
    // What was announced is a hint: it does not make us allocate ahead of what has arrived.
    let buffer = new Uint8Array(Math.min((this.size ?? 4096) + 1, 1 << 20));
    let filled = 0;
    for (;;) {
      if (filled === buffer.length) {
        const larger = new Uint8Array(buffer.length * 2);
        larger.set(buffer);
        buffer = larger;
      }
      const space = buffer.subarray(filled);
      const count = this.pull(space);
      const got = typeof count === "number" ? count : await count;
      if (got === 0) return buffer.slice(0, filled);
      filled += got;
    }
  }
}

/**
 * The body a BodyInit stands for, and the Content-Type it implies.
 * @returns {[Body, string | null]}
 */
export function extractBody(init) {
  if (typeof init === "string") return [new Body(init.isWellFormed() ? init : init.toWellFormed()), kTextType];
  if (typeof init === "object" && init !== null) {
    if (ArrayBuffer.isView(init)) {
      return [new Body(new Uint8Array(init.buffer, init.byteOffset, init.byteLength).slice()), null];
    }
    if (isArrayBuffer(init)) return [new Body(new Uint8Array(init).slice()), null];
    if (init instanceof URLSearchParams) {
      return [new Body(init.toString()), "application/x-www-form-urlencoded;charset=UTF-8"];
    }
    const tag = init[Symbol.toStringTag];
    if (tag === "ReadableStream" && init instanceof streams().ReadableStream) {
      if (streams().isDisturbedOrLocked(init)) {
        throw new TypeError("ReadableStream is locked or disturbed");
      }
      return [new Body(null, init), null];
    }
    if ((tag === "Blob" || tag === "File") && init instanceof blobs().Blob) {
      return [new Body(init), init.type === "" ? null : init.type];
    }
    if (tag === "FormData" && init instanceof forms().FormData) {
      const [blob, type] = forms().encodeMultipart(init);
      return [new Body(blob), type];
    }
    if (init[Symbol.asyncIterator] !== undefined) {
      return [new Body(null, streams().ReadableStream.from(init)), null];
    }
  }
  return [new Body(`${init}`.toWellFormed()), kTextType];
}

/**
 * Adds body, bodyUsed, text(), json() … to a class.
 * @param {Function} constructor
 * @param {(instance: any) => Body | null} bodyOf throws when `instance` is none
 * @param {(instance: any) => string | null} typeOf its Content-Type
 */
export function defineBody(constructor, bodyOf, typeOf) {
  const take = (instance) => {
    const body = bodyOf(instance);
    if (body !== null && body.unusable) throw new TypeError("Body already consumed.");
    return body;
  };
  const members = {
    get body() {
      const body = bodyOf(this);
      return body === null ? null : body.readable;
    },
    get bodyUsed() {
      const body = bodyOf(this);
      return body !== null &&
        (body.used || (body.stream !== null && streams().isDisturbed(body.stream)));
    },
    async arrayBuffer() {
      const body = take(this);
      return body === null ? new ArrayBuffer(0) : (await body.bytes()).buffer;
    },
    async blob() {
      const body = take(this);
      const bytes = body === null ? new Uint8Array(0) : await body.bytes();
      return new (blobs().Blob)([bytes], { type: typeOf(this) ?? "" });
    },
    async bytes() {
      const body = take(this);
      return body === null ? new Uint8Array(0) : await body.bytes();
    },
    async formData() {
      const body = take(this);
      const type = typeOf(this);
      const bytes = body === null ? new Uint8Array(0) : await body.bytes();
      return forms().parseFormData(bytes, type);
    },
    async json() {
      const body = take(this);
      return JSON.parse(body === null ? "" : await body.text());
    },
    async text() {
      const body = take(this);
      return body === null ? "" : await body.text();
    },
  };
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(members))) {
    Object.defineProperty(constructor.prototype, name, descriptor);
  }
}
