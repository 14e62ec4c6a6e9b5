// runtime/builtins/deno/signals.js: listening to signals, and sending them.
import { kill as sendSignal, unwatchSignal, watchSignal } from "bailey:ops/process";
import { toInt32 } from "bailey:internal/arguments";

/** Signal name to its listeners; a listener is called once however often it was added. */
const listeners = new Map();

function checkListener(listener) {
  if (typeof listener !== "function") {
    throw new TypeError(
      `Signal listener must be a function. "${typeof listener}" is given.`);
  }
}

function deliver(called) {
  for (const listener of [...called]) {
    if (called.has(listener)) listener();
  }
}

/**
 * @param {Deno.Signal} signo
 * @param {() => void} listener
 */
export function addSignalListener(signo, listener) {
  checkListener(listener);
  const name = `${signo}`;
  let called = listeners.get(name);
  if (called === undefined) {
    called = new Set();
    const own = called;
    watchSignal(name, () => deliver(own));
    listeners.set(name, called);
  }
  called.add(listener);
}

/**
 * @param {Deno.Signal} signo
 * @param {() => void} listener
 */
export function removeSignalListener(signo, listener) {
  checkListener(listener);
  const name = `${signo}`;
  const called = listeners.get(name);
  if (called === undefined) return;
  called.delete(listener);
  if (called.size > 0) return;
  listeners.delete(name);
  unwatchSignal(name);
}

/** The signal as native code takes it: a name, or a number it judges itself. */
export function toSignal(signo) {
  return typeof signo === "number" ? signo | 0 : `${signo}`;
}

/**
 * @param {number} pid
 * @param {Deno.Signal | number} [signo]
 */
export function kill(pid, signo = "SIGTERM") {
  sendSignal(toInt32(pid), toSignal(signo));
}
