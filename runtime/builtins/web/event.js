// runtime/builtins/web/event.js: Event and EventTarget. https://dom.spec.whatwg.org/#events
// No target here has a parent, so every dispatch is a walk over one listener list.
import { reportException } from "bailey:ops/core";
import { now } from "bailey:ops/timers";
import { defineInterface } from "bailey:internal/interface";
import { illegalInvocation, isObject, missingArguments } from "bailey:internal/webidl";
import { DOMException } from "bailey:web/dom_exception";

// Bits of an event's state.
const kBubbles = 1;
const kCancelable = 2;
const kComposed = 4;
const kCanceled = 8;
const kStopPropagation = 16;
const kStopImmediate = 32;
const kInPassiveListener = 64;
const kDispatching = 128;
const kTrusted = 256;

const kAtTarget = 2;

/** What console shows of every event; interfaces add their own members. */
export const kEventMembers = [
  "bubbles", "cancelable", "composed", "currentTarget", "defaultPrevented", "eventPhase",
  "srcElement", "target", "returnValue", "timeStamp", "type",
];

let dispatchTo;
let markTrusted;
let hasStarted;
let isEvent;

export class Event {
  #type;
  #flags = 0;
  #target = null;
  #currentTarget = null;
  #timeStamp = now();

  constructor(type, eventInitDict = undefined) {
    if (arguments.length < 1) {
      missingArguments(`Failed to construct '${new.target.name}'`, 1, 0);
    }
    this.#type = `${type}`;
    if (eventInitDict !== undefined && eventInitDict !== null) {
      this.#flags = (eventInitDict.bubbles ? kBubbles : 0) |
        (eventInitDict.cancelable ? kCancelable : 0) | (eventInitDict.composed ? kComposed : 0);
    }
  }

  static #flagsOf(event) {
    return isEvent(event) ? event.#flags : illegalInvocation();
  }

  get type() {
    return isEvent(this) ? this.#type : illegalInvocation();
  }

  get target() {
    return isEvent(this) ? this.#target : illegalInvocation();
  }

  get srcElement() {
    return isEvent(this) ? this.#target : illegalInvocation();
  }

  get currentTarget() {
    return isEvent(this) ? this.#currentTarget : illegalInvocation();
  }

  composedPath() {
    if (!isEvent(this)) illegalInvocation();
    return this.#currentTarget === null ? [] : [this.#currentTarget];
  }

  get eventPhase() {
    if (!isEvent(this)) illegalInvocation();
    return this.#currentTarget === null ? 0 : kAtTarget;
  }

  stopPropagation() {
    this.#flags = Event.#flagsOf(this) | kStopPropagation;
  }

  get cancelBubble() {
    return (Event.#flagsOf(this) & kStopPropagation) !== 0;
  }

  set cancelBubble(value) {
    if (value) this.#flags = Event.#flagsOf(this) | kStopPropagation;
  }

  stopImmediatePropagation() {
    this.#flags = Event.#flagsOf(this) | kStopPropagation | kStopImmediate;
  }

  get bubbles() {
    return (Event.#flagsOf(this) & kBubbles) !== 0;
  }

  get cancelable() {
    return (Event.#flagsOf(this) & kCancelable) !== 0;
  }

  get returnValue() {
    return (Event.#flagsOf(this) & kCanceled) === 0;
  }

  set returnValue(value) {
    if (!value) this.preventDefault();
  }

  preventDefault() {
    const flags = Event.#flagsOf(this);
    if ((flags & (kCancelable | kInPassiveListener)) === kCancelable) {
      this.#flags = flags | kCanceled;
    }
  }

  get defaultPrevented() {
    return (Event.#flagsOf(this) & kCanceled) !== 0;
  }

  get composed() {
    return (Event.#flagsOf(this) & kComposed) !== 0;
  }

  get timeStamp() {
    return isEvent(this) ? this.#timeStamp : illegalInvocation();
  }

  get isTrusted() {
    return (Event.#flagsOf(this) & kTrusted) !== 0;
  }

  // https://dom.spec.whatwg.org/#concept-event-listener-inner-invoke
  static #invoke(event, list, length, capture) {
    const target = event.#currentTarget;
    for (let i = 0; i < length; i++) {
      const listener = list[i];
      if (listener.removed || listener.capture !== capture) continue;
      if (listener.once) removeListener(target, event.#type, listener);
      if (listener.passive) event.#flags |= kInPassiveListener;
      try {
        callListener(listener, target, event);
      } catch (error) {
        reportException(error);
      }
      event.#flags &= ~kInPassiveListener;
      if ((event.#flags & kStopImmediate) !== 0) return;
    }
  }

  static {
    isEvent = (value) => isObject(value) && #type in value;
    hasStarted = (event) => (event.#flags & kDispatching) !== 0;
    markTrusted = (event, trusted) => {
      if (trusted) event.#flags |= kTrusted;
      else event.#flags &= ~kTrusted;
    };

    // https://dom.spec.whatwg.org/#concept-event-dispatch
    dispatchTo = (target, event) => {
      event.#target = target;
      const list = tableOf(target)?.lists.get(event.#type);
      if (list !== undefined && (event.#flags & kStopPropagation) === 0) {
        event.#flags |= kDispatching;
        event.#currentTarget = target;
        // Listeners added from here on land beyond `length`; removal replaces the list.
        const length = list.length;
        Event.#invoke(event, list, length, true);
        if ((event.#flags & kStopPropagation) === 0) Event.#invoke(event, list, length, false);
        event.#currentTarget = null;
      }
      event.#flags &= ~(kDispatching | kStopPropagation | kStopImmediate);
      return (event.#flags & kCanceled) === 0;
    };
  }
}
defineInterface(Event, {
  inspect: kEventMembers,
  constants: { NONE: 0, CAPTURING_PHASE: 1, AT_TARGET: kAtTarget, BUBBLING_PHASE: 3 },
});

// One entry of a listener list. `handler` marks an event handler attribute (`onclick`), whose
// return value matters.
class Listener {
  constructor(callback, capture, once, passive, handler) {
    this.callback = callback;
    this.capture = capture;
    this.once = once;
    this.passive = passive;
    this.handler = handler;
    this.removed = false;
    this.forgetSignal = undefined;
  }
}

// What a target knows of its listeners: lists by event type, and the handler attributes by name.
class ListenerTable {
  lists = new Map();
  handlers = undefined;
}

function callListener(listener, target, event) {
  const callback = listener.callback;
  if (listener.handler !== undefined) {
    listener.handler(callback, target, event);
  } else if (typeof callback === "object") {
    callback.handleEvent(event);
  } else {
    Reflect.apply(callback, target, [event]);
  }
}

// Dispatch walks a list that may change under it, so removal makes a new list.
function removeListener(target, type, listener) {
  listener.removed = true;
  listener.forgetSignal?.();
  const { lists } = tableOf(target);
  const rest = lists.get(type).filter((other) => other !== listener);
  if (rest.length === 0) lists.delete(type);
  else lists.set(type, rest);
}

function addListener(table, type, listener) {
  const list = table.lists.get(type);
  if (list === undefined) table.lists.set(type, [listener]);
  else list.push(listener);
}

function findListener(list, callback, capture) {
  return list?.find((listener) => listener.callback === callback && listener.capture === capture &&
    listener.handler === undefined);
}

/** @type {ListenerTable | null} the global object's own, since no constructor made it. */
let globalTable = null;

/** @type {(target: any) => ListenerTable | null} null: no listeners yet. */
let tableOf;
/** @type {(target: any) => ListenerTable} */
let ensureTable;

// Set by bailey:web/abort, which needs this module first.
let abortHooks = { isSignal: (_value) => false, isAborted: undefined, add: undefined, remove: undefined };

/** Lets listeners be removed by an AbortSignal. */
export function connectAbortSignals(hooks) {
  abortHooks = hooks;
}

export class EventTarget {
  /** @type {ListenerTable | null} */
  #table = null;

  addEventListener(type, callback, options = undefined) {
    const self = this ?? globalThis;
    if (arguments.length < 2) {
      missingArguments("Failed to execute 'addEventListener' on 'EventTarget'", 2, arguments.length);
    }
    const table = ensureTable(self);
    let capture = false;
    let once = false;
    let passive = false;
    let signal;
    if (isObject(options)) {
      capture = Boolean(options.capture);
      once = Boolean(options.once);
      passive = Boolean(options.passive);
      signal = options.signal;
      if (signal !== undefined && !abortHooks.isSignal(signal)) {
        throw new TypeError("Failed to execute 'addEventListener' on 'EventTarget': 'signal' of " +
          "'AddEventListenerOptions' (Argument 3) is not of type AbortSignal");
      }
    } else {
      capture = Boolean(options);
    }
    type = `${type}`;
    if (callback === null || callback === undefined) return;
    if (signal !== undefined && abortHooks.isAborted(signal)) return;
    if (findListener(table.lists.get(type), callback, capture) !== undefined) return;
    const listener = new Listener(callback, capture, once, passive, undefined);
    addListener(table, type, listener);
    if (signal !== undefined) {
      const remove = () => removeListener(self, type, listener);
      listener.forgetSignal = () => abortHooks.remove(signal, remove);
      abortHooks.add(signal, remove);
    }
  }

  removeEventListener(type, callback, options = undefined) {
    const self = this ?? globalThis;
    if (arguments.length < 2) {
      missingArguments("Failed to execute 'removeEventListener' on 'EventTarget'", 2, arguments.length);
    }
    const capture = Boolean(isObject(options) ? options.capture : options);
    type = `${type}`;
    const listener = findListener(tableOf(self)?.lists.get(type), callback, capture);
    if (listener !== undefined) removeListener(self, type, listener);
  }

  dispatchEvent(event) {
    const self = this ?? globalThis;
    if (arguments.length < 1) {
      missingArguments("Failed to execute 'dispatchEvent' on 'EventTarget'", 1, 0);
    }
    tableOf(self);  // Throws when this is no target.
    if (!isEvent(event)) {
      throw new TypeError(
        "Failed to execute 'dispatchEvent' on 'EventTarget': Argument 1 is not of type Event");
    }
    if (hasStarted(event)) throw new DOMException("Invalid event state", "InvalidStateError");
    markTrusted(event, false);
    return dispatchTo(self, event);
  }

  static {
    tableOf = (target) => {
      if (isObject(target) && #table in target) return target.#table;
      return target === globalThis ? globalTable : illegalInvocation();
    };
    ensureTable = (target) => {
      const existing = tableOf(target);
      if (existing !== null) return existing;
      const table = new ListenerTable();
      if (target === globalThis) globalTable = table;
      else target.#table = table;
      return table;
    };
  }
}
defineInterface(EventTarget, { inspect: [] });

/**
 * Fires an event of the runtime's own: `isTrusted` is true.
 * @returns {boolean} false when a listener prevented the default.
 */
export function dispatchTrusted(target, event) {
  markTrusted(event, true);
  return dispatchTo(target, event);
}

/** Whether anything listens to `type`, so that the caller may skip making the event. */
export function hasListeners(target, type) {
  return tableOf(target)?.lists.has(type) ?? false;
}

// https://html.spec.whatwg.org/#the-event-handler-processing-algorithm
function processHandler(callback, target, event) {
  if (Reflect.apply(callback, target, [event]) === false) event.preventDefault();
}

/**
 * Defines an event handler attribute, such as `onmessage`, on a prototype or on the global.
 * @param {object} owner
 * @param {string} type event type; the attribute is "on" + type.
 * @param {object} [options]
 * @param {(callback: Function, target: any, event: Event) => void} [options.process] calls the handler.
 * @param {(target: any, value: any) => void} [options.changed] runs after each assignment.
 */
export function defineEventHandler(owner, type, { process = processHandler, changed } = {}) {
  const attribute = {
    get() {
      return tableOf(this ?? globalThis)?.handlers?.get(type)?.callback ?? null;
    },
    set(value) {
      const self = this ?? globalThis;
      const table = ensureTable(self);
      const handlers = table.handlers ??= new Map();
      const callback = isObject(value) ? value : null;
      const existing = handlers.get(type);
      if (existing !== undefined && callback !== null) {
        existing.callback = callback;
      } else if (existing !== undefined) {
        handlers.delete(type);
        removeListener(self, type, existing);
      } else if (callback !== null) {
        const listener = new Listener(callback, false, false, false, callHandler);
        handlers.set(type, listener);
        addListener(table, type, listener);
      }
      changed?.(self, callback);
    },
  };
  function callHandler(callback, target, event) {
    // An object is a legal value, and does nothing.
    if (typeof callback === "function") process(callback, target, event);
  }
  const name = `on${type}`;
  Object.defineProperty(attribute.get, "name", { value: `get ${name}` });
  Object.defineProperty(attribute.set, "name", { value: `set ${name}` });
  Object.defineProperty(owner, name, { ...attribute, enumerable: true, configurable: true });
}
