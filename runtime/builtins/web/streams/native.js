// runtime/builtins/web/streams/native.js: byte streams whose source is the runtime itself (a file, a
// socket, a body), read without the queues and promises that a script's source needs.
//
// A native source has
//   pull()          the next non-empty Uint8Array, null at the end, or a promise for either; the
//                   array's buffer is given away. Not called again before the promise settled.
//   cancel(reason)  nobody will read on; may give a promise
// and is script-visible only through the stream.
import { deferred, rejected, resolved, then } from "bailey:internal/promises";
import { ByteControllerState } from "bailey:web/streams/byte_controller";
import { promiseOf } from "bailey:web/streams/pulling_controller";
import { readableState, wrapReadable } from "bailey:web/streams/readable";
import {
  acquireReader, cancelReadable, closeReadable, errorReadable, kReadable, PromiseRequest, ReadableState,
  requestChunk,
} from "bailey:web/streams/readable_state";

class NativeControllerState {
  #pulling = false;
  // A chunk that arrived after its reader had gone.
  #spare = undefined;
  /** @type {ByteControllerState | null} takes over once BYOB reads or tee() need all of it */
  #successor = null;
  #onChunk = undefined;
  #onError = undefined;

  constructor(stream, source, highWaterMark) {
    this.stream = stream;
    this.source = source;
    this.highWaterMark = highWaterMark;
    stream.controller = this;
  }

  // Deno's streams over memory are no byte streams.
  get supportsByob() {
    return this.source === null || !(this.source instanceof BytesSource);
  }

  read() {
    let chunk;
    try {
      chunk = this.#take();
    } catch (error) {
      this.error(error);
      return rejected(error);
    }
    if (chunk === undefined) {
      const request = new PromiseRequest();
      this.stream.reader.requests.push(request);
      return request.promise;
    }
    if (chunk !== null) return resolved({ value: chunk, done: false });
    this.#close();
    return resolved({ value: undefined, done: true });
  }

  pull(request) {
    let chunk;
    try {
      chunk = this.#take();
    } catch (error) {
      this.error(error);
      request.error(error);
      return;
    }
    if (chunk === undefined) {
      this.stream.reader.requests.push(request);
    } else if (chunk !== null) {
      request.chunk(chunk);
    } else {
      this.#close();
      request.close(undefined);
    }
  }

  cancel(reason) {
    const { source } = this;
    this.source = null;
    this.#spare = undefined;
    return promiseOf(() => source.cancel(reason));
  }

  release() {}

  error(reason) {
    if (this.stream.status !== kReadable) return;
    this.source = null;
    errorReadable(this.stream, reason);
  }

  #close() {
    this.source = null;
    closeReadable(this.stream);
  }

  // The next chunk, null at the end, undefined when it is still to come.
  #take() {
    if (this.#pulling) return undefined;
    if (this.#spare !== undefined) {
      const chunk = this.#spare;
      this.#spare = undefined;
      return chunk;
    }
    const result = this.source.pull();
    if (result === null || result instanceof Uint8Array) return result;
    this.#pulling = true;
    this.#onChunk ??= (chunk) => this.#arrived(chunk);
    this.#onError ??= (error) => this.#failed(error);
    then(result, this.#onChunk, this.#onError);
    return undefined;
  }

  #arrived(chunk) {
    this.#pulling = false;
    if (this.stream.status !== kReadable) return;
    if (this.#successor !== null) {
      feed(this.#successor, chunk);
    } else if (chunk === null) {
      this.#close();
    } else if (this.stream.reader === null || this.stream.reader.requests.length === 0) {
      this.#spare = chunk;
    } else {
      const { requests } = this.stream.reader;
      requests.shift().chunk(chunk);
      // The chunk's taker may have ended the stream, or let go of it.
      if (requests.length > 0 && this.source !== null && !this.#pulling) {
        this.pull(requests.shift());
      }
    }
  }

  #failed(error) {
    this.#pulling = false;
    if (this.#successor !== null) this.#successor.error(error);
    else this.error(error);
  }

  /** Turns the stream into an ordinary byte stream over the same source, if it may be one. */
  becomeByteController() {
    const { source, stream } = this;
    if (stream.status !== kReadable || !this.supportsByob) return;
    const adapter = {
      pull: () => {
        const chunk = this.#take();
        if (chunk !== undefined) feed(controller, chunk);
      },
      cancel: (reason) => source.cancel(reason),
    };
    const controller = new ByteControllerState(stream, adapter, this.highWaterMark, undefined);
    this.#successor = controller;
    controller.startNow();
  }
}

function feed(controller, chunk) {
  if (chunk === null) {
    controller.close();
    if (controller.pendingPullIntos.length > 0) controller.respond(0);
  } else if (controller.canCloseOrEnqueue()) {
    controller.enqueue(chunk);
  }
}

/**
 * A stream over a native source.
 * @param {{ pull(): Uint8Array | null | Promise<Uint8Array | null>, cancel(reason: any): any }} source
 * @param {number} [highWaterMark] bytes to read ahead, once the stream has become an ordinary one
 */
export function newNativeReadable(source, highWaterMark = 0) {
  const state = new ReadableState();
  new NativeControllerState(state, source, highWaterMark);
  return wrapReadable(state);
}

// Reads go into a buffer of this many bytes; one that was filled at least half is given away.
const kReadSize = 65536;

class ReadIntoSource {
  #buffer = undefined;

  constructor(readInto, cancel) {
    this.readInto = readInto;
    this.cancel = cancel;
  }

  pull() {
    const buffer = this.#buffer ??= new Uint8Array(kReadSize);
    const count = this.readInto(buffer);
    return typeof count === "number" ? this.#chunk(buffer, count)
      : then(count, (settled) => this.#chunk(buffer, settled));
  }

  #chunk(buffer, count) {
    if (count === 0) return null;
    if (count < kReadSize / 2) return buffer.slice(0, count);
    this.#buffer = undefined;
    return buffer.subarray(0, count);
  }
}

/**
 * A stream over native code that reads into memory.
 * @param {(into: Uint8Array) => number | Promise<number>} readInto how many bytes it put, 0 at the end
 * @param {(reason: any) => any} cancel
 */
export function readableStreamFromNative(readInto, cancel, highWaterMark = 0) {
  return newNativeReadable(new ReadIntoSource(readInto, cancel), highWaterMark);
}

class BytesSource {
  constructor(bytes) {
    this.bytes = bytes.byteLength === 0 ? null : bytes;
  }

  pull() {
    const { bytes } = this;
    this.bytes = null;
    return bytes;
  }

  cancel() {}
}

/** A stream of one chunk, or of none when `bytes` is empty; takes `bytes` over. */
export function readableStreamFromBytes(bytes) {
  return newNativeReadable(new BytesSource(bytes));
}

/** A stream that is read to its end already. */
export function newConsumedReadable() {
  const stream = readableStreamFromBytes(new Uint8Array(0));
  cancelReadable(readableState(stream), undefined);
  return stream;
}

/**
 * The source of a native stream that nobody has read from or locked yet, for taking it over whole:
 * the stream is left locked and disturbed. Null for other streams.
 */
export function takeNativeSource(stream) {
  const state = readableState(stream);
  if (!(state.controller instanceof NativeControllerState) || state.disturbed ||
      state.reader !== null || state.status !== kReadable) {
    return null;
  }
  acquireReader(state);
  state.disturbed = true;
  return state.controller.source;
}

class ReadAll {
  outcome = deferred();
  #chunks = [];
  #total = 0;
  #waiting = false;
  #inRequest = false;

  constructor(state) {
    this.reader = acquireReader(state);
    this.isNative = state.controller instanceof NativeControllerState;
    this.#loop();
  }

  #loop() {
    do {
      this.#waiting = true;
      this.#inRequest = true;
      requestChunk(this.reader, this);
      this.#inRequest = false;
    } while (!this.#waiting);
  }

  chunk(chunk) {
    if (!(chunk instanceof Uint8Array)) {
      const error = new TypeError("Cannot convert value to Uint8Array while consuming the stream");
      this.outcome.reject(error);
      return;
    }
    this.#chunks.push(chunk);
    this.#total += chunk.byteLength;
    this.#waiting = false;
    if (!this.#inRequest) this.#loop();
  }

  close() {
    this.outcome.resolve(this.#concatenated());
  }

  error(error) {
    this.outcome.reject(error);
  }

  #concatenated() {
    if (this.#chunks.length === 1 && this.isNative) return this.#chunks[0];
    const whole = new Uint8Array(this.#total);
    let at = 0;
    for (const chunk of this.#chunks) {
      whole.set(chunk, at);
      at += chunk.byteLength;
    }
    return whole;
  }
}

/**
 * All bytes of a stream, which must not be locked; it stays locked.
 * @returns {Promise<Uint8Array>}
 */
export function readAllBytes(stream) {
  try {
    return new ReadAll(readableState(stream)).outcome.promise;
  } catch (error) {
    return rejected(error);
  }
}
