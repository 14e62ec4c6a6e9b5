// runtime/builtins/web/streams/readable.js: ReadableStream.
// https://streams.spec.whatwg.org/#rs-class
import { loadBuiltin } from "bailey:ops/core";
import { markHandled, rejected } from "bailey:internal/promises";
import { defineHidden, defineInterface, kInspect } from "bailey:internal/interface";
import { createFilteredInspectProxy } from "bailey:internal/inspect/mod";
import { uncloneable } from "bailey:internal/uncloneable";
import {
  conversionError, illegalInvocation, invocationError, isObject, missingArguments,
  missingArgumentsError, toCallback, toDictionary, toEnum, toUnsignedLongLongEnforced,
} from "bailey:internal/webidl";
import { isAbortSignal } from "bailey:web/abort";
import { createAsyncIterator } from "bailey:web/streams/async_iterator";
import { ByteControllerState } from "bailey:web/streams/byte_controller";
import { ReadableByteStreamController } from "bailey:web/streams/byte_controller_class";
import {
  DefaultControllerState, ReadableStreamDefaultController,
} from "bailey:web/streams/default_controller";
import { sourceFromIterable } from "bailey:web/streams/from";
import { pipe } from "bailey:web/streams/pipe";
import {
  connectReadableStream, ReadableStreamBYOBReader, ReadableStreamDefaultReader,
} from "bailey:web/streams/readers";
import { cancelReadable, kInternal, ReadableState } from "bailey:web/streams/readable_state";
import { checkedHighWaterMark, toStrategy } from "bailey:web/streams/strategies";
import { isWritableLocked, writableState } from "bailey:web/streams/writable";

/** A source that a script gave to the constructor. */
class ScriptSource {
  controller = undefined;

  constructor(object, pull, cancel) {
    this.object = object;
    this.pullMethod = pull;
    this.cancelMethod = cancel;
  }

  pull() {
    if (this.pullMethod === undefined) return undefined;
    return Reflect.apply(this.pullMethod, this.object, [this.controller]);
  }

  cancel(reason) {
    if (this.cancelMethod === undefined) return undefined;
    return Reflect.apply(this.cancelMethod, this.object, [reason]);
  }
}

const kConstructing = "Failed to construct 'ReadableStream'";

// https://streams.spec.whatwg.org/#dictdef-underlyingsource, read in the order of Web IDL.
function readSource(object) {
  if (object === undefined) return { type: undefined };
  if (!isObject(object)) throw conversionError(kConstructing, "Argument 1", "is not an object");
  const method = (name) => {
    const value = object[name];
    return value === undefined ? undefined
      : toCallback(value, kConstructing, `'${name}' of 'UnderlyingSource' (underlyingSource)`);
  };
  const chunkSize = object.autoAllocateChunkSize;
  const autoAllocateChunkSize = chunkSize === undefined ? undefined
    : toUnsignedLongLongEnforced(chunkSize, kConstructing,
      "'autoAllocateChunkSize' of 'UnderlyingSource' (underlyingSource)");
  const [cancel, pull, start] = [method("cancel"), method("pull"), method("start")];
  const type = object.type;
  return {
    autoAllocateChunkSize, cancel, pull, start,
    type: type === undefined ? undefined
      : toEnum(type, ["bytes"], kConstructing, "ReadableStreamType"),
  };
}

function setUpFromScript(state, object, strategy) {
  const { autoAllocateChunkSize, cancel, pull, start, type } = readSource(object);
  const { highWaterMark, size } = strategy;
  const source = new ScriptSource(object, pull, cancel);
  let controller;
  if (type === "bytes") {
    if (size !== undefined) {
      throw new RangeError(
        `${kConstructing}: When underlying source is "bytes", strategy.size must be 'undefined'`);
    }
    const mark = checkedHighWaterMark(highWaterMark, 0);
    if (autoAllocateChunkSize === 0) {
      throw new TypeError('"autoAllocateChunkSize" must be greater than 0');
    }
    controller = new ByteControllerState(state, source, mark, autoAllocateChunkSize);
    source.controller = new ReadableByteStreamController(kInternal, controller);
  } else {
    const mark = checkedHighWaterMark(highWaterMark, 1);
    controller = new DefaultControllerState(state, source, mark, size);
    source.controller = new ReadableStreamDefaultController(kInternal, controller);
  }
  controller.start(start === undefined ? undefined
    : Reflect.apply(start, object, [source.controller]));
}

/** @type {(stream: any) => ReadableState | undefined} undefined when `stream` is none */
let stateOf;

export class ReadableStream {
  /** @type {ReadableState} */
  #state;

  constructor(underlyingSource = undefined, strategy = undefined) {
    if (underlyingSource === kInternal) {
      this.#state = /** @type {any} */ (strategy);
      return;
    }
    this.#state = new ReadableState();
    const converted = toStrategy(strategy, kConstructing, "Argument 2");
    setUpFromScript(this.#state, underlyingSource, converted);
  }

  static #stateOrThrow(stream) {
    return stateOf(stream) ?? illegalInvocation();
  }

  static from(asyncIterable) {
    const prefix = "Failed to execute 'ReadableStream.from'";
    if (arguments.length < 1) missingArguments(prefix, 1, 0);
    return newReadable(sourceFromIterable(asyncIterable, prefix), 0);
  }

  get locked() {
    return ReadableStream.#stateOrThrow(this).reader !== null;
  }

  cancel(reason = undefined) {
    const state = stateOf(this);
    if (state === undefined) return rejected(invocationError());
    if (state.reader !== null) {
      return rejected(new TypeError("Cannot cancel a locked ReadableStream."));
    }
    return cancelReadable(state, reason);
  }

  getReader(options = undefined) {
    ReadableStream.#stateOrThrow(this);
    const prefix = "Failed to execute 'getReader' on 'ReadableStream'";
    const mode = toDictionary(options, prefix, "Argument 1")?.mode;
    if (mode === undefined) return new ReadableStreamDefaultReader(this);
    toEnum(mode, ["byob"], prefix, "ReadableStreamReaderMode");
    return new ReadableStreamBYOBReader(this);
  }

  pipeThrough(transform, options = undefined) {
    const state = ReadableStream.#stateOrThrow(this);
    const prefix = "Failed to execute 'pipeThrough' on 'ReadableStream'";
    if (arguments.length < 1) missingArguments(prefix, 1, 0);
    const { readable, writable } = toPair(transform, prefix);
    const pipeOptions = toPipeOptions(options, prefix);
    if (state.reader !== null) throw new TypeError("ReadableStream is already locked");
    if (isWritableLocked(writable)) throw new TypeError("Target WritableStream is already locked");
    markHandled(pipe(state, writable, pipeOptions));
    return readable;
  }

  pipeTo(destination, options = undefined) {
    const state = stateOf(this);
    if (state === undefined) return rejected(invocationError());
    const prefix = "Failed to execute 'pipeTo' on 'ReadableStream'";
    if (arguments.length < 1) return rejected(missingArgumentsError(prefix, 1, 0));
    try {
      const writable = writableState(destination);
      if (writable === undefined) {
        throw conversionError(prefix, "Argument 1", "is not of type WritableStream");
      }
      const pipeOptions = toPipeOptions(options, prefix);
      if (state.reader !== null) throw new TypeError("ReadableStream is already locked.");
      if (isWritableLocked(writable)) {
        throw new TypeError("destination WritableStream is already locked.");
      }
      return pipe(state, writable, pipeOptions);
    } catch (error) {
      return rejected(error);
    }
  }

  tee() {
    const state = ReadableStream.#stateOrThrow(this);
    if (state.reader !== null) throw new TypeError("ReadableStream is locked");
    return loadBuiltin("bailey:web/streams/tee").teeReadable(state, false).map(wrapReadable);
  }

  values(options = undefined) {
    const state = ReadableStream.#stateOrThrow(this);
    const prefix = "Failed to execute 'values' on 'ReadableStream'";
    const preventCancel = Boolean(toDictionary(options, prefix, "Argument 1")?.preventCancel);
    return createAsyncIterator(state, preventCancel);
  }

  static {
    stateOf = (stream) => isObject(stream) && #state in stream ? stream.#state : undefined;
  }
}
uncloneable.push(ReadableStream);
defineInterface(ReadableStream);
defineHidden(ReadableStream.prototype, Symbol.asyncIterator, ReadableStream.prototype.values);
defineHidden(ReadableStream.prototype, kInspect, function (print, options) {
  const state = stateOf(this);
  const shown = state === undefined ? {} : {
    locked: state.reader !== null,
    state: ["readable", "closed", "errored"][state.status],
    supportsBYOB: state.controller instanceof ByteControllerState ||
      state.controller.supportsByob === true,
  };
  const object = { __proto__: { constructor: this.constructor }, ...shown };
  return print(createFilteredInspectProxy({ object, keys: Object.keys(shown), evaluate: true }), options);
});
connectReadableStream(stateOf);

/** The state of a ReadableStream; undefined for any other value. */
export { stateOf as readableState };

/** Whether anything was read from the stream, or it was canceled. */
export function isDisturbed(stream) {
  return stateOf(stream).disturbed;
}

export function isDisturbedOrLocked(stream) {
  const state = stateOf(stream);
  return state.disturbed || state.reader !== null;
}

/** The public object for a state that has none yet. */
export function wrapReadable(state) {
  return new ReadableStream(kInternal, state);
}

/** tee() for a body: the second stream gets copies of the chunks. */
export function teeWithClones(stream) {
  return loadBuiltin("bailey:web/streams/tee").teeReadable(stateOf(stream), true).map(wrapReadable);
}

/**
 * A stream of the runtime's own.
 * @param {{ pull(controller?: any): any, cancel(reason: any): any, controller?: any }} source gets
 *   its controller state in `controller`.
 */
export function newReadable(source, highWaterMark) {
  const state = new ReadableState();
  source.controller = new DefaultControllerState(state, source, highWaterMark, undefined);
  source.controller.start(undefined);
  return wrapReadable(state);
}

// https://streams.spec.whatwg.org/#dictdef-readablewritablepair
function toPair(value, prefix) {
  const pair = toDictionary(value, prefix, "Argument 1");
  const member = (name) => {
    const given = pair?.[name];
    if (given === undefined) {
      throw conversionError(prefix, "Argument 1", `can not be converted to 'ReadableWritablePair' ` +
        `because '${name}' is required in 'ReadableWritablePair'`);
    }
    return given;
  };
  const wrong = (name, type) => conversionError(
    prefix, `'${name}' of 'ReadableWritablePair' (Argument 1)`, `is not of type ${type}`);
  const readable = member("readable");
  if (stateOf(readable) === undefined) throw wrong("readable", "ReadableStream");
  const writable = writableState(member("writable"));
  if (writable === undefined) throw wrong("writable", "WritableStream");
  return { readable, writable };
}

// https://streams.spec.whatwg.org/#dictdef-streampipeoptions
function toPipeOptions(value, prefix) {
  const options = toDictionary(value, prefix, "Argument 2");
  const preventAbort = Boolean(options?.preventAbort);
  const preventCancel = Boolean(options?.preventCancel);
  const preventClose = Boolean(options?.preventClose);
  const signal = options?.signal;
  if (signal !== undefined && !isAbortSignal(signal)) {
    throw conversionError(
      prefix, "'signal' of 'StreamPipeOptions' (Argument 2)", "is not of type AbortSignal");
  }
  return { preventAbort, preventCancel, preventClose, signal };
}
