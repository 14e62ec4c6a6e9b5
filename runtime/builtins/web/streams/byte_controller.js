// runtime/builtins/web/streams/byte_controller.js: what a ReadableByteStreamController does.
// https://streams.spec.whatwg.org/#rbs-controller-abstract-ops
import { resolved } from "bailey:internal/promises";
import { PullingController } from "bailey:web/streams/pulling_controller";
import { Queue } from "bailey:web/streams/queue";
import {
  closeReadable, errorReadable, hasReadRequests, kClosed, kErrored, kReadable, PromiseRequest,
} from "bailey:web/streams/readable_state";
import {
  copyBytes, emptyView, filledView, PullInto, transferBuffer,
} from "bailey:web/streams/pull_into";

export class ByteControllerState extends PullingController {
  // Entries: { buffer, byteOffset, byteLength }.
  queue = new Queue();
  totalSize = 0;
  /** @type {PullInto[]} */
  pendingPullIntos = [];
  /** @type {any} the public request object for the first pending one, while it is valid */
  byobRequest = null;

  constructor(stream, source, highWaterMark, autoAllocateChunkSize) {
    super(stream, source, highWaterMark);
    this.autoAllocateChunkSize = autoAllocateChunkSize;
  }

  get desiredSize() {
    const { status } = this.stream;
    if (status === kErrored) return null;
    return status === kClosed ? 0 : this.highWaterMark - this.totalSize;
  }

  shouldPull() {
    if (!this.started || !this.canCloseOrEnqueue()) return false;
    const reader = this.stream.reader;
    return (reader !== null && reader.requests.length > 0) || this.highWaterMark > this.totalSize;
  }

  // ---- reading

  read() {
    if (this.totalSize > 0) return resolved({ value: this.#takeFromQueue(), done: false });
    const request = new PromiseRequest();
    this.pull(request);
    return request.promise;
  }

  pull(request) {
    if (this.totalSize > 0) {
      request.chunk(this.#takeFromQueue());
      return;
    }
    if (this.autoAllocateChunkSize !== undefined) {
      let buffer;
      try {
        buffer = new ArrayBuffer(this.autoAllocateChunkSize);
      } catch (error) {
        request.error(error);
        return;
      }
      this.pendingPullIntos.push(new PullInto("default", buffer, 0, buffer.byteLength, 1, Uint8Array));
    }
    this.stream.reader.requests.push(request);
    this.callPullIfNeeded();
  }

  /** A BYOB read of at least `min` elements into `view`. */
  pullInto(view, min, request) {
    let pullInto;
    try {
      pullInto = PullInto.into(view, min);
    } catch (error) {
      request.error(error);
      return;
    }
    const { stream } = this;
    if (this.pendingPullIntos.length > 0) {
      this.pendingPullIntos.push(pullInto);
      stream.reader.requests.push(request);
      return;
    }
    if (stream.status === kClosed) {
      request.close(emptyView(pullInto));
      return;
    }
    if (this.totalSize > 0) {
      if (this.#fillFromQueue(pullInto)) {
        const view = filledView(pullInto);
        this.#handleQueueDrain();
        request.chunk(view);
        return;
      }
      if (this.closeRequested) {
        const error = insufficientBytes();
        this.error(error);
        request.error(error);
        return;
      }
    }
    this.pendingPullIntos.push(pullInto);
    stream.reader.requests.push(request);
    this.callPullIfNeeded();
  }

  // ---- what the source does

  enqueue(view) {
    if (!this.canCloseOrEnqueue()) return;
    const { byteOffset, byteLength } = view;
    const buffer = transferBuffer(view.buffer);
    if (this.pendingPullIntos.length > 0) {
      const first = this.pendingPullIntos[0];
      this.invalidateByobRequest();
      first.buffer = transferBuffer(first.buffer);
      if (first.readerType === "none") this.#enqueueDetached(first);
    }
    const { reader } = this.stream;
    if (reader === null) {
      this.#enqueueChunk(buffer, byteOffset, byteLength);
    } else if (reader.isByob) {
      this.#enqueueChunk(buffer, byteOffset, byteLength);
      this.#commitAll(this.#fillPendingFromQueue());
    } else {
      this.#serveRequestsFromQueue();
      if (reader.requests.length === 0) {
        this.#enqueueChunk(buffer, byteOffset, byteLength);
      } else {
        if (this.pendingPullIntos.length > 0) this.pendingPullIntos.shift();
        reader.requests.shift().chunk(new Uint8Array(buffer, byteOffset, byteLength));
      }
    }
    this.callPullIfNeeded();
  }

  close() {
    if (!this.canCloseOrEnqueue()) return;
    if (this.totalSize > 0) {
      this.closeRequested = true;
      return;
    }
    const first = this.pendingPullIntos[0];
    if (first !== undefined && first.bytesFilled % first.elementSize !== 0) {
      const error = insufficientBytes();
      this.error(error);
      throw error;
    }
    this.clearAlgorithms();
    closeReadable(this.stream);
  }

  error(reason) {
    if (this.stream.status !== kReadable) return;
    this.#clearPending();
    this.#clearQueue();
    this.clearAlgorithms();
    errorReadable(this.stream, reason);
  }

  respond(bytesWritten) {
    const first = this.pendingPullIntos[0];
    if (this.stream.status === kClosed) {
      if (bytesWritten !== 0) {
        throw new TypeError('"bytesWritten" must be 0 when calling respond() on a closed stream');
      }
    } else {
      if (bytesWritten === 0) {
        throw new TypeError(
          '"bytesWritten" must be greater than 0 when calling respond() on a readable stream');
      }
      if (first.bytesFilled + bytesWritten > first.byteLength) {
        throw new RangeError('"bytesWritten" out of range');
      }
    }
    first.buffer = transferBuffer(first.buffer);
    this.#respond(first, bytesWritten);
  }

  respondWithNewView(view) {
    const first = this.pendingPullIntos[0];
    const { byteLength } = view;
    if (this.stream.status === kClosed) {
      if (byteLength !== 0) {
        throw new TypeError("The view's length must be 0 when calling respondWithNewView() on a " +
          "closed stream");
      }
    } else if (byteLength === 0) {
      throw new TypeError("The view's length must be greater than 0 when calling " +
        "respondWithNewView() on a readable stream");
    }
    if (first.byteOffset + first.bytesFilled !== view.byteOffset) {
      throw new RangeError("The region specified by view does not match byobRequest");
    }
    if (first.bufferByteLength !== view.buffer.byteLength) {
      throw new RangeError("The buffer of view has different capacity than byobRequest");
    }
    if (first.bytesFilled + byteLength > first.byteLength) {
      throw new RangeError("The region specified by view is larger than byobRequest");
    }
    first.buffer = transferBuffer(view.buffer);
    this.#respond(first, byteLength);
  }

  cancel(reason) {
    this.#clearPending();
    this.#clearQueue();
    return this.cancelSource(reason);
  }

  release() {
    const first = this.pendingPullIntos[0];
    if (first === undefined) return;
    first.readerType = "none";
    this.pendingPullIntos = [first];
  }

  invalidateByobRequest() {
    this.byobRequest?.invalidate();
    this.byobRequest = null;
  }

  // ---- pull-into descriptors

  #respond(first, bytesWritten) {
    this.invalidateByobRequest();
    if (this.stream.status === kClosed) this.#respondClosed(first);
    else this.#respondReadable(first, bytesWritten);
    this.callPullIfNeeded();
  }

  #respondClosed(first) {
    if (first.readerType === "none") this.pendingPullIntos.shift();
    const { reader } = this.stream;
    if (reader === null || !reader.isByob) return;
    this.#commitAll(this.pendingPullIntos.splice(0, reader.requests.length));
  }

  #respondReadable(first, bytesWritten) {
    first.bytesFilled += bytesWritten;
    if (first.readerType === "none") {
      this.#enqueueDetached(first);
      this.#commitAll(this.#fillPendingFromQueue());
      return;
    }
    if (first.bytesFilled < first.minimumFill) return;
    this.pendingPullIntos.shift();
    const remainder = first.bytesFilled % first.elementSize;
    if (remainder > 0) {
      const end = first.byteOffset + first.bytesFilled;
      this.#enqueueClone(first.buffer, end - remainder, remainder);
      first.bytesFilled -= remainder;
    }
    const others = this.#fillPendingFromQueue();
    this.#commit(first);
    this.#commitAll(others);
  }

  #commitAll(pullIntos) {
    for (const pullInto of pullIntos) this.#commit(pullInto);
  }

  #commit(pullInto) {
    const view = filledView(pullInto);
    const request = this.stream.reader.requests.shift();
    if (this.stream.status !== kClosed) request.chunk(view);
    else request.close(pullInto.readerType === "byob" ? view : undefined);
  }

  #clearPending() {
    this.invalidateByobRequest();
    this.pendingPullIntos = [];
  }

  // Bytes read for a reader that is gone go back into the queue.
  #enqueueDetached(pullInto) {
    if (pullInto.bytesFilled > 0) {
      this.#enqueueClone(pullInto.buffer, pullInto.byteOffset, pullInto.bytesFilled);
    }
    this.pendingPullIntos.shift();
  }

  // ---- the queue

  #enqueueChunk(buffer, byteOffset, byteLength) {
    this.queue.push({ buffer, byteOffset, byteLength });
    this.totalSize += byteLength;
  }

  #enqueueClone(buffer, byteOffset, byteLength) {
    this.#enqueueChunk(buffer.slice(byteOffset, byteOffset + byteLength), 0, byteLength);
  }

  #clearQueue() {
    this.queue.clear();
    this.totalSize = 0;
  }

  #takeFromQueue() {
    const { buffer, byteOffset, byteLength } = this.queue.shift();
    this.totalSize -= byteLength;
    this.#handleQueueDrain();
    return new Uint8Array(buffer, byteOffset, byteLength);
  }

  #handleQueueDrain() {
    if (this.totalSize === 0 && this.closeRequested) {
      this.clearAlgorithms();
      closeReadable(this.stream);
    } else {
      this.callPullIfNeeded();
    }
  }

  #serveRequestsFromQueue() {
    while (this.totalSize > 0 && hasReadRequests(this.stream)) {
      this.stream.reader.requests.shift().chunk(this.#takeFromQueue());
    }
  }

  /** Takes the descriptors that the queue satisfies out of the pending ones. */
  #fillPendingFromQueue() {
    const filled = [];
    while (this.pendingPullIntos.length > 0 && this.totalSize > 0) {
      if (!this.#fillFromQueue(this.pendingPullIntos[0])) break;
      filled.push(this.pendingPullIntos.shift());
    }
    return filled;
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-fill-pull-into-descriptor-from-queue
  #fillFromQueue(pullInto) {
    const available = Math.min(this.totalSize, pullInto.byteLength - pullInto.bytesFilled);
    const reachable = pullInto.bytesFilled + available;
    const aligned = reachable - reachable % pullInto.elementSize;
    const ready = aligned >= pullInto.minimumFill;
    let remaining = ready ? aligned - pullInto.bytesFilled : available;
    while (remaining > 0) {
      const head = this.queue.peek();
      const count = Math.min(remaining, head.byteLength);
      copyBytes(pullInto.buffer, pullInto.byteOffset + pullInto.bytesFilled,
        head.buffer, head.byteOffset, count);
      if (head.byteLength === count) {
        this.queue.shift();
      } else {
        head.byteOffset += count;
        head.byteLength -= count;
      }
      this.totalSize -= count;
      pullInto.bytesFilled += count;
      remaining -= count;
    }
    return ready;
  }
}

function insufficientBytes() {
  return new TypeError("Insufficient bytes to fill elements in the given buffer");
}
