// runtime/builtins/web/streams/async_iterator.js: `for await` over a ReadableStream.
// https://streams.spec.whatwg.org/#rs-asynciterator
import { rejected, resolved, then } from "bailey:internal/promises";
import { invocationError, isObject } from "bailey:internal/webidl";
import {
  acquireReader, cancelReadable, readChunk,
} from "bailey:web/streams/readable_state";

const asyncIteratorPrototype = Object.getPrototypeOf(
  Object.getPrototypeOf(async function* () {}).prototype);

class StreamIterator {
  #reader;
  #preventCancel;
  /** @type {Promise<any> | null} the call in progress; the next one waits for it */
  #ongoing = null;
  #finished = false;

  constructor(reader, preventCancel) {
    this.#reader = reader;
    this.#preventCancel = preventCancel;
  }

  #after(step) {
    const result = this.#ongoing === null ? step() : then(this.#ongoing, step, step);
    this.#ongoing = result;
    const settled = () => {
      if (this.#ongoing === result) this.#ongoing = null;
    };
    then(result, settled, settled);
    return result;
  }

  #next() {
    if (this.#finished) return resolved({ value: undefined, done: true });
    return then(readChunk(this.#reader), (result) => {
      if (result.done) this.#finish();
      return result;
    }, (error) => {
      this.#finish();
      throw error;
    });
  }

  #finish() {
    this.#finished = true;
    this.#reader.release();
  }

  #return(value) {
    if (this.#finished) return resolved({ value, done: true });
    this.#finished = true;
    const { stream } = this.#reader;
    const done = () => ({ value, done: true });
    if (this.#preventCancel) {
      this.#reader.release();
      return resolved(done());
    }
    const canceled = cancelReadable(stream, value);
    this.#reader.release();
    return then(canceled, done);
  }

  next() {
    if (!isObject(this) || !(#reader in this)) return rejected(invocationError());
    return this.#after(() => this.#next());
  }

  return(value = undefined) {
    if (!isObject(this) || !(#reader in this)) return rejected(invocationError());
    return this.#after(() => this.#return(value));
  }
}
delete StreamIterator.prototype.constructor;
Object.setPrototypeOf(StreamIterator.prototype, asyncIteratorPrototype);
for (const name of ["next", "return"]) {
  Object.defineProperty(StreamIterator.prototype, name, { enumerable: true });
}

/** Locks the stream and iterates over its chunks. */
export function createAsyncIterator(stream, preventCancel) {
  return new StreamIterator(acquireReader(stream), preventCancel);
}
