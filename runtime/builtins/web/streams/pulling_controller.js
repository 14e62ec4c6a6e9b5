// runtime/builtins/web/streams/pulling_controller.js: when a readable stream asks its source for
// more, common to the default and the byte controller.
// https://streams.spec.whatwg.org/#readable-stream-default-controller-call-pull-if-needed
//
// A source has pull() and cancel(reason); both may throw, or give a promise.
import { rejected, resolved, then } from "bailey:internal/promises";
import { kReadable } from "bailey:web/streams/readable_state";

const kDone = resolved(undefined);

/** What `run` gives, as a promise. */
export function promiseOf(run) {
  try {
    const result = run();
    return result === undefined ? kDone : resolved(result);
  } catch (error) {
    return rejected(error);
  }
}

export class PullingController {
  started = false;
  closeRequested = false;
  #pulling = false;
  #pullAgain = false;
  #onPulled = undefined;
  #onFailed = undefined;

  constructor(stream, source, highWaterMark) {
    this.stream = stream;
    this.source = source;
    this.highWaterMark = highWaterMark;
    stream.controller = this;
  }

  /** Begins to pull once `startResult` allows. */
  start(startResult) {
    then(startResult === undefined ? kDone : resolved(startResult), () => {
      this.started = true;
      this.callPullIfNeeded();
    }, (reason) => this.error(reason));
  }

  /** For streams of the runtime's own, which have nothing to wait for. */
  startNow() {
    this.started = true;
  }

  callPullIfNeeded() {
    if (!this.shouldPull()) return;
    if (this.#pulling) {
      this.#pullAgain = true;
      return;
    }
    this.#pulling = true;
    let pulled;
    try {
      const result = this.source.pull();
      pulled = result === undefined ? kDone : resolved(result);
    } catch (error) {
      pulled = rejected(error);
    }
    this.#onPulled ??= () => this.#pulled();
    this.#onFailed ??= (reason) => this.error(reason);
    then(pulled, this.#onPulled, this.#onFailed);
  }

  #pulled() {
    this.#pulling = false;
    if (!this.#pullAgain) return;
    this.#pullAgain = false;
    this.callPullIfNeeded();
  }

  canCloseOrEnqueue() {
    return !this.closeRequested && this.stream.status === kReadable;
  }

  /** Lets go of the source: nothing of it is called any more. */
  clearAlgorithms() {
    this.source = null;
  }

  /** Runs the source's cancel; the caller clears its queues first. */
  cancelSource(reason) {
    const source = this.source;
    const result = promiseOf(() => source.cancel(reason));
    this.clearAlgorithms();
    return result;
  }
}
