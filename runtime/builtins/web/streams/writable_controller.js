// runtime/builtins/web/streams/writable_controller.js: WritableStreamDefaultController.
// https://streams.spec.whatwg.org/#ws-default-controller-class
//
// A sink has write(chunk), close() and abort(reason); each may throw, or give a promise.
import { resolved, then } from "bailey:internal/promises";
import { defineInterface } from "bailey:internal/interface";
import { illegalConstructor, illegalInvocation, isObject } from "bailey:internal/webidl";
import { newAbortSignal, signalAbort } from "bailey:web/abort";
import { promiseOf } from "bailey:web/streams/pulling_controller";
import { SizedQueue } from "bailey:web/streams/queue";
import { kInternal } from "bailey:web/streams/readable_state";
import { sizeOf } from "bailey:web/streams/strategies";
import { kErroring, kWritable } from "bailey:web/streams/writable_state";

const kCloseMarker = Symbol("close");

export class WritableControllerState {
  queue = new SizedQueue();
  started = false;
  /** @type {any} made when somebody looks */
  #signal = null;
  #abortReason = undefined;
  #aborted = false;
  #onWritten = undefined;
  #onWriteFailed = undefined;

  /** `size` is undefined when each chunk counts 1. */
  constructor(stream, sink, highWaterMark, size) {
    this.stream = stream;
    this.sink = sink;
    this.highWaterMark = highWaterMark;
    this.size = size;
    stream.controller = this;
    stream.setBackpressure(this.#hasBackpressure());
  }

  start(startResult) {
    const { stream } = this;
    then(resolved(startResult), () => {
      this.started = true;
      this.#advance();
    }, (error) => {
      this.started = true;
      stream.dealWithRejection(error);
    });
  }

  get signal() {
    if (this.#signal === null) {
      this.#signal = newAbortSignal();
      if (this.#aborted) signalAbort(this.#signal, this.#abortReason);
    }
    return this.#signal;
  }

  signalAbort(reason) {
    if (this.#aborted) return;
    this.#aborted = true;
    this.#abortReason = reason;
    if (this.#signal !== null) signalAbort(this.#signal, reason);
  }

  get desiredSize() {
    return this.highWaterMark - this.queue.totalSize;
  }

  #hasBackpressure() {
    return this.desiredSize <= 0;
  }

  sizeOfChunk(chunk) {
    if (this.size === undefined) return 1;
    try {
      return sizeOf(this.size, chunk);
    } catch (error) {
      this.errorIfNeeded(error);
      return 1;
    }
  }

  write(chunk, size) {
    const { stream } = this;
    this.queue.push(chunk, size);
    if (!stream.closeQueuedOrInFlight && stream.status === kWritable) {
      stream.setBackpressure(this.#hasBackpressure());
    }
    this.#advance();
  }

  close() {
    this.queue.push(kCloseMarker, 0);
    this.#advance();
  }

  error(reason) {
    this.clearAlgorithms();
    this.stream.startErroring(reason);
  }

  errorIfNeeded(reason) {
    if (this.stream.status === kWritable) this.error(reason);
  }

  abortSteps(reason) {
    const { sink } = this;
    const result = promiseOf(() => sink.abort(reason));
    this.clearAlgorithms();
    return result;
  }

  errorSteps() {
    this.queue.clear();
  }

  clearAlgorithms() {
    this.sink = null;
    this.size = undefined;
  }

  // https://streams.spec.whatwg.org/#writable-stream-default-controller-advance-queue-if-needed
  #advance() {
    const { stream } = this;
    if (!this.started || stream.inFlightWrite !== null) return;
    if (stream.status === kErroring) {
      stream.finishErroring();
      return;
    }
    if (this.queue.length === 0) return;
    const chunk = this.queue.peek();
    if (chunk === kCloseMarker) this.#processClose();
    else this.#processWrite(chunk);
  }

  #processClose() {
    const { stream, sink } = this;
    stream.markCloseInFlight();
    this.queue.shift();
    const closed = promiseOf(() => sink.close());
    this.clearAlgorithms();
    then(closed, () => stream.finishClose(), (error) => stream.failClose(error));
  }

  #processWrite(chunk) {
    const { stream, sink } = this;
    stream.markFirstWriteInFlight();
    const written = promiseOf(() => sink.write(chunk));
    this.#onWritten ??= () => this.#written();
    this.#onWriteFailed ??= (error) => {
      if (stream.status === kWritable) this.clearAlgorithms();
      stream.failWrite(error);
    };
    then(written, this.#onWritten, this.#onWriteFailed);
  }

  #written() {
    const { stream } = this;
    stream.finishWrite();
    this.queue.shift();
    if (!stream.closeQueuedOrInFlight && stream.status === kWritable) {
      stream.setBackpressure(this.#hasBackpressure());
    }
    this.#advance();
  }
}

export class WritableStreamDefaultController {
  /** @type {WritableControllerState} */
  #state;

  constructor(key = undefined, state = undefined) {
    if (key !== kInternal) illegalConstructor();
    this.#state = state;
  }

  static #stateOf(controller) {
    return isObject(controller) && #state in controller ? controller.#state : illegalInvocation();
  }

  get signal() {
    return WritableStreamDefaultController.#stateOf(this).signal;
  }

  error(e = undefined) {
    WritableStreamDefaultController.#stateOf(this).errorIfNeeded(e);
  }
}
defineInterface(WritableStreamDefaultController, { inspect: ["signal"] });
