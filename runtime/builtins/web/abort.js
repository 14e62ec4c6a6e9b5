// runtime/builtins/web/abort.js: AbortController and AbortSignal.
// https://dom.spec.whatwg.org/#aborting-ongoing-activities
import { defineInterface } from "bailey:internal/interface";
import {
  conversionError, illegalInvocation, isObject, missingArguments, toSequence,
  toUnsignedLongLongEnforced,
} from "bailey:internal/webidl";
import { DOMException } from "bailey:web/dom_exception";
import {
  connectAbortSignals, defineEventHandler, dispatchTrusted, Event, EventTarget, hasListeners,
} from "bailey:web/event";
import { clearTimeout, refTimer, setTimeout, unrefTimer } from "bailey:web/timers";

// Proof that this module is the one constructing a signal.
const kInternal = Symbol();

// Timers take no longer delay; a longer timeout is waited for in steps.
const kMaxTimerDelay = 2 ** 31 - 1;

export let isAbortSignal;
export let isAborted;
export let abortReason;
/** Aborts `signal`; undefined stands for the standard AbortError. */
export let signalAbort;
/** Runs `algorithm(reason)` once when `signal` aborts; not when it already has. */
export let addAbortAlgorithm;
export let removeAbortAlgorithm;
/** A signal that aborts as soon as any of `signals` does. */
export let dependentSignal;

let observersChanged;

export class AbortSignal extends EventTarget {
  // Undefined while not aborted: no reason is ever undefined.
  #reason = undefined;
  /** @type {Set<(reason: any) => void> | null} */
  #algorithms = null;
  // Signals this one follows, none of which follows another (they are flattened).
  /** @type {Set<AbortSignal> | null} */
  #sources = null;
  // Signals that follow this one: weakly, for nobody may care about them,
  /** @type {Set<WeakRef<AbortSignal>> | null} */
  #dependents = null;
  // and strongly those which somebody listens to.
  /** @type {Set<AbortSignal> | null} */
  #observedDependents = null;
  #timer = undefined;

  constructor(key = undefined) {
    if (key !== kInternal) throw new TypeError("Illegal constructor");
    super();
  }

  static abort(reason = undefined) {
    const signal = new AbortSignal(kInternal);
    signal.#reason = reason === undefined ? standardReason() : reason;
    return signal;
  }

  static any(signals) {
    const prefix = "Failed to execute 'AbortSignal.any'";
    if (arguments.length < 1) missingArguments(prefix, 1, 0);
    const list = toSequence(signals, prefix, "Argument 1");
    list.forEach((signal, index) => {
      if (!isAbortSignal(signal)) {
        throw conversionError(prefix, `Argument 1, index ${index}`, "is not of type AbortSignal");
      }
    });
    return dependentSignal(list);
  }

  static timeout(milliseconds) {
    const prefix = "Failed to execute 'AbortSignal.timeout'";
    if (arguments.length < 1) missingArguments(prefix, 1, 0);
    const signal = new AbortSignal(kInternal);
    AbortSignal.#startTimer(signal, toUnsignedLongLongEnforced(milliseconds, prefix, "Argument 1"));
    return signal;
  }

  // The timer keeps the process alive only while somebody observes the signal.
  static #startTimer(signal, remaining) {
    const step = Math.min(remaining, kMaxTimerDelay);
    signal.#timer = setTimeout(() => {
      if (remaining > step) return AbortSignal.#startTimer(signal, remaining - step);
      signal.#timer = undefined;
      signalAbort(signal,
        new DOMException("The operation was aborted due to timeout", "TimeoutError"));
    }, step);
    if (!AbortSignal.#isObserved(signal)) unrefTimer(signal.#timer);
  }

  get aborted() {
    return isAbortSignal(this) ? this.#reason !== undefined : illegalInvocation();
  }

  get reason() {
    return isAbortSignal(this) ? this.#reason : illegalInvocation();
  }

  throwIfAborted() {
    if (!isAbortSignal(this)) illegalInvocation();
    if (this.#reason !== undefined) throw this.#reason;
  }

  addEventListener(type, callback, options = undefined) {
    if (arguments.length < 2) return super.addEventListener(...arguments);
    super.addEventListener(type, callback, options);
    observersChanged(this);
  }

  removeEventListener(type, callback, options = undefined) {
    if (arguments.length < 2) return super.removeEventListener(...arguments);
    super.removeEventListener(type, callback, options);
    observersChanged(this);
  }

  static #isObserved(signal) {
    return signal.#algorithms !== null || signal.#observedDependents !== null ||
      hasListeners(signal, "abort");
  }

  static #runAbortSteps(signal) {
    const algorithms = signal.#algorithms;
    signal.#algorithms = null;
    for (const algorithm of algorithms ?? []) algorithm(signal.#reason);
    if (hasListeners(signal, "abort")) dispatchTrusted(signal, new Event("abort"));
    for (const source of signal.#sources ?? []) {
      AbortSignal.#forget(source, signal);
      observersChanged(source);
    }
    signal.#sources = null;
  }

  static #forget(source, dependent) {
    if (source.#observedDependents?.delete(dependent) === true &&
        source.#observedDependents.size === 0) {
      source.#observedDependents = null;
    }
  }

  static #follow(signal, source) {
    if (signal.#sources.has(source)) return;
    signal.#sources.add(source);
    (source.#dependents ??= new Set()).add(weakReference(signal, source.#dependents));
  }

  static {
    isAbortSignal = (value) => isObject(value) && #reason in value;
    isAborted = (signal) => signal.#reason !== undefined;
    abortReason = (signal) => signal.#reason;

    observersChanged = (signal) => {
      if (!isAbortSignal(signal) || (signal.#sources === null && signal.#timer === undefined)) return;
      const observed = AbortSignal.#isObserved(signal);
      if (signal.#timer !== undefined) (observed ? refTimer : unrefTimer)(signal.#timer);
      for (const source of signal.#sources ?? []) {
        if (observed) (source.#observedDependents ??= new Set()).add(signal);
        else AbortSignal.#forget(source, signal);
        observersChanged(source);
      }
    };

    addAbortAlgorithm = (signal, algorithm) => {
      if (signal.#reason !== undefined) return;
      (signal.#algorithms ??= new Set()).add(algorithm);
      observersChanged(signal);
    };

    removeAbortAlgorithm = (signal, algorithm) => {
      if (signal.#algorithms?.delete(algorithm) !== true) return;
      if (signal.#algorithms.size === 0) signal.#algorithms = null;
      observersChanged(signal);
    };

    signalAbort = (signal, reason) => {
      if (signal.#reason !== undefined) return;
      signal.#reason = reason === undefined ? standardReason() : reason;
      if (signal.#timer !== undefined) clearTimeout(signal.#timer);
      signal.#timer = undefined;
      const following = [];
      for (const reference of signal.#dependents ?? []) {
        const dependent = reference.deref();
        if (dependent === undefined || dependent.#reason !== undefined) continue;
        dependent.#reason = signal.#reason;
        following.push(dependent);
      }
      signal.#dependents = null;
      signal.#observedDependents = null;
      AbortSignal.#runAbortSteps(signal);
      for (const dependent of following) AbortSignal.#runAbortSteps(dependent);
    };

    dependentSignal = (signals) => {
      const result = new AbortSignal(kInternal);
      const aborted = signals.find((signal) => signal.#reason !== undefined);
      if (aborted !== undefined) {
        result.#reason = aborted.#reason;
        return result;
      }
      result.#sources = new Set();
      for (const signal of signals) {
        if (signal.#sources === null) AbortSignal.#follow(result, signal);
        else for (const source of signal.#sources) AbortSignal.#follow(result, source);
      }
      return result;
    };
  }
}
defineInterface(AbortSignal, { inspect: ["aborted", "reason", "onabort"] });
defineEventHandler(AbortSignal.prototype, "abort", {
  changed: (signal) => observersChanged(signal),
});

function standardReason() {
  return new DOMException("The signal has been aborted", "AbortError");
}

/** @type {FinalizationRegistry<{ set: Set<WeakRef<object>>, reference: WeakRef<object> }> | undefined} */
let deadReferences;

/** A weak reference that leaves `set` when its object is gone. */
function weakReference(object, set) {
  deadReferences ??= new FinalizationRegistry(({ set, reference }) => set.delete(reference));
  const reference = new WeakRef(object);
  deadReferences.register(object, { set, reference });
  return reference;
}

/** A signal of the runtime's own; abort it with `signalAbort`. */
export function newAbortSignal() {
  return new AbortSignal(kInternal);
}

connectAbortSignals({
  isSignal: isAbortSignal,
  isAborted,
  add: addAbortAlgorithm,
  remove: removeAbortAlgorithm,
});

export class AbortController {
  #signal = new AbortSignal(kInternal);

  get signal() {
    return isObject(this) && #signal in this ? this.#signal : illegalInvocation();
  }

  abort(reason = undefined) {
    if (!isObject(this) || !(#signal in this)) illegalInvocation();
    signalAbort(this.#signal, reason);
  }
}
defineInterface(AbortController, { inspect: ["signal"] });
