// timers.js: setTimeout and its family. One native timer serves a queue kept here; the objects
// returned are those of Node's timers, which Deno's scripts rely on since 2.9.
// https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#timers

import { arm, hold, now, scheduleImmediates } from "bailey:ops/timers";

const kMaxDelay = 2 ** 31 - 1;

let nextId = 1;
/** @type {Timeout[]} a binary heap by (due, id) */
const heap = [];
/** @type {Map<number, Timeout>} live timers by id, for clearTimeout(number) */
const byId = new Map();
let referenced = 0;
let armedFor = Infinity;

/** @param {Timeout} a @param {Timeout} b */
function before(a, b) {
  return a._due < b._due || (a._due === b._due && a._order < b._order);
}

function push(timer) {
  let i = heap.length;
  heap.push(timer);
  while (i > 0) {
    const parent = (i - 1) >> 1;
    if (!before(timer, heap[parent])) break;
    heap[i] = heap[parent];
    heap[i]._index = i;
    i = parent;
  }
  heap[i] = timer;
  timer._index = i;
}

function removeAt(index) {
  const removed = heap[index];
  const last = heap.pop();
  removed._index = -1;
  if (removed === last) return;
  let i = index;
  while (i > 0) {
    const parent = (i - 1) >> 1;
    if (!before(last, heap[parent])) break;
    heap[i] = heap[parent];
    heap[i]._index = i;
    i = parent;
  }
  for (;;) {
    let child = 2 * i + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && before(heap[child + 1], heap[child])) child++;
    if (!before(heap[child], last)) break;
    heap[i] = heap[child];
    heap[i]._index = i;
    i = child;
  }
  heap[i] = last;
  last._index = i;
}

function addReference() {
  if (referenced++ === 0) hold(true);
}
function dropReference() {
  if (--referenced === 0) hold(false);
}

let order = 0;

class Timeout {
  constructor(callback, delay, args, repeat) {
    delay = +delay;
    if (!(delay >= 1 && delay <= kMaxDelay)) delay = 1;
    this._id = nextId++;
    this._delay = Math.trunc(delay);
    this._onTimeout = callback;
    this._args = args;
    this._repeat = repeat;
    this._referenced = true;
    this._index = -1;
    byId.set(this._id, this);
    addReference();
    this._start();
  }

  _start() {
    const current = now();
    this._due = current + this._delay;
    this._order = order++;
    push(this);
    if (this._due < armedFor) {
      armedFor = this._due;
      arm(this._delay);
    }
  }

  _stop() {
    if (this._index >= 0) removeAt(this._index);
    if (byId.delete(this._id) && this._referenced) dropReference();
  }

  /** Keeps the program running while the timer is pending; the default. */
  ref() {
    if (!this._referenced) {
      this._referenced = true;
      if (byId.has(this._id)) addReference();
    }
    return this;
  }

  /** Lets the program end although the timer is pending. */
  unref() {
    if (this._referenced) {
      this._referenced = false;
      if (byId.has(this._id)) dropReference();
    }
    return this;
  }

  hasRef() {
    return this._referenced;
  }

  /** Starts the full delay again. */
  refresh() {
    if (byId.has(this._id)) {
      if (this._index >= 0) removeAt(this._index);
      this._start();
    }
    return this;
  }

  close() {
    this._stop();
    return this;
  }

  [Symbol.toPrimitive]() {
    return this._id;
  }

  [Symbol.dispose]() {
    this._stop();
  }
}

/**
 * Runs the first timer that was due at `dueBy`; called by the engine, a macrotask each.
 * @returns {number} milliseconds until the next timer, 0 when one is due now, -1 for none
 */
export function runTimer(dueBy) {
  armedFor = Infinity;
  const timer = heap[0];
  if (timer !== undefined && timer._due <= dueBy) {
    removeAt(0);
    if (timer._repeat) {
      timer._start();
    } else {
      byId.delete(timer._id);
      if (timer._referenced) dropReference();
    }
    timer._onTimeout.apply(timer, timer._args);
  }
  const next = heap[0];
  if (next === undefined) return -1;
  if (next._due <= dueBy) return 0;
  armedFor = next._due;
  return Math.max(next._due - now(), 0.001);
}

function callbackOf(callback) {
  if (typeof callback === "function") return callback;
  const source = String(callback);
  return () => (0, eval)(source);
}

export function setTimeout(callback, delay = 0, ...args) {
  return new Timeout(callbackOf(callback), delay, args, false);
}

export function setInterval(callback, delay = 0, ...args) {
  return new Timeout(callbackOf(callback), delay, args, true);
}

export function clearTimeout(id) {
  if (id instanceof Timeout) {
    id._stop();
  } else if (id !== undefined && id !== null) {
    byId.get(+id)?._stop();
  }
}

export function clearInterval(id) {
  clearTimeout(id);
}

class Immediate {
  constructor(callback, args) {
    this._onImmediate = callback;
    this._args = args;
    this._referenced = true;
  }
  ref() {
    if (this._onImmediate !== null) {
      this._referenced = true;
      scheduleImmediates(true);
    }
    return this;
  }
  unref() {
    this._referenced = false;
    return this;
  }
  hasRef() {
    return this._referenced;
  }
  [Symbol.dispose]() {
    clearImmediate(this);
  }
}

let immediates = [];
/** Those of the round that is running, and the first of them that has not run. */
let round = [];
let nextOfRound = 0;

export function setImmediate(callback, ...args) {
  if (typeof callback !== "function") {
    throw new TypeError("The \"callback\" argument must be of type function.");
  }
  const immediate = new Immediate(callback, args);
  immediates.push(immediate);
  scheduleImmediates(true);
  return immediate;
}

export function clearImmediate(immediate) {
  if (immediate instanceof Immediate) immediate._onImmediate = null;
}

/**
 * Runs the next of what setImmediate queued; called by the engine, each time in a macrotask of its
 * own. What is queued meanwhile waits for the next round.
 * @returns {boolean} Whether the round goes on.
 */
export function runImmediates() {
  if (nextOfRound === round.length) {
    round = immediates;
    immediates = [];
    nextOfRound = 0;
  }
  if (nextOfRound === round.length) return false;
  const { _onImmediate: callback, _args: args } = round[nextOfRound++];
  if (callback !== null) callback(...args);
  return nextOfRound < round.length;
}

/** Deno.refTimer and Deno.unrefTimer take numbers too. */
export function refTimer(id) {
  (id instanceof Timeout ? id : byId.get(+id))?.ref();
}
export function unrefTimer(id) {
  (id instanceof Timeout ? id : byId.get(+id))?.unref();
}
