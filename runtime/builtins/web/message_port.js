// runtime/builtins/web/message_port.js: MessagePort and MessageChannel.
// https://html.spec.whatwg.org/#message-ports
import * as ops from "bailey:ops/worker";
import { defineHidden, defineInterface, kInspect } from "bailey:internal/interface";
import {
  argumentTypeError, illegalConstructor, illegalInvocation, isObject, iterateWith, missingArguments,
} from "bailey:internal/webidl";
import { defineEventHandler, dispatchTrusted, EventTarget } from "bailey:web/event";
import { connectMessagePorts, MessageEvent } from "bailey:web/event_types";
import { portable } from "bailey:web/structured_clone";

// The native half's Arrival.
const kMessage = 0;
const kUnreadable = 1;

const kKey = Symbol("construct");
const kContext = "Failed to execute 'postMessage' on 'MessagePort'";

/**
 * The transfer list of a postMessage() call.
 * @param {unknown} given a list, or options that hold one
 * @returns {object[]}
 */
export function transferList(given) {
  if (given === undefined || given === null) return [];
  if (!isObject(given)) {
    throw argumentTypeError(kContext, "Argument 2", "can not be converted to a dictionary");
  }
  let method = given[Symbol.iterator];
  let list = given;
  if (typeof method !== "function") {
    list = given.transfer;
    if (list === undefined) return [];
    method = isObject(list) ? list[Symbol.iterator] : undefined;
    if (typeof method !== "function") {
      throw new TypeError(`${kContext}: 'transfer' of 'StructuredSerializeOptions' (Argument 2) ` +
        "can not be converted to sequence.");
    }
  }
  const items = iterateWith(list, method);
  items.forEach((item, index) => {
    if (!isObject(item)) throw new TypeError(`${kContext}: Argument 2, index ${index} is not an object`);
  });
  return items;
}

/** Checks and sends what postMessage() got. */
export function postThrough(native, args) {
  if (args.length < 1) missingArguments(kContext, 1, 0);
  const transfer = transferList(args[1]);
  ops.post(native, portable(args[0]), transfer);
}

/** Fires what arrives at `native` on `target`; `deserted` is called when nothing more can. */
export function receiveThrough(native, target, deserted) {
  ops.startPort(native, (arrival, data, ports) => {
    if (arrival === kMessage) {
      dispatchTrusted(target, new MessageEvent("message", { data, ports }));
    } else if (arrival === kUnreadable) {
      dispatchTrusted(target, new MessageEvent("messageerror", {}));
    } else {
      deserted();
    }
  });
}

let nativeOf;
let isPort;

export class MessagePort extends EventTarget {
  #native;

  constructor(key = undefined, native = undefined) {
    if (key !== kKey) illegalConstructor();
    super();
    this.#native = native;
    ops.bind(this, native);
  }

  postMessage(message, transferOrOptions = undefined) {
    postThrough(nativeOf(this), arguments);
  }

  start() {
    receiveThrough(nativeOf(this), this, () => {});
  }

  close() {
    ops.closePort(nativeOf(this));
  }

  ref() {
    ops.ref(nativeOf(this));
  }

  unref() {
    ops.unref(nativeOf(this));
  }

  hasRef() {
    return ops.hasRef(nativeOf(this));
  }

  static {
    isPort = (value) => isObject(value) && #native in value;
    nativeOf = (port) => isPort(port) ? port.#native : illegalInvocation();
  }
}
Object.defineProperty(MessagePort.prototype.postMessage, "length", { value: 1 });
defineInterface(MessagePort);
defineHidden(MessagePort.prototype, kInspect, function (print, options) {
  const native = nativeOf(this);
  const { onmessage, onmessageerror } = this;
  return print({ active: ops.isOpen(native), refed: ops.hasRef(native), onmessage, onmessageerror }, options);
});
Object.defineProperty(MessagePort, "length", { value: 0 });
// Setting the handler starts the port, as the standard says.
defineEventHandler(MessagePort.prototype, "message", {
  changed: (port, callback) => {
    if (callback !== null) port.start();
  },
});
defineEventHandler(MessagePort.prototype, "messageerror");
connectMessagePorts(isPort);

/** The object for a port that came with a message. */
export function makePort(native) {
  return new MessagePort(kKey, native);
}

export class MessageChannel {
  #port1;
  #port2;

  constructor() {
    const [first, second] = ops.newChannel();
    this.#port1 = makePort(first);
    this.#port2 = makePort(second);
  }

  get port1() {
    return isObject(this) && #port1 in this ? this.#port1 : illegalInvocation();
  }

  get port2() {
    return isObject(this) && #port2 in this ? this.#port2 : illegalInvocation();
  }
}
defineInterface(MessageChannel, { inspect: ["port1", "port2"] });
