// runtime/builtins/web/streams/readable_state.js: what a ReadableStream and its readers are inside.
// https://streams.spec.whatwg.org/#rs-abstract-ops
//
// The public classes hold one of these each in a private field; everything in this folder works on
// the states. A controller state has these methods:
//   read()           a promise for {value, done}: default reader, stream readable
//   pull(request)    the same, telling a request object
//   cancel(reason)   a promise
//   release()        a reader let go
// and a request has chunk(value), close(value) and error(reason), each called at most once.
import { deferred, markHandled, rejected, rejectedHandled, resolved, then }
  from "bailey:internal/promises";
import { Queue } from "bailey:web/streams/queue";

export const kReadable = 0;
export const kClosed = 1;
export const kErrored = 2;

/** Proof that a class of this folder is being constructed from within. */
export const kInternal = Symbol();

export class ReadableState {
  status = kReadable;
  storedError = undefined;
  /** @type {ReaderState | null} */
  reader = null;
  /** @type {any} */
  controller = null;
  disturbed = false;
}

export class ReaderState {
  /** @type {ReadableState | null} null once released */
  stream;
  isByob;
  requests = new Queue();
  // The `closed` promise, made when somebody looks.
  /** @type {{ promise: Promise<void>, resolve?: Function, reject?: Function } | null} */
  #closed = null;

  constructor(stream, isByob) {
    this.stream = stream;
    this.isByob = isByob;
    stream.reader = this;
  }

  get closed() {
    return (this.#closed ??= this.#makeClosed()).promise;
  }

  #makeClosed() {
    const stream = this.stream;
    if (stream === null) return { promise: rejectedHandled(releasedError()) };
    if (stream.status === kClosed) return { promise: resolved(undefined) };
    if (stream.status === kErrored) return { promise: rejectedHandled(stream.storedError) };
    return deferred();
  }

  // The next two: the stream was readable until now, so a promise that exists is pending.
  resolveClosed() {
    this.#closed?.resolve(undefined);
  }

  rejectClosed(reason) {
    if (this.#closed === null) return;
    markHandled(this.#closed.promise);
    this.#closed.reject(reason);
  }

  // https://streams.spec.whatwg.org/#readable-stream-reader-generic-release
  release() {
    const stream = this.stream;
    if (stream === null) return;
    const wasReadable = stream.status === kReadable;
    if (wasReadable) this.rejectClosed(releasedError());
    else this.#closed = null;
    stream.controller.release();
    stream.reader = null;
    this.stream = null;
    if (this.requests.length === 0) return;
    const error = new TypeError("The reader was released.");
    for (const request of this.requests.takeAll()) request.error(error);
  }
}

function releasedError() {
  return new TypeError(
    "Reader was released and can no longer be used to monitor the stream's closedness.");
}

/** A request that settles a promise with {value, done}. */
export class PromiseRequest {
  #resolve;

  constructor() {
    const { promise, resolve, reject } = deferred();
    this.#resolve = resolve;
    this.promise = promise;
    this.error = reject;
  }

  chunk(value) {
    this.#resolve({ value, done: false });
  }

  close(value) {
    this.#resolve({ value, done: true });
  }
}

/** Whether the stream's reader is a default one that waits for a chunk. */
export function hasReadRequests(stream) {
  const reader = stream.reader;
  return reader !== null && !reader.isByob && reader.requests.length > 0;
}

/** @returns {ReaderState} */
export function acquireReader(stream, isByob = false) {
  if (stream.reader !== null) throw new TypeError("ReadableStream is locked");
  return new ReaderState(stream, isByob);
}

/** One chunk for a default reader. https://streams.spec.whatwg.org/#default-reader-read */
export function readChunk(reader) {
  const stream = reader.stream;
  if (stream === null) return rejected(new TypeError("Reader has no associated stream."));
  stream.disturbed = true;
  if (stream.status === kReadable) return stream.controller.read();
  if (stream.status === kErrored) return rejected(stream.storedError);
  return resolved({ value: undefined, done: true });
}

/** The same, for a request. https://streams.spec.whatwg.org/#readable-stream-default-reader-read */
export function requestChunk(reader, request) {
  const stream = reader.stream;
  stream.disturbed = true;
  if (stream.status === kReadable) stream.controller.pull(request);
  else if (stream.status === kErrored) request.error(stream.storedError);
  else request.close(undefined);
}

/** https://streams.spec.whatwg.org/#readable-stream-close */
export function closeReadable(stream) {
  stream.status = kClosed;
  const reader = stream.reader;
  if (reader === null) return;
  reader.resolveClosed();
  if (reader.isByob || reader.requests.length === 0) return;
  for (const request of reader.requests.takeAll()) request.close(undefined);
}

/** https://streams.spec.whatwg.org/#readable-stream-error */
export function errorReadable(stream, reason) {
  stream.status = kErrored;
  stream.storedError = reason;
  const reader = stream.reader;
  if (reader === null) return;
  reader.rejectClosed(reason);
  for (const request of reader.requests.takeAll()) request.error(reason);
}

function nothing() {}

/** https://streams.spec.whatwg.org/#readable-stream-cancel */
export function cancelReadable(stream, reason) {
  stream.disturbed = true;
  if (stream.status === kClosed) return resolved(undefined);
  if (stream.status === kErrored) return rejected(stream.storedError);
  closeReadable(stream);
  const reader = stream.reader;
  if (reader !== null && reader.isByob) {
    for (const request of reader.requests.takeAll()) request.close(undefined);
  }
  return then(stream.controller.cancel(reason), nothing);
}
