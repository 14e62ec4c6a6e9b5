// runtime/builtins/web/streams/byte_controller_class.js: ReadableByteStreamController and
// ReadableStreamBYOBRequest. https://streams.spec.whatwg.org/#rbs-controller-class
import { defineInterface } from "bailey:internal/interface";
import {
  argumentTypeError, conversionError, illegalConstructor, illegalInvocation, isObject,
  missingArguments, toUnsignedLongLongEnforced,
} from "bailey:internal/webidl";
import { kInternal } from "bailey:web/streams/readable_state";

const kNoView = "is not a view on an ArrayBuffer or SharedArrayBuffer";

export class ReadableByteStreamController {
  /** @type {import("bailey:web/streams/byte_controller").ByteControllerState} */
  #state;

  constructor(key = undefined, state = undefined) {
    if (key !== kInternal) illegalConstructor();
    this.#state = state;
  }

  static #stateOf(controller) {
    return isObject(controller) && #state in controller ? controller.#state : illegalInvocation();
  }

  get byobRequest() {
    const state = ReadableByteStreamController.#stateOf(this);
    const first = state.pendingPullIntos[0];
    if (state.byobRequest === null && first !== undefined) {
      const view = new Uint8Array(first.buffer, first.byteOffset + first.bytesFilled,
        first.byteLength - first.bytesFilled);
      makeByobRequest(state, view);
    }
    return state.byobRequest?.request ?? null;
  }

  get desiredSize() {
    return ReadableByteStreamController.#stateOf(this).desiredSize;
  }

  close() {
    const state = ReadableByteStreamController.#stateOf(this);
    if (!state.canCloseOrEnqueue()) {
      throw new TypeError("ReadableByteStreamController's stream is not in a readable state");
    }
    state.close();
  }

  enqueue(chunk) {
    const state = ReadableByteStreamController.#stateOf(this);
    const prefix = "Failed to execute 'enqueue' on 'ReadableByteStreamController'";
    if (arguments.length < 1) missingArguments(prefix, 1, 0);
    if (!ArrayBuffer.isView(chunk)) throw argumentTypeError(prefix, "Argument 1", kNoView);
    if (chunk.byteLength === 0) {
      throw conversionError(prefix, "Argument 1", "Length must be non-zero");
    }
    if (chunk.buffer.byteLength === 0) {
      throw conversionError(prefix, "Argument 1", "Buffer length must be non-zero");
    }
    if (!state.canCloseOrEnqueue()) {
      throw new TypeError("Cannot enqueue chunk when underlying stream is not readable");
    }
    state.enqueue(chunk);
  }

  error(e = undefined) {
    ReadableByteStreamController.#stateOf(this).error(e);
  }
}
defineInterface(ReadableByteStreamController, { inspect: ["desiredSize"] });

let makeByobRequest;

export class ReadableStreamBYOBRequest {
  #controller;
  #view;

  constructor(key = undefined, controller = undefined, view = undefined) {
    if (key !== kInternal) illegalConstructor();
    this.#controller = controller;
    this.#view = view;
  }

  static #check(request) {
    if (!isObject(request) || !(#view in request)) illegalInvocation();
    return request;
  }

  get view() {
    return ReadableStreamBYOBRequest.#check(this).#view;
  }

  respond(bytesWritten) {
    ReadableStreamBYOBRequest.#check(this);
    const prefix = "Failed to execute 'respond' on 'ReadableStreamBYOBRequest'";
    if (arguments.length < 1) missingArguments(prefix, 1, 0);
    const count = toUnsignedLongLongEnforced(bytesWritten, prefix, "Argument 1");
    const controller = this.#validController();
    if (this.#view.buffer.detached) throw detachedView();
    controller.respond(count);
  }

  respondWithNewView(view) {
    ReadableStreamBYOBRequest.#check(this);
    const prefix = "Failed to execute 'respondWithNewView' on 'ReadableStreamBYOBRequest'";
    if (arguments.length < 1) missingArguments(prefix, 1, 0);
    if (!ArrayBuffer.isView(view)) throw argumentTypeError(prefix, "Argument 1", kNoView);
    const controller = this.#validController();
    if (/** @type {any} */ (view.buffer).detached) throw detachedView();
    controller.respondWithNewView(view);
  }

  #validController() {
    if (this.#controller === null) throw new TypeError("This BYOB request has been invalidated");
    return this.#controller;
  }

  static {
    makeByobRequest = (controller, view) => {
      const request = new ReadableStreamBYOBRequest(kInternal, controller, view);
      controller.byobRequest = {
        request,
        invalidate() {
          request.#controller = null;
          request.#view = null;
        },
      };
    };
  }
}
defineInterface(ReadableStreamBYOBRequest, { inspect: ["view"] });

function detachedView() {
  return new TypeError("The view's buffer has been detached");
}
