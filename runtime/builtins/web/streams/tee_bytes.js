// runtime/builtins/web/streams/tee_bytes.js: two byte streams out of one.
// https://streams.spec.whatwg.org/#abstract-opdef-readablebytestreamtee
import { deferred, resolved, then } from "bailey:internal/promises";
import { ByteControllerState } from "bailey:web/streams/byte_controller";
import { ReadableByteStreamController } from "bailey:web/streams/byte_controller_class";
import {
  acquireReader, cancelReadable, kInternal, ReadableState, requestChunk,
} from "bailey:web/streams/readable_state";
import { acquireByobReader, requestInto } from "bailey:web/streams/readers";

const kDone = resolved(undefined);

/** @returns {[ReadableState, ReadableState]} */
export function teeBytes(stream) {
  const tee = new ByteTee(stream);
  return [tee.branches[0].stream, tee.branches[1].stream];
}

/** One of the two results, as a source. */
class Branch {
  canceled = false;
  reason = undefined;
  stream = new ReadableState();

  constructor(tee) {
    this.tee = tee;
    this.controller = new ByteControllerState(this.stream, this, 0, undefined);
    this.publicController = new ReadableByteStreamController(kInternal, this.controller);
  }

  pull() {
    this.tee.pull(this);
  }

  cancel(reason) {
    this.canceled = true;
    this.reason = reason;
    return this.tee.branchCanceled();
  }
}

function copyOf(view) {
  return new Uint8Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
}

class ByteTee {
  #reading = false;
  #outcome = deferred();

  constructor(stream) {
    this.stream = stream;
    this.reader = acquireReader(stream);
    this.branches = [new Branch(this), new Branch(this)];
    // Which branches asked for more while a read was under way.
    this.readAgain = [false, false];
    for (const branch of this.branches) branch.controller.start(undefined);
    this.#forwardErrors();
  }

  #forwardErrors() {
    const { reader } = this;
    then(reader.closed, undefined, (error) => {
      if (reader !== this.reader) return;
      for (const branch of this.branches) branch.controller.error(error);
      this.#settleUnlessBothCanceled();
    });
  }

  #useReader(isByob) {
    if (this.reader.isByob === isByob) return;
    this.reader.release();
    this.reader = isByob ? acquireByobReader(this.stream) : acquireReader(this.stream);
    this.#forwardErrors();
  }

  pull(branch) {
    const index = this.branches.indexOf(branch);
    if (this.#reading) {
      this.readAgain[index] = true;
      return;
    }
    this.#reading = true;
    const byobRequest = branch.publicController.byobRequest;
    if (byobRequest === null) {
      this.#useReader(false);
      requestChunk(this.reader, new ChunkRequest(this));
    } else {
      this.#useReader(true);
      requestInto(this.reader, byobRequest.view, 1, new IntoRequest(this, index));
    }
  }

  readEnded() {
    this.#reading = false;
  }

  pullAgain() {
    this.#reading = false;
    const [first, second] = this.readAgain;
    if (first) this.pull(this.branches[0]);
    else if (second) this.pull(this.branches[1]);
  }

  /** Runs `deliver` later, so that errors and closes that are already queued come first. */
  deliverLater(deliver) {
    then(kDone, () => {
      this.readAgain = [false, false];
      deliver();
    });
  }

  failed(error) {
    for (const branch of this.branches) branch.controller.error(error);
    this.#outcome.resolve(cancelReadable(this.stream, error));
  }

  branchCanceled() {
    if (this.branches.every((branch) => branch.canceled)) {
      this.#outcome.resolve(
        cancelReadable(this.stream, this.branches.map((branch) => branch.reason)));
    }
    return this.#outcome.promise;
  }

  #settleUnlessBothCanceled() {
    if (!this.branches.every((branch) => branch.canceled)) this.#outcome.resolve(undefined);
  }

  closed() {
    this.#settleUnlessBothCanceled();
  }
}

/** A default read, whose chunk goes to both branches. */
class ChunkRequest {
  constructor(tee) {
    this.tee = tee;
  }

  chunk(chunk) {
    const { tee } = this;
    tee.deliverLater(() => {
      const [first, second] = tee.branches;
      let copy = chunk;
      if (!first.canceled && !second.canceled) {
        try {
          copy = copyOf(chunk);
        } catch (error) {
          tee.failed(error);
          return;
        }
      }
      if (!first.canceled) first.controller.enqueue(chunk);
      if (!second.canceled) second.controller.enqueue(copy);
      tee.pullAgain();
    });
  }

  close() {
    const { tee } = this;
    tee.readEnded();
    for (const branch of tee.branches) if (!branch.canceled) branch.controller.close();
    for (const { controller } of tee.branches) {
      if (controller.pendingPullIntos.length > 0) controller.respond(0);
    }
    tee.closed();
  }

  error() {
    this.tee.readEnded();
  }
}

/** A read into the buffer that the reader of one branch gave; the other branch gets a copy. */
class IntoRequest {
  constructor(tee, index) {
    this.tee = tee;
    this.into = tee.branches[index];
    this.other = tee.branches[1 - index];
  }

  chunk(view) {
    const { tee, into, other } = this;
    tee.deliverLater(() => {
      if (!other.canceled) {
        let copy;
        try {
          copy = copyOf(view);
        } catch (error) {
          tee.failed(error);
          return;
        }
        if (!into.canceled) into.controller.respondWithNewView(view);
        other.controller.enqueue(copy);
      } else if (!into.canceled) {
        into.controller.respondWithNewView(view);
      }
      tee.pullAgain();
    });
  }

  close(view) {
    const { tee, into, other } = this;
    tee.readEnded();
    if (!into.canceled) into.controller.close();
    if (!other.canceled) other.controller.close();
    if (view !== undefined) {
      if (!into.canceled) into.controller.respondWithNewView(view);
      if (!other.canceled && other.controller.pendingPullIntos.length > 0) {
        other.controller.respond(0);
      }
    }
    tee.closed();
  }

  error() {
    this.tee.readEnded();
  }
}
