// runtime/builtins/web/streams/writable_state.js: what a WritableStream and its writer are inside.
// https://streams.spec.whatwg.org/#ws-abstract-ops
import { deferred, markHandled, rejected, rejectedHandled, resolved, then }
  from "bailey:internal/promises";
import { Queue } from "bailey:web/streams/queue";

export const kWritable = 0;
export const kClosed = 1;
export const kErroring = 2;
export const kErrored = 3;

// Stands for a write whose outcome nobody asked for.
const kNobody = { resolve() {}, reject() {} };

export class WritableState {
  status = kWritable;
  storedError = undefined;
  /** @type {WriterState | null} */
  writer = null;
  /** @type {import("bailey:web/streams/writable_controller").WritableControllerState | null} */
  controller = null;
  backpressure = false;
  // Requests are deferreds; null when there is none.
  writeRequests = new Queue();
  inFlightWrite = null;
  closeRequest = null;
  inFlightClose = null;
  /** @type {{ outcome: any, reason: any, wasAlreadyErroring: boolean } | null} */
  pendingAbort = null;

  get closeQueuedOrInFlight() {
    return this.closeRequest !== null || this.inFlightClose !== null;
  }

  get #hasOperationInFlight() {
    return this.inFlightWrite !== null || this.inFlightClose !== null;
  }

  /** @returns {Promise<void> | undefined} undefined when `wantsOutcome` is false */
  addWriteRequest(wantsOutcome) {
    const request = wantsOutcome ? deferred() : kNobody;
    this.writeRequests.push(request);
    return request.promise;
  }

  /** Settles once every write so far has; never rejects. */
  writesDone() {
    const pending = this.writeRequests.length > 0;
    let request = pending ? this.writeRequests.peekLast() : this.inFlightWrite;
    if (request === null) return resolved(undefined);
    if (request === kNobody) {
      request = deferred();
      if (pending) this.writeRequests.replaceLast(request);
      else this.inFlightWrite = request;
    }
    return then(request.promise, undefined, () => {});
  }

  markFirstWriteInFlight() {
    this.inFlightWrite = this.writeRequests.shift();
  }

  finishWrite() {
    this.inFlightWrite.resolve(undefined);
    this.inFlightWrite = null;
  }

  failWrite(error) {
    this.inFlightWrite.reject(error);
    this.inFlightWrite = null;
    this.dealWithRejection(error);
  }

  markCloseInFlight() {
    this.inFlightClose = this.closeRequest;
    this.closeRequest = null;
  }

  finishClose() {
    this.inFlightClose.resolve(undefined);
    this.inFlightClose = null;
    if (this.status === kErroring) {
      // The close came through after all, so the error is forgotten.
      this.storedError = undefined;
      this.pendingAbort?.outcome.resolve(undefined);
      this.pendingAbort = null;
    }
    this.status = kClosed;
    this.writer?.resolveClosed();
  }

  failClose(error) {
    this.inFlightClose.reject(error);
    this.inFlightClose = null;
    this.pendingAbort?.outcome.reject(error);
    this.pendingAbort = null;
    this.dealWithRejection(error);
  }

  dealWithRejection(error) {
    if (this.status === kWritable) this.startErroring(error);
    else this.finishErroring();
  }

  startErroring(reason) {
    this.status = kErroring;
    this.storedError = reason;
    this.writer?.rejectReady(reason);
    if (!this.#hasOperationInFlight && this.controller.started) this.finishErroring();
  }

  finishErroring() {
    this.status = kErrored;
    this.controller.errorSteps();
    for (const request of this.writeRequests.takeAll()) request.reject(this.storedError);
    const abort = this.pendingAbort;
    this.pendingAbort = null;
    if (abort === null) {
      this.#rejectCloseAndClosed();
    } else if (abort.wasAlreadyErroring) {
      abort.outcome.reject(this.storedError);
      this.#rejectCloseAndClosed();
    } else {
      then(this.controller.abortSteps(abort.reason), () => {
        abort.outcome.resolve(undefined);
        this.#rejectCloseAndClosed();
      }, (error) => {
        abort.outcome.reject(error);
        this.#rejectCloseAndClosed();
      });
    }
  }

  #rejectCloseAndClosed() {
    this.closeRequest?.reject(this.storedError);
    this.closeRequest = null;
    this.writer?.rejectClosed(this.storedError);
  }

  setBackpressure(backpressure) {
    if (this.backpressure === backpressure) return;
    this.backpressure = backpressure;
    this.writer?.backpressureChanged(backpressure);
  }

  // https://streams.spec.whatwg.org/#writable-stream-abort
  abort(reason) {
    if (this.status === kClosed || this.status === kErrored) return resolved(undefined);
    this.controller.signalAbort(reason);
    // Listeners of that signal may have changed the state.
    if (/** @type {number} */ (this.status) === kClosed || /** @type {number} */ (this.status) === kErrored) {
      return resolved(undefined);
    }
    if (this.pendingAbort !== null) return this.pendingAbort.outcome.promise;
    const wasAlreadyErroring = this.status === kErroring;
    const outcome = deferred();
    this.pendingAbort =
      { outcome, reason: wasAlreadyErroring ? undefined : reason, wasAlreadyErroring };
    if (!wasAlreadyErroring) this.startErroring(reason);
    return outcome.promise;
  }

  // https://streams.spec.whatwg.org/#writable-stream-close
  close() {
    if (this.status === kClosed || this.status === kErrored) {
      return rejected(new TypeError("Writable stream is closed or errored."));
    }
    this.closeRequest = deferred();
    const { promise } = this.closeRequest;
    if (this.backpressure && this.status === kWritable) this.writer?.backpressureChanged(false);
    this.controller.close();
    return promise;
  }
}

/** A writer inside. Its promises are made when somebody looks. */
export class WriterState {
  /** @type {WritableState | null} null once released */
  stream;
  /** @type {any} */
  #ready = null;
  /** @type {any} */
  #closed = null;

  constructor(stream) {
    this.stream = stream;
    stream.writer = this;
  }

  get ready() {
    return (this.#ready ??= this.#makeReady()).promise;
  }

  get closed() {
    return (this.#closed ??= this.#makeClosed()).promise;
  }

  #makeReady() {
    const { stream } = this;
    if (stream === null) return { promise: rejectedHandled(releasedError()) };
    if (stream.status === kErroring || stream.status === kErrored) {
      return { promise: rejectedHandled(stream.storedError) };
    }
    const waits = stream.status === kWritable && stream.backpressure && !stream.closeQueuedOrInFlight;
    return waits ? deferred() : { promise: resolved(undefined) };
  }

  #makeClosed() {
    const { stream } = this;
    if (stream === null) return { promise: rejectedHandled(releasedError()) };
    if (stream.status === kClosed) return { promise: resolved(undefined) };
    if (stream.status === kErrored) return { promise: rejectedHandled(stream.storedError) };
    return deferred();
  }

  backpressureChanged(backpressure) {
    if (backpressure) this.#ready = null;
    else this.#settle("resolve", this.#ready, undefined);
  }

  // A promise that is pending is settled; one that is not makes room for a new one.
  #settle(how, cell, value) {
    if (cell?.[how] === undefined) return false;
    if (how === "reject") markHandled(cell.promise);
    cell[how](value);
    cell.resolve = cell.reject = undefined;
    return true;
  }

  rejectReady(reason) {
    if (!this.#settle("reject", this.#ready, reason)) this.#ready = null;
  }

  resolveClosed() {
    this.#settle("resolve", this.#closed, undefined);
  }

  rejectClosed(reason) {
    if (!this.#settle("reject", this.#closed, reason)) this.#closed = null;
  }

  get desiredSize() {
    const { status, controller } = /** @type {WritableState} */ (this.stream);
    if (status === kErroring || status === kErrored) return null;
    return status === kClosed ? 0 : controller.desiredSize;
  }

  // https://streams.spec.whatwg.org/#writable-stream-default-writer-write
  /** @returns {Promise<void> | undefined} undefined only when `wantsOutcome` is false */
  write(chunk, wantsOutcome = true) {
    const stream = this.stream;
    const size = stream.controller.sizeOfChunk(chunk);
    // The size function is the script's and may have released this writer.
    if (stream !== this.stream) return rejected(notAssociated());
    if (stream.status === kErrored) return rejected(stream.storedError);
    if (stream.closeQueuedOrInFlight || stream.status === kClosed) {
      return rejected(new TypeError("The stream is closing or is closed."));
    }
    if (stream.status === kErroring) return rejected(stream.storedError);
    const promise = stream.addWriteRequest(wantsOutcome);
    stream.controller.write(chunk, size);
    return promise;
  }

  release() {
    const stream = this.stream;
    if (stream === null) return;
    // Each pending promise rejects; a settled one gives way to a rejected one.
    const error = releasedError();
    this.rejectReady(error);
    this.rejectClosed(error);
    stream.writer = null;
    this.stream = null;
  }
}

function releasedError() {
  return new TypeError("The writer has already been released.");
}

export function notAssociated() {
  return new TypeError("A writable stream is not associate with the writer.");
}

/** @returns {WriterState} */
export function acquireWriter(stream) {
  if (stream.writer !== null) throw new TypeError("The stream is already locked");
  return new WriterState(stream);
}
