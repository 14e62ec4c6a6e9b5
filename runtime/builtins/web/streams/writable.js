// runtime/builtins/web/streams/writable.js: WritableStream and WritableStreamDefaultWriter.
// https://streams.spec.whatwg.org/#ws-class
import { rejected } from "bailey:internal/promises";
import { defineInterface } from "bailey:internal/interface";
import { uncloneable } from "bailey:internal/uncloneable";
import {
  conversionError, illegalInvocation, invocationError, isObject, missingArguments, toCallback,
} from "bailey:internal/webidl";
import { kInternal } from "bailey:web/streams/readable_state";
import { checkedHighWaterMark, toStrategy } from "bailey:web/streams/strategies";
import {
  WritableControllerState, WritableStreamDefaultController,
} from "bailey:web/streams/writable_controller";
import { acquireWriter, notAssociated, WritableState } from "bailey:web/streams/writable_state";

const kConstructing = "Failed to construct 'WritableStream'";

/** A sink that a script gave to the constructor. */
class ScriptSink {
  controller = undefined;

  constructor(object, { write, close, abort }) {
    this.object = object;
    this.writeMethod = write;
    this.closeMethod = close;
    this.abortMethod = abort;
  }

  write(chunk) {
    if (this.writeMethod === undefined) return undefined;
    return Reflect.apply(this.writeMethod, this.object, [chunk, this.controller]);
  }

  close() {
    return this.closeMethod === undefined ? undefined
      : Reflect.apply(this.closeMethod, this.object, []);
  }

  abort(reason) {
    return this.abortMethod === undefined ? undefined
      : Reflect.apply(this.abortMethod, this.object, [reason]);
  }
}

// https://streams.spec.whatwg.org/#dictdef-underlyingsink, read in the order of Web IDL.
function readSink(object) {
  if (object === undefined) return {};
  if (!isObject(object)) throw conversionError(kConstructing, "Argument 1", "is not an object");
  const method = (name) => {
    const value = object[name];
    return value === undefined ? undefined
      : toCallback(value, kConstructing, `'${name}' of 'UnderlyingSink' (underlyingSink)`);
  };
  const [abort, close, start] = [method("abort"), method("close"), method("start")];
  if (object.type !== undefined) {
    throw new RangeError(
      `${kConstructing}: WritableStream does not support 'type' in the underlying sink`);
  }
  return { abort, close, start, write: method("write") };
}

/** @type {(stream: any) => WritableState | undefined} undefined when `stream` is none */
let stateOf;

export class WritableStream {
  /** @type {WritableState} */
  #state;

  constructor(underlyingSink = undefined, strategy = undefined) {
    if (underlyingSink === kInternal) {
      this.#state = /** @type {any} */ (strategy);
      return;
    }
    this.#state = new WritableState();
    const { highWaterMark, size } = toStrategy(strategy, kConstructing, "Argument 2");
    const methods = readSink(underlyingSink);
    const sink = new ScriptSink(underlyingSink, methods);
    const controller = new WritableControllerState(
      this.#state, sink, checkedHighWaterMark(highWaterMark, 1), size);
    sink.controller = new WritableStreamDefaultController(kInternal, controller);
    controller.start(methods.start === undefined ? undefined
      : Reflect.apply(methods.start, underlyingSink, [sink.controller]));
  }

  get locked() {
    return isWritableLocked(stateOf(this) ?? illegalInvocation());
  }

  abort(reason = undefined) {
    const state = stateOf(this);
    if (state === undefined) return rejected(invocationError());
    if (isWritableLocked(state)) {
      return rejected(new TypeError("The writable stream is locked, therefore cannot be aborted."));
    }
    return state.abort(reason);
  }

  close() {
    const state = stateOf(this);
    if (state === undefined) return rejected(invocationError());
    if (isWritableLocked(state)) {
      return rejected(new TypeError("The writable stream is locked, therefore cannot be closed."));
    }
    if (state.closeQueuedOrInFlight) {
      return rejected(new TypeError("The associated stream is already closing."));
    }
    return state.close();
  }

  getWriter() {
    if (stateOf(this) === undefined) illegalInvocation();
    return new WritableStreamDefaultWriter(this);
  }

  static {
    stateOf = (stream) => isObject(stream) && #state in stream ? stream.#state : undefined;
  }
}
uncloneable.push(WritableStream);
defineInterface(WritableStream, { inspect: ["locked"] });

/** The state of a WritableStream; undefined for any other value. */
export { stateOf as writableState };

export function isWritableLocked(state) {
  return state.writer !== null;
}

/** The public object for a state that has none yet. */
export function wrapWritable(state) {
  return new WritableStream(kInternal, state);
}

/**
 * A stream of the runtime's own.
 * @param {{ write(chunk: any): any, close(): any, abort(reason: any): any, controller?: any }} sink
 *   gets its controller state in `controller`.
 */
export function newWritable(sink, highWaterMark = 1) {
  const state = new WritableState();
  sink.controller = new WritableControllerState(state, sink, highWaterMark, undefined);
  sink.controller.start(undefined);
  return wrapWritable(state);
}

export class WritableStreamDefaultWriter {
  /** @type {import("bailey:web/streams/writable_state").WriterState} */
  #state;

  constructor(stream) {
    const prefix = "Failed to construct 'WritableStreamDefaultWriter'";
    if (arguments.length < 1) missingArguments(prefix, 1, 0);
    const state = stateOf(stream);
    if (state === undefined) {
      throw conversionError(prefix, "Argument 1", "is not of type WritableStream");
    }
    this.#state = acquireWriter(state);
  }

  static #is(value) {
    return isObject(value) && #state in value;
  }

  get closed() {
    return WritableStreamDefaultWriter.#is(this) ? this.#state.closed : rejected(invocationError());
  }

  get desiredSize() {
    if (!WritableStreamDefaultWriter.#is(this)) illegalInvocation();
    if (this.#state.stream === null) {
      throw new TypeError("A writable stream is not associated with the writer");
    }
    return this.#state.desiredSize;
  }

  get ready() {
    return WritableStreamDefaultWriter.#is(this) ? this.#state.ready : rejected(invocationError());
  }

  abort(reason = undefined) {
    if (!WritableStreamDefaultWriter.#is(this)) return rejected(invocationError());
    const { stream } = this.#state;
    return stream === null ? rejected(released()) : stream.abort(reason);
  }

  close() {
    if (!WritableStreamDefaultWriter.#is(this)) return rejected(invocationError());
    const { stream } = this.#state;
    if (stream === null) return rejected(released());
    if (stream.closeQueuedOrInFlight) {
      return rejected(new TypeError("The associated stream is already closing."));
    }
    return stream.close();
  }

  releaseLock() {
    if (!WritableStreamDefaultWriter.#is(this)) illegalInvocation();
    this.#state.release();
  }

  write(chunk = undefined) {
    if (!WritableStreamDefaultWriter.#is(this)) return rejected(invocationError());
    if (this.#state.stream === null) return rejected(notAssociated());
    return this.#state.write(chunk);
  }
}
defineInterface(WritableStreamDefaultWriter, { inspect: ["closed", "desiredSize", "ready"] });

function released() {
  return new TypeError("A writable stream is not associated with the writer.");
}
