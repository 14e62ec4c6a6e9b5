// runtime/builtins/web/streams/readers.js: ReadableStreamDefaultReader and ReadableStreamBYOBReader.
// https://streams.spec.whatwg.org/#default-reader-class
import { rejected } from "bailey:internal/promises";
import { defineInterface } from "bailey:internal/interface";
import {
  argumentTypeError, conversionError, illegalInvocation, invocationError, isObject,
  missingArguments, toDictionary, toUnsignedLongLongEnforced,
} from "bailey:internal/webidl";
import { ByteControllerState } from "bailey:web/streams/byte_controller";
import { elementCount } from "bailey:web/streams/pull_into";
import {
  acquireReader, cancelReadable, kErrored, PromiseRequest, readChunk,
} from "bailey:web/streams/readable_state";

// Set by bailey:web/streams/readable, which needs this module first.
let stateOfStream;

/** @param {(value: any) => any} stateOf undefined when the value is no ReadableStream */
export function connectReadableStream(stateOf) {
  stateOfStream = stateOf;
}

function streamArgument(value, present, name) {
  const prefix = `Failed to construct '${name}'`;
  if (present < 1) missingArguments(prefix, 1, 0);
  const stream = stateOfStream(value);
  if (stream === undefined) {
    throw conversionError(prefix, "Argument 1", "is not of type ReadableStream");
  }
  return stream;
}

function notAssociated() {
  return new TypeError("Reader has no associated stream.");
}

function cancelReader(reader, reason) {
  return reader.stream === null ? rejected(notAssociated()) : cancelReadable(reader.stream, reason);
}

export class ReadableStreamDefaultReader {
  /** @type {import("bailey:web/streams/readable_state").ReaderState} */
  #state;

  constructor(stream) {
    this.#state = acquireReader(
      streamArgument(stream, arguments.length, "ReadableStreamDefaultReader"));
  }

  static #is(value) {
    return isObject(value) && #state in value;
  }

  get closed() {
    if (!ReadableStreamDefaultReader.#is(this)) return rejected(invocationError());
    return this.#state.closed;
  }

  cancel(reason = undefined) {
    if (!ReadableStreamDefaultReader.#is(this)) return rejected(invocationError());
    return cancelReader(this.#state, reason);
  }

  read() {
    if (!ReadableStreamDefaultReader.#is(this)) return rejected(invocationError());
    return readChunk(this.#state);
  }

  releaseLock() {
    if (!ReadableStreamDefaultReader.#is(this)) illegalInvocation();
    this.#state.release();
  }
}
defineInterface(ReadableStreamDefaultReader, { inspect: ["closed"] });

/** The reader state of `stream` for BYOB reads; the stream must be one of bytes. */
export function acquireByobReader(stream) {
  if (stream.reader !== null) throw new TypeError("ReadableStream is locked");
  stream.controller.becomeByteController?.();
  if (!(stream.controller instanceof ByteControllerState)) {
    throw new TypeError("Cannot use a BYOB reader with a non-byte stream");
  }
  return acquireReader(stream, true);
}

/** https://streams.spec.whatwg.org/#readable-stream-byob-reader-read */
export function requestInto(reader, view, min, request) {
  const { stream } = reader;
  stream.disturbed = true;
  if (stream.status === kErrored) request.error(stream.storedError);
  else stream.controller.pullInto(view, min, request);
}

export class ReadableStreamBYOBReader {
  /** @type {import("bailey:web/streams/readable_state").ReaderState} */
  #state;

  constructor(stream) {
    this.#state = acquireByobReader(
      streamArgument(stream, arguments.length, "ReadableStreamBYOBReader"));
  }

  static #is(value) {
    return isObject(value) && #state in value;
  }

  get closed() {
    if (!ReadableStreamBYOBReader.#is(this)) return rejected(invocationError());
    return this.#state.closed;
  }

  cancel(reason = undefined) {
    if (!ReadableStreamBYOBReader.#is(this)) return rejected(invocationError());
    return cancelReader(this.#state, reason);
  }

  read(view, options = undefined) {
    if (!ReadableStreamBYOBReader.#is(this)) return rejected(invocationError());
    try {
      const min = minimumOf(view, options);
      if (this.#state.stream === null) return rejected(notAssociated());
      const request = new PromiseRequest();
      requestInto(this.#state, view, min, request);
      return request.promise;
    } catch (error) {
      return rejected(error);
    }
  }

  releaseLock() {
    if (!ReadableStreamBYOBReader.#is(this)) illegalInvocation();
    this.#state.release();
  }
}
defineInterface(ReadableStreamBYOBReader, { inspect: ["closed"] });

// Checks the arguments of a BYOB read; how many elements it waits for.
function minimumOf(view, options) {
  const prefix = "Failed to execute 'read' on 'ReadableStreamBYOBReader'";
  if (!ArrayBuffer.isView(view)) {
    throw argumentTypeError(
      prefix, "Argument 1", "is not a view on an ArrayBuffer or SharedArrayBuffer");
  }
  const given = toDictionary(options, prefix, "Argument 2")?.min;
  const min = given === undefined ? 1 : toUnsignedLongLongEnforced(given, prefix,
    "'min' of 'ReadableStreamBYOBReaderReadOptions' (Argument 2)");
  const buffer = /** @type {any} */ (view.buffer);
  if (buffer.detached) throw new TypeError("Cannot perform Construct on a detached ArrayBuffer");
  if (view.byteLength === 0) throw new TypeError("view must have non-zero byteLength");
  if (buffer.byteLength === 0) throw new TypeError("view's buffer must have non-zero byteLength");
  if (min === 0) throw new TypeError("options.min must be non-zero");
  if (min > elementCount(view)) {
    throw new RangeError("options.min must be smaller or equal to view's size");
  }
  return min;
}
