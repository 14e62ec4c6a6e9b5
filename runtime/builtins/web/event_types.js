// runtime/builtins/web/event_types.js: the interfaces that derive from Event.
import { defineInterface, defineInspect } from "bailey:internal/interface";
import {
  illegalInvocation, isObject, iterateWith, missingArguments, toUsvString,
} from "bailey:internal/webidl";
import { Event, kEventMembers } from "bailey:web/event";

/** Shapes an event interface whose members follow those of Event. */
function defineEventInterface(constructor, members) {
  defineInterface(constructor);
  defineInspect(constructor.prototype, [...kEventMembers, ...members]);
}

/** https://dom.spec.whatwg.org/#interface-customevent */
export class CustomEvent extends Event {
  #detail;

  constructor(type, eventInitDict = undefined) {
    if (arguments.length < 1) missingArguments("Failed to construct 'CustomEvent'", 1, 0);
    super(type, eventInitDict);
    this.#detail = eventInitDict?.detail ?? null;
  }

  get detail() {
    return isObject(this) && #detail in this ? this.#detail : illegalInvocation();
  }
}
defineEventInterface(CustomEvent, ["detail"]);

/** https://html.spec.whatwg.org/#errorevent */
export class ErrorEvent extends Event {
  #init;

  constructor(type, eventInitDict = undefined) {
    if (arguments.length < 1) missingArguments("Failed to construct 'ErrorEvent'", 1, 0);
    super(type, eventInitDict);
    const { message = "", filename = "", lineno = 0, colno = 0, error } = eventInitDict ?? {};
    this.#init = {
      message: `${message}`,
      filename: toUsvString(filename),
      lineno: lineno >>> 0,
      colno: colno >>> 0,
      error,
    };
  }

  static #initOf(event) {
    return isObject(event) && #init in event ? event.#init : illegalInvocation();
  }

  get message() {
    return ErrorEvent.#initOf(this).message;
  }

  get filename() {
    return ErrorEvent.#initOf(this).filename;
  }

  get lineno() {
    return ErrorEvent.#initOf(this).lineno;
  }

  get colno() {
    return ErrorEvent.#initOf(this).colno;
  }

  get error() {
    return ErrorEvent.#initOf(this).error;
  }
}
defineEventInterface(ErrorEvent, ["message", "filename", "lineno", "colno", "error"]);

/** https://websockets.spec.whatwg.org/#the-closeevent-interface */
export class CloseEvent extends Event {
  #init;

  constructor(type, eventInitDict = undefined) {
    if (arguments.length < 1) missingArguments("Failed to construct 'CloseEvent'", 1, 0);
    super(type, eventInitDict);
    const { wasClean = false, code = 0, reason = "" } = eventInitDict ?? {};
    this.#init = { wasClean: Boolean(wasClean), code: code & 0xffff, reason: toUsvString(reason) };
  }

  static #initOf(event) {
    return isObject(event) && #init in event ? event.#init : illegalInvocation();
  }

  get wasClean() {
    return CloseEvent.#initOf(this).wasClean;
  }

  get code() {
    return CloseEvent.#initOf(this).code;
  }

  get reason() {
    return CloseEvent.#initOf(this).reason;
  }
}
defineEventInterface(CloseEvent, ["wasClean", "code", "reason"]);

// Set by bailey:web/message_port, which needs this module first.
let isMessagePort = (_value) => false;

/** Tells MessageEvent which objects are ports. */
export function connectMessagePorts(predicate) {
  isMessagePort = predicate;
}

function checkedPorts(value) {
  if (value === undefined) return [];
  const method = isObject(value) ? value[Symbol.iterator] : undefined;
  if (typeof method !== "function") {
    throw new TypeError(
      `MessageEvent constructor: eventInitDict.ports (${String(value)}) is not iterable.`);
  }
  const ports = iterateWith(value, method);
  ports.forEach((port, index) => checkPort(port, `ports[${index}]`));
  return ports;
}

function checkPort(value, member) {
  if (!isMessagePort(value)) {
    throw new TypeError(`MessageEvent constructor: Expected eventInitDict.${member} ` +
      `("${String(value)}") to be an instance of MessagePort.`);
  }
}

/** https://html.spec.whatwg.org/#messageevent */
export class MessageEvent extends Event {
  #init;

  constructor(type, eventInitDict = undefined) {
    if (arguments.length < 1) missingArguments("Failed to construct 'MessageEvent'", 1, 0);
    super(type, eventInitDict);
    const { data = null, origin = "", lastEventId = "", source = null, ports } = eventInitDict ?? {};
    if (source !== null) checkPort(source, "source");
    this.#init = {
      data,
      origin: toUsvString(origin),
      lastEventId: `${lastEventId}`,
      source,
      ports: Object.freeze(checkedPorts(ports)),
    };
  }

  static #initOf(event) {
    return isObject(event) && #init in event ? event.#init : illegalInvocation();
  }

  get data() {
    return MessageEvent.#initOf(this).data;
  }

  get origin() {
    return MessageEvent.#initOf(this).origin;
  }

  get lastEventId() {
    return MessageEvent.#initOf(this).lastEventId;
  }

  get source() {
    return MessageEvent.#initOf(this).source;
  }

  get ports() {
    return MessageEvent.#initOf(this).ports;
  }
}
defineEventInterface(MessageEvent, ["data", "origin", "lastEventId"]);

/** https://xhr.spec.whatwg.org/#interface-progressevent */
export class ProgressEvent extends Event {
  #init;

  constructor(type, eventInitDict = undefined) {
    if (arguments.length < 1) missingArguments("Failed to construct 'ProgressEvent'", 1, 0);
    super(type, eventInitDict);
    const { lengthComputable = false, loaded = 0, total = 0 } = eventInitDict ?? {};
    this.#init = { lengthComputable: Boolean(lengthComputable), loaded: +loaded, total: +total };
  }

  static #initOf(event) {
    return isObject(event) && #init in event ? event.#init : illegalInvocation();
  }

  get lengthComputable() {
    return ProgressEvent.#initOf(this).lengthComputable;
  }

  get loaded() {
    return ProgressEvent.#initOf(this).loaded;
  }

  get total() {
    return ProgressEvent.#initOf(this).total;
  }
}
defineEventInterface(ProgressEvent, ["lengthComputable", "loaded", "total"]);

/** https://html.spec.whatwg.org/#promiserejectionevent */
export class PromiseRejectionEvent extends Event {
  #init;

  constructor(type, eventInitDict = undefined) {
    if (arguments.length < 1) missingArguments("Failed to construct 'PromiseRejectionEvent'", 1, 0);
    super(type, eventInitDict);
    this.#init = { promise: eventInitDict?.promise, reason: eventInitDict?.reason };
  }

  static #initOf(event) {
    return isObject(event) && #init in event ? event.#init : illegalInvocation();
  }

  get promise() {
    return PromiseRejectionEvent.#initOf(this).promise;
  }

  get reason() {
    return PromiseRejectionEvent.#initOf(this).reason;
  }
}
defineEventInterface(PromiseRejectionEvent, ["promise", "reason"]);
