// runtime/builtins/web/streams/tee.js: two streams out of one.
// https://streams.spec.whatwg.org/#abstract-opdef-readablestreamtee
import { deferred, resolved, then } from "bailey:internal/promises";
import { ByteControllerState } from "bailey:web/streams/byte_controller";
import { cloneChunk } from "bailey:web/streams/clone_chunk";
import { teeBytes } from "bailey:web/streams/tee_bytes";
import { DefaultControllerState } from "bailey:web/streams/default_controller";
import {
  acquireReader, cancelReadable, ReadableState, requestChunk,
} from "bailey:web/streams/readable_state";

const kDone = resolved(undefined);

/**
 * Two states that give the chunks of `stream`.
 * @param {boolean} cloneForSecond the second branch gets structured clones
 * @returns {[ReadableState, ReadableState]}
 */
export function teeReadable(stream, cloneForSecond) {
  stream.controller.becomeByteController?.();
  if (stream.controller instanceof ByteControllerState) return teeBytes(stream);
  return new Tee(stream, cloneForSecond).branches;
}

/** One of the two results, as a source. */
class Branch {
  canceled = false;
  reason = undefined;
  controller = undefined;
  stream = new ReadableState();

  constructor(tee) {
    this.tee = tee;
    this.controller = new DefaultControllerState(this.stream, this, 1, undefined);
  }

  pull() {
    this.tee.pull();
  }

  cancel(reason) {
    this.canceled = true;
    this.reason = reason;
    return this.tee.branchCanceled();
  }
}

class Tee {
  #reading = false;
  #readAgain = false;
  #outcome = deferred();

  constructor(stream, cloneForSecond) {
    this.stream = stream;
    this.cloneForSecond = cloneForSecond;
    this.reader = acquireReader(stream);
    this.first = new Branch(this);
    this.second = new Branch(this);
    this.first.controller.start(undefined);
    this.second.controller.start(undefined);
    then(this.reader.closed, undefined, (error) => {
      this.first.controller.error(error);
      this.second.controller.error(error);
      this.#settleUnlessBothCanceled();
    });
  }

  get branches() {
    return /** @type {[ReadableState, ReadableState]} */ ([this.first.stream, this.second.stream]);
  }

  pull() {
    if (this.#reading) {
      this.#readAgain = true;
      return;
    }
    this.#reading = true;
    requestChunk(this.reader, this);
  }

  // ---- as the request of its own reads

  chunk(chunk) {
    // Later, so that errors and closes that are already queued come first.
    then(kDone, () => this.#deliver(chunk));
  }

  #deliver(chunk) {
    this.#readAgain = false;
    let copy = chunk;
    if (!this.second.canceled && this.cloneForSecond) {
      try {
        copy = cloneChunk(chunk);
      } catch (error) {
        this.first.controller.error(error);
        this.second.controller.error(error);
        this.#outcome.resolve(cancelReadable(this.stream, error));
        return;
      }
    }
    if (!this.first.canceled) this.first.controller.enqueue(chunk);
    if (!this.second.canceled) this.second.controller.enqueue(copy);
    this.#reading = false;
    if (this.#readAgain) this.pull();
  }

  close() {
    this.#reading = false;
    if (!this.first.canceled) this.first.controller.close();
    if (!this.second.canceled) this.second.controller.close();
    this.#settleUnlessBothCanceled();
  }

  error() {
    this.#reading = false;
  }

  branchCanceled() {
    if (this.first.canceled && this.second.canceled) {
      this.#outcome.resolve(cancelReadable(this.stream, [this.first.reason, this.second.reason]));
    }
    return this.#outcome.promise;
  }

  #settleUnlessBothCanceled() {
    if (!this.first.canceled || !this.second.canceled) this.#outcome.resolve(undefined);
  }
}
