// runtime/builtins/web/streams/default_controller.js: ReadableStreamDefaultController.
// https://streams.spec.whatwg.org/#rs-default-controller-class
import { resolved } from "bailey:internal/promises";
import { defineInterface } from "bailey:internal/interface";
import { illegalConstructor, illegalInvocation, isObject } from "bailey:internal/webidl";
import { PullingController } from "bailey:web/streams/pulling_controller";
import { SizedQueue } from "bailey:web/streams/queue";
import {
  closeReadable, errorReadable, hasReadRequests, kClosed, kErrored, kInternal, kReadable,
  PromiseRequest,
} from "bailey:web/streams/readable_state";
import { sizeOf } from "bailey:web/streams/strategies";

export class DefaultControllerState extends PullingController {
  queue = new SizedQueue();

  /** `size` is undefined when each chunk counts 1. */
  constructor(stream, source, highWaterMark, size) {
    super(stream, source, highWaterMark);
    this.size = size;
  }

  get desiredSize() {
    const { status } = this.stream;
    if (status === kErrored) return null;
    return status === kClosed ? 0 : this.highWaterMark - this.queue.totalSize;
  }

  shouldPull() {
    if (!this.started || !this.canCloseOrEnqueue()) return false;
    return hasReadRequests(this.stream) || this.highWaterMark > this.queue.totalSize;
  }

  read() {
    if (this.queue.length > 0) return resolved({ value: this.#take(), done: false });
    const request = new PromiseRequest();
    this.stream.reader.requests.push(request);
    this.callPullIfNeeded();
    return request.promise;
  }

  pull(request) {
    if (this.queue.length > 0) {
      request.chunk(this.#take());
    } else {
      this.stream.reader.requests.push(request);
      this.callPullIfNeeded();
    }
  }

  #take() {
    const chunk = this.queue.shift();
    if (this.closeRequested && this.queue.length === 0) {
      this.clearAlgorithms();
      closeReadable(this.stream);
    } else {
      this.callPullIfNeeded();
    }
    return chunk;
  }

  enqueue(chunk) {
    if (!this.canCloseOrEnqueue()) return;
    if (hasReadRequests(this.stream)) {
      this.stream.reader.requests.shift().chunk(chunk);
    } else {
      let size = 1;
      if (this.size !== undefined) {
        try {
          size = sizeOf(this.size, chunk);
        } catch (error) {
          this.error(error);
          throw error;
        }
      }
      this.queue.push(chunk, size);
    }
    this.callPullIfNeeded();
  }

  close() {
    if (!this.canCloseOrEnqueue()) return;
    this.closeRequested = true;
    if (this.queue.length > 0) return;
    this.clearAlgorithms();
    closeReadable(this.stream);
  }

  error(reason) {
    if (this.stream.status !== kReadable) return;
    this.queue.clear();
    this.clearAlgorithms();
    errorReadable(this.stream, reason);
  }

  cancel(reason) {
    this.queue.clear();
    return this.cancelSource(reason);
  }

  release() {}

  clearAlgorithms() {
    super.clearAlgorithms();
    this.size = undefined;
  }
}

export class ReadableStreamDefaultController {
  /** @type {DefaultControllerState} */
  #state;

  constructor(key = undefined, state = undefined) {
    if (key !== kInternal) illegalConstructor();
    this.#state = state;
  }

  static #stateOf(controller) {
    return isObject(controller) && #state in controller ? controller.#state : illegalInvocation();
  }

  get desiredSize() {
    return ReadableStreamDefaultController.#stateOf(this).desiredSize;
  }

  close() {
    const state = ReadableStreamDefaultController.#stateOf(this);
    if (!state.canCloseOrEnqueue()) throw cannotCloseOrEnqueue();
    state.close();
  }

  enqueue(chunk = undefined) {
    const state = ReadableStreamDefaultController.#stateOf(this);
    if (!state.canCloseOrEnqueue()) throw cannotCloseOrEnqueue();
    state.enqueue(chunk);
  }

  error(e = undefined) {
    ReadableStreamDefaultController.#stateOf(this).error(e);
  }
}
defineInterface(ReadableStreamDefaultController, { inspect: ["desiredSize"] });

function cannotCloseOrEnqueue() {
  return new TypeError("The stream controller cannot close or enqueue");
}
