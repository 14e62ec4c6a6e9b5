// runtime/builtins/web/streams/transform.js: TransformStream.
// https://streams.spec.whatwg.org/#ts-model
import { deferred, resolved, then } from "bailey:internal/promises";
import { defineInterface } from "bailey:internal/interface";
import { uncloneable } from "bailey:internal/uncloneable";
import {
  conversionError, illegalConstructor, illegalInvocation, isObject, toCallback,
} from "bailey:internal/webidl";
import { DefaultControllerState } from "bailey:web/streams/default_controller";
import { promiseOf } from "bailey:web/streams/pulling_controller";
import { wrapReadable } from "bailey:web/streams/readable";
import { kErrored, kInternal, ReadableState } from "bailey:web/streams/readable_state";
import { checkedHighWaterMark, toStrategy } from "bailey:web/streams/strategies";
import { wrapWritable } from "bailey:web/streams/writable";
import { WritableControllerState } from "bailey:web/streams/writable_controller";
import {
  kErrored as kWritableErrored, kErroring, WritableState,
} from "bailey:web/streams/writable_state";

const kDone = resolved(undefined);
const kConstructing = "Failed to construct 'TransformStream'";

/**
 * The two sides and what is between them. It is the sink of one and the source of the other.
 * A transformer has transform(chunk, controller), flush(controller) and cancel(reason).
 */
export class TransformState {
  #transformer;
  backpressure = true;
  #backpressureChange = deferred();
  // Set once flush, cancel or abort ran: none of them runs twice.
  #finished = null;

  /** `controller` is what the transformer is given. */
  constructor(transformer, { writableMark, writableSize, readableMark, readableSize }) {
    this.#transformer = transformer;
    this.readable = new ReadableState();
    this.writable = new WritableState();
    this.source = {
      pull: () => this.#sourcePull(),
      cancel: (reason) => this.#sourceCancel(reason),
    };
    this.readableController =
      new DefaultControllerState(this.readable, this.source, readableMark, readableSize);
    const sink = {
      write: (chunk) => this.#sinkWrite(chunk),
      close: () => this.#sinkClose(),
      abort: (reason) => this.#sinkAbort(reason),
    };
    this.writableController =
      new WritableControllerState(this.writable, sink, writableMark, writableSize);
  }

  /** Both sides wait for `startResult`. */
  start(startResult) {
    this.readableController.start(startResult);
    this.writableController.start(startResult);
  }

  #setBackpressure(backpressure) {
    this.#backpressureChange.resolve(undefined);
    this.#backpressureChange = deferred();
    this.backpressure = backpressure;
  }

  #clearAlgorithms() {
    this.#transformer = null;
  }

  // ---- the transformer's controller

  get desiredSize() {
    return this.readableController.desiredSize;
  }

  enqueue(chunk) {
    const { readableController, readable } = this;
    if (!readableController.canCloseOrEnqueue()) throw new TypeError("Readable stream is unavailable");
    try {
      readableController.enqueue(chunk);
    } catch (error) {
      this.#errorWritableAndUnblock(error);
      throw readable.storedError;
    }
    const backpressure = !readableController.shouldPull();
    if (backpressure !== this.backpressure) this.#setBackpressure(true);
  }

  error(reason) {
    this.readableController.error(reason);
    this.#errorWritableAndUnblock(reason);
  }

  terminate() {
    this.readableController.close();
    this.#errorWritableAndUnblock(new TypeError("The stream has been terminated."));
  }

  #errorWritableAndUnblock(reason) {
    this.#clearAlgorithms();
    this.writableController.errorIfNeeded(reason);
    if (this.backpressure) this.#setBackpressure(false);
  }

  #transform(chunk) {
    const transformer = this.#transformer;
    // Gone while the readable side is being canceled: nobody would see the result.
    if (transformer === null) return kDone;
    return then(promiseOf(() => transformer.transform(chunk)), undefined, (error) => {
      this.error(error);
      throw error;
    });
  }

  // ---- as a sink

  #sinkWrite(chunk) {
    if (!this.backpressure) return this.#transform(chunk);
    return then(this.#backpressureChange.promise, () => {
      if (this.writable.status === kErroring) throw this.writable.storedError;
      return this.#transform(chunk);
    });
  }

  #sinkAbort(reason) {
    if (this.#finished !== null) return this.#finished.promise;
    const { readable } = this;
    return this.#finish((transformer) => transformer.cancel(reason), () => {
      if (readable.status === kErrored) throw readable.storedError;
      this.readableController.error(reason);
    }, (error) => this.readableController.error(error));
  }

  #sinkClose() {
    if (this.#finished !== null) return this.#finished.promise;
    const { readable } = this;
    return this.#finish((transformer) => transformer.flush(), () => {
      if (readable.status === kErrored) throw readable.storedError;
      this.readableController.close();
    }, (error) => this.readableController.error(error));
  }

  // ---- as a source

  #sourcePull() {
    this.#setBackpressure(false);
    return this.#backpressureChange.promise;
  }

  #sourceCancel(reason) {
    if (this.#finished !== null) return this.#finished.promise;
    const { writable } = this;
    return this.#finish((transformer) => transformer.cancel(reason), () => {
      if (writable.status === kWritableErrored) throw writable.storedError;
      this.writableController.errorIfNeeded(reason);
      if (this.backpressure) this.#setBackpressure(false);
    }, (error) => {
      this.writableController.errorIfNeeded(error);
      if (this.backpressure) this.#setBackpressure(false);
    });
  }

  // Runs the transformer's last step, once; `succeeded` may throw to fail after all.
  #finish(lastStep, succeeded, failed) {
    const finished = this.#finished = deferred();
    const transformer = this.#transformer;
    const done = promiseOf(() => lastStep(transformer));
    this.#clearAlgorithms();
    then(done, () => {
      try {
        succeeded();
        finished.resolve(undefined);
      } catch (error) {
        finished.reject(error);
      }
    }, (error) => {
      failed(error);
      finished.reject(error);
    });
    return finished.promise;
  }
}

/** A transformer that a script gave to the constructor. */
class ScriptTransformer {
  controller = undefined;

  constructor(object, { transform, flush, cancel }) {
    this.object = object;
    this.transformMethod = transform;
    this.flushMethod = flush;
    this.cancelMethod = cancel;
  }

  transform(chunk) {
    if (this.transformMethod === undefined) return this.controller.enqueue(chunk);
    return Reflect.apply(this.transformMethod, this.object, [chunk, this.controller]);
  }

  flush() {
    return this.flushMethod === undefined ? undefined
      : Reflect.apply(this.flushMethod, this.object, [this.controller]);
  }

  cancel(reason) {
    return this.cancelMethod === undefined ? undefined
      : Reflect.apply(this.cancelMethod, this.object, [reason]);
  }
}

// https://streams.spec.whatwg.org/#dictdef-transformer, read in the order of Web IDL.
function readTransformer(object) {
  if (object === undefined) return {};
  if (!isObject(object)) throw conversionError(kConstructing, "Argument 1", "is not an object");
  const method = (name) => {
    const value = object[name];
    return value === undefined ? undefined
      : toCallback(value, kConstructing, `'${name}' of 'Transformer' (transformer)`);
  };
  const refuseType = (name) => {
    if (object[name] === undefined) return;
    const error = new RangeError(`${kConstructing}: ${name} transformers not supported`);
    /** @type {any} */ (error).code = "ERR_INVALID_ARG_VALUE";
    throw error;
  };
  const [cancel, flush] = [method("cancel"), method("flush")];
  refuseType("readableType");
  const [start, transform] = [method("start"), method("transform")];
  refuseType("writableType");
  return { cancel, flush, start, transform };
}

export class TransformStream {
  #readable;
  #writable;

  constructor(transformer = undefined, writableStrategy = undefined, readableStrategy = undefined) {
    if (/** @type {any} */ (transformer) === kInternal) {
      const state = /** @type {any} */ (writableStrategy);
      this.#readable = wrapReadable(state.readable);
      this.#writable = wrapWritable(state.writable);
      return;
    }
    const writable = toStrategy(writableStrategy, kConstructing, "Argument 2");
    const readable = toStrategy(readableStrategy, kConstructing, "Argument 3");
    const methods = readTransformer(transformer);
    const readableMark = checkedHighWaterMark(readable.highWaterMark, 0);
    const writableMark = checkedHighWaterMark(writable.highWaterMark, 1);
    const script = new ScriptTransformer(transformer, methods);
    const state = new TransformState(script, {
      writableMark, writableSize: writable.size, readableMark, readableSize: readable.size,
    });
    script.controller = new TransformStreamDefaultController(kInternal, state);
    this.#readable = wrapReadable(state.readable);
    this.#writable = wrapWritable(state.writable);
    const started = deferred();
    state.start(started.promise);
    started.resolve(methods.start === undefined ? undefined
      : Reflect.apply(methods.start, transformer, [script.controller]));
  }

  get readable() {
    return isObject(this) && #readable in this ? this.#readable : illegalInvocation();
  }

  get writable() {
    return isObject(this) && #readable in this ? this.#writable : illegalInvocation();
  }
}
uncloneable.push(TransformStream);
defineInterface(TransformStream, { inspect: ["readable", "writable"] });

export class TransformStreamDefaultController {
  /** @type {TransformState} */
  #state;

  constructor(key = undefined, state = undefined) {
    if (key !== kInternal) illegalConstructor();
    this.#state = state;
  }

  static #stateOf(controller) {
    return isObject(controller) && #state in controller ? controller.#state : illegalInvocation();
  }

  get desiredSize() {
    return TransformStreamDefaultController.#stateOf(this).desiredSize;
  }

  enqueue(chunk = undefined) {
    TransformStreamDefaultController.#stateOf(this).enqueue(chunk);
  }

  error(reason = undefined) {
    TransformStreamDefaultController.#stateOf(this).error(reason);
  }

  terminate() {
    TransformStreamDefaultController.#stateOf(this).terminate();
  }
}
defineInterface(TransformStreamDefaultController, { inspect: ["desiredSize"] });

/**
 * A transform of the runtime's own.
 * @param {(controller: TransformState) => { transform(chunk: any): any, flush(): any, cancel(reason: any): any }} make
 * @returns {TransformState} whose `readable` and `writable` are states
 */
export function newTransform(make) {
  let transformer;
  const state = new TransformState({
    transform: (chunk) => transformer.transform(chunk),
    flush: () => transformer.flush(),
    cancel: (reason) => transformer.cancel(reason),
  }, { writableMark: 1, writableSize: undefined, readableMark: 0, readableSize: undefined });
  transformer = make(state);
  state.start(kDone);
  return state;
}
