// runtime/builtins/web/blob.js: Blob and File. https://w3c.github.io/FileAPI/
// A blob is a list of byte arrays that nobody ever writes to; slices and blobs of blobs share them.
import { loadBuiltin } from "bailey:ops/core";
import { decodeUtf8, encodeUtf8 } from "bailey:ops/encoding";
import { defineInterface } from "bailey:internal/interface";
import {
  conversionError, illegalInvocation, isObject, missingArguments, toDictionary, toEnum,
  toLongLong, toLongLongClamped, toSequence, toUsvString, viewOfBufferSource,
} from "bailey:internal/webidl";

// How much of a blob a reader of its stream gets at once.
const kChunkSize = 65536;
const kPlainAscii = /^[\x20-\x7e]*$/;

/** Proof that a blob is made here, out of arrays that nothing else writes to. */
const kInternal = Symbol();

function normalizeType(type) {
  return kPlainAscii.test(type) ? type.toLowerCase() : "";
}

function toNativeLineEndings(text) {
  return text.replace(/\r\n?/g, "\n");
}

// https://w3c.github.io/FileAPI/#process-blob-parts
function bytesOfParts(parts, endings) {
  const chunks = [];
  for (const part of parts) {
    if (isBlob(part)) {
      // Not spread: there may be more chunks than a call can have arguments.
      for (const chunk of chunksOf(part)) chunks.push(chunk);
      continue;
    }
    const view = isObject(part) ? viewOfBufferSource(part) : undefined;
    if (view !== undefined) {
      chunks.push(view.slice());
    } else {
      const text = toUsvString(part);
      chunks.push(encodeUtf8(endings === "native" ? toNativeLineEndings(text) : text));
    }
  }
  return chunks.filter((chunk) => chunk.byteLength > 0);
}

/** The pieces of `chunks` between two offsets; shares their memory. */
function sliceChunks(chunks, start, end) {
  const kept = [];
  let at = 0;
  for (const chunk of chunks) {
    const from = Math.max(start - at, 0);
    const to = Math.min(end - at, chunk.byteLength);
    if (from < to) kept.push(chunk.subarray(from, to));
    at += chunk.byteLength;
    if (at >= end) break;
  }
  return kept;
}

function sizeOf(chunks) {
  let size = 0;
  for (const chunk of chunks) size += chunk.byteLength;
  return size;
}

/** A copy of everything, as one array. */
function concatenate(chunks, size) {
  if (chunks.length === 1) return chunks[0].slice();
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}

class ChunksSource {
  #chunks;
  #index = 0;
  #at = 0;

  constructor(chunks) {
    this.#chunks = chunks;
  }

  pull() {
    const chunk = this.#chunks[this.#index];
    if (chunk === undefined) return null;
    const end = Math.min(this.#at + kChunkSize, chunk.byteLength);
    const copy = chunk.slice(this.#at, end);
    if (end === chunk.byteLength) {
      this.#index++;
      this.#at = 0;
    } else {
      this.#at = end;
    }
    return copy;
  }

  cancel() {
    this.#chunks = [];
  }
}

export let isBlob;
/** What a blob is made of; not to be written to. @type {(blob: Blob) => Uint8Array[]} */
export let chunksOf;

export class Blob {
  /** @type {Uint8Array[]} */
  #chunks;
  #size;
  #type;

  constructor(blobParts = undefined, options = undefined) {
    if (blobParts === kInternal) {
      const { chunks, type } = /** @type {any} */ (options);
      this.#chunks = chunks;
      this.#type = type;
    } else {
      const prefix = "Failed to construct 'Blob'";
      const parts = blobParts === undefined ? [] : toSequence(blobParts, prefix, "Argument 1");
      const bag = toDictionary(options, prefix, "Argument 2");
      const endings = bag?.endings === undefined ? "transparent"
        : toEnum(bag.endings, ["transparent", "native"], prefix, "EndingType");
      const type = bag?.type;
      this.#type = type === undefined ? "" : normalizeType(`${type}`);
      this.#chunks = bytesOfParts(parts, endings);
    }
    this.#size = sizeOf(this.#chunks);
  }

  get size() {
    return isBlob(this) ? this.#size : illegalInvocation();
  }

  get type() {
    return isBlob(this) ? this.#type : illegalInvocation();
  }

  slice(start = undefined, end = undefined, contentType = undefined) {
    if (!isBlob(this)) illegalInvocation();
    const size = this.#size;
    const offset = (value, fallback) => {
      if (value === undefined) return fallback;
      const whole = toLongLongClamped(value);
      return whole < 0 ? Math.max(size + whole, 0) : Math.min(whole, size);
    };
    const from = offset(start, 0);
    const to = offset(end, size);
    const type = contentType === undefined ? "" : normalizeType(`${contentType}`);
    return newBlob(sliceChunks(this.#chunks, from, Math.max(from, to)), type);
  }

  stream() {
    if (!isBlob(this)) illegalInvocation();
    return loadBuiltin("bailey:web/streams/native").newNativeReadable(new ChunksSource(this.#chunks));
  }

  textStream() {
    return loadBuiltin("bailey:web/text_stream").textStreamOf(this.stream());
  }

  async text() {
    if (!isBlob(this)) illegalInvocation();
    const chunks = this.#chunks;
    return decodeUtf8(chunks.length === 1 ? chunks[0] : concatenate(chunks, this.#size), false, false);
  }

  async arrayBuffer() {
    if (!isBlob(this)) illegalInvocation();
    return concatenate(this.#chunks, this.#size).buffer;
  }

  async bytes() {
    if (!isBlob(this)) illegalInvocation();
    return concatenate(this.#chunks, this.#size);
  }

  static {
    isBlob = (value) => isObject(value) && #chunks in value;
    chunksOf = (blob) => blob.#chunks;
  }
}
defineInterface(Blob, { inspect: ["size", "type"] });

/** A blob of `chunks`, which from now on nobody may write to. */
export function newBlob(chunks, type) {
  return new Blob(kInternal, /** @type {any} */ ({ chunks, type }));
}

/** The bytes of a blob, copied. */
export function bytesOf(blob) {
  return concatenate(chunksOf(blob), blob.size);
}

/** https://w3c.github.io/FileAPI/#file-section */
export class File extends Blob {
  #name;
  #lastModified;

  constructor(fileBits, fileName, options = undefined) {
    const prefix = "Failed to construct 'File'";
    if (arguments.length < 2) missingArguments(prefix, 2, arguments.length);
    if (fileBits !== kInternal) {
      if (!isObject(fileBits) || typeof fileBits[Symbol.iterator] !== "function") {
        throw conversionError(prefix, "Argument 1", "can not be converted to sequence.");
      }
      toDictionary(options, prefix, "Argument 3");
    }
    super(fileBits, options);
    this.#name = toUsvString(fileName);
    const lastModified = options?.lastModified;
    this.#lastModified = lastModified === undefined ? Date.now() : toLongLong(lastModified);
  }

  get name() {
    return isObject(this) && #name in this ? this.#name : illegalInvocation();
  }

  get lastModified() {
    return isObject(this) && #name in this ? this.#lastModified : illegalInvocation();
  }
}
defineInterface(File, { inspect: ["name", "size", "type"] });

/** A file of `chunks`, which from now on nobody may write to. */
export function newFile(chunks, name, type, lastModified = undefined) {
  return new File(kInternal, name, /** @type {any} */ ({ chunks, type, lastModified }));
}
