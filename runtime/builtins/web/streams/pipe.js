// runtime/builtins/web/streams/pipe.js: from a readable to a writable stream.
// https://streams.spec.whatwg.org/#readable-stream-pipe-to
import { all, deferred, resolved, then } from "bailey:internal/promises";
import { abortReason, addAbortAlgorithm, isAborted, removeAbortAlgorithm } from "bailey:web/abort";
import {
  acquireReader, cancelReadable, kClosed, kErrored, kReadable, requestChunk,
} from "bailey:web/streams/readable_state";
import {
  acquireWriter, kClosed as kWritableClosed, kErrored as kWritableErrored, kWritable,
} from "bailey:web/streams/writable_state";

const kDone = resolved(undefined);

/** @returns {Promise<void>} */
export function pipe(source, destination, options) {
  source.disturbed = true;
  return new Pipe(source, destination, options).outcome.promise;
}

class Pipe {
  outcome = deferred();
  #shuttingDown = false;
  // The read under way: not answered yet, or answered while the request was being made.
  #reading = false;
  #inRequest = false;
  #onReady = () => this.#loop();

  constructor(source, destination, options) {
    this.source = source;
    this.destination = destination;
    this.options = options;
    this.reader = acquireReader(source);
    this.writer = acquireWriter(destination);
    const { signal } = options;
    if (signal !== undefined) {
      this.onAbort = () => this.#abort(abortReason(signal));
      if (isAborted(signal)) {
        this.onAbort();
        return;
      }
      addAbortAlgorithm(signal, this.onAbort);
    }
    this.#watch();
    this.#loop();
  }

  // ---- moving chunks

  #loop() {
    const { destination, writer } = this;
    while (!this.#shuttingDown && !this.#reading) {
      if (destination.status !== kWritable || destination.closeQueuedOrInFlight) return;
      if (destination.backpressure) {
        then(writer.ready, this.#onReady, this.#onReady);
        return;
      }
      this.#reading = true;
      this.#inRequest = true;
      requestChunk(this.reader, this);
      this.#inRequest = false;
    }
  }

  // As the request of its own reads:
  chunk(chunk) {
    if (this.#inRequest) {
      this.#write(chunk);
      return;
    }
    // The source is on the stack; its enqueue() must not run the sink.
    then(kDone, () => {
      this.#write(chunk);
      this.#loop();
    });
  }

  close() {}

  error() {}

  #write(chunk) {
    this.#reading = false;
    this.writer.write(chunk, false);
  }

  // ---- ending

  #watch() {
    const { source, destination, options } = this;
    this.#whenErrored(source.status === kErrored, this.reader.closed, () => {
      if (options.preventAbort) this.#shutDown(null, true, source.storedError);
      else {
        this.#shutDown(() => destination.abort(source.storedError), true, source.storedError);
      }
    });
    this.#whenErrored(destination.status === kWritableErrored, this.writer.closed, () => {
      if (options.preventCancel) this.#shutDown(null, true, destination.storedError);
      else {
        this.#shutDown(() => cancelReadable(source, destination.storedError), true,
          destination.storedError);
      }
    });
    const sourceClosed = () => {
      if (options.preventClose) this.#shutDown(null, false, undefined);
      else this.#shutDown(() => this.#closeDestination(), false, undefined);
    };
    if (source.status === kClosed) sourceClosed();
    else then(this.reader.closed, sourceClosed, () => {});
    if (destination.closeQueuedOrInFlight || destination.status === kWritableClosed) {
      const error = new TypeError(
        "The destination writable stream closed before all data could be piped to it");
      if (options.preventCancel) this.#shutDown(null, true, error);
      else this.#shutDown(() => cancelReadable(source, error), true, error);
    }
  }

  #whenErrored(isErrored, closed, action) {
    if (isErrored) action();
    else then(closed, undefined, action);
  }

  #abort(reason) {
    const { source, destination, options } = this;
    const actions = [];
    if (!options.preventAbort) {
      actions.push(() => destination.status === kWritable ? destination.abort(reason) : kDone);
    }
    if (!options.preventCancel) {
      actions.push(() => source.status === kReadable ? cancelReadable(source, reason) : kDone);
    }
    this.#shutDown(() => all(actions.map((action) => action())), true, reason);
  }

  // https://streams.spec.whatwg.org/#writable-stream-default-writer-close-with-error-propagation
  #closeDestination() {
    const { destination } = this;
    if (destination.closeQueuedOrInFlight || destination.status === kWritableClosed) return kDone;
    if (destination.status === kWritableErrored) throw destination.storedError;
    return destination.close();
  }

  // https://streams.spec.whatwg.org/#rs-pipeTo-shutdown-with-action
  #shutDown(action, isError, error) {
    if (this.#shuttingDown) return;
    this.#shuttingDown = true;
    const act = () => {
      if (action === null) {
        this.#finish(isError, error);
        return;
      }
      let acted;
      try {
        acted = action();
      } catch (actionError) {
        this.#finish(true, actionError);
        return;
      }
      then(acted, () => this.#finish(isError, error), (actionError) => this.#finish(true, actionError));
    };
    const { destination } = this;
    if (destination.status === kWritable && !destination.closeQueuedOrInFlight) {
      this.#whenWritten(act);
    } else {
      act();
    }
  }

  // Chunks that were read are written before anything else happens.
  #whenWritten(act) {
    const { destination } = this;
    then(destination.writesDone(), () => {
      if (destination.writeRequests.length > 0 || destination.inFlightWrite !== null) {
        this.#whenWritten(act);
      } else {
        act();
      }
    });
  }

  #finish(isError, error) {
    this.writer.release();
    this.reader.release();
    if (this.onAbort !== undefined) removeAbortAlgorithm(this.options.signal, this.onAbort);
    if (isError) this.outcome.reject(error);
    else this.outcome.resolve(undefined);
  }
}
