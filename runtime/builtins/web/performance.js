// runtime/builtins/web/performance.js: the performance object, its marks and measures.
// https://w3c.github.io/hr-time/ https://w3c.github.io/user-timing/
import { structuredClone } from "bailey:ops/core";
import { now, wallClock } from "bailey:ops/timers";
import { defineInterface } from "bailey:internal/interface";
import {
  conversionError, illegalConstructor, illegalInvocation, isObject, iterateWith, missingArguments,
  toDictionary, toDouble,
} from "bailey:internal/webidl";
import { DOMException } from "bailey:web/dom_exception";
import { EventTarget } from "bailey:web/event";
import { setTimeout } from "bailey:web/timers";

/** Proof that an entry is made here. */
const kInternal = Symbol();

let isEntry;

export class PerformanceEntry {
  #name;
  #type;
  #startTime;
  #duration;

  constructor(key = undefined, { name, type, startTime, duration } = /** @type {any} */ ({})) {
    if (key !== kInternal) illegalConstructor();
    this.#name = name;
    this.#type = type;
    this.#startTime = startTime;
    this.#duration = duration;
  }

  get name() {
    return isEntry(this) ? this.#name : illegalInvocation();
  }

  get entryType() {
    return isEntry(this) ? this.#type : illegalInvocation();
  }

  get startTime() {
    return isEntry(this) ? this.#startTime : illegalInvocation();
  }

  get duration() {
    return isEntry(this) ? this.#duration : illegalInvocation();
  }

  toJSON() {
    const { name, entryType, startTime, duration } = this;
    return { name, entryType, startTime, duration };
  }

  static {
    isEntry = (value) => isObject(value) && #name in value;
  }
}
defineInterface(PerformanceEntry, { inspect: ["name", "entryType", "startTime", "duration"] });

const kEntryKeys = ["name", "entryType", "startTime", "duration", "detail"];

function clonedDetail(detail) {
  return detail === undefined || detail === null ? null : structuredClone(detail, []);
}

/** The members of a PerformanceMarkOptions, in the order in which they are read. */
function markOptions(options, prefix) {
  const dictionary = toDictionary(options, prefix, "Argument 2");
  const detail = dictionary?.detail;
  const given = dictionary?.startTime;
  const startTime = given === undefined ? now()
    : toDouble(given, prefix, "'startTime' of 'PerformanceMarkOptions' (Argument 2)");
  if (startTime < 0) {
    throw new TypeError(
      `Cannot construct PerformanceMark: startTime cannot be negative, received ${startTime}`);
  }
  return { startTime, detail: clonedDetail(detail) };
}

export class PerformanceMark extends PerformanceEntry {
  #detail;

  constructor(name, options = undefined) {
    if (name === kInternal) {
      super(kInternal, options);
      this.#detail = options.detail;
      return;
    }
    const prefix = "Failed to construct 'PerformanceMark'";
    if (arguments.length < 1) missingArguments(prefix, 1, 0);
    const text = `${name}`;
    const { startTime, detail } = markOptions(options, prefix);
    super(kInternal, { name: text, type: "mark", startTime, duration: 0 });
    this.#detail = detail;
  }

  get detail() {
    return isObject(this) && #detail in this ? this.#detail : illegalInvocation();
  }

  get entryType() {
    return isObject(this) && #detail in this ? "mark" : illegalInvocation();
  }

  toJSON() {
    return { ...super.toJSON(), detail: this.detail };
  }
}
defineInterface(PerformanceMark, { inspect: kEntryKeys });

export class PerformanceMeasure extends PerformanceEntry {
  #detail;

  constructor(key = undefined, init = undefined) {
    super(key, init);
    this.#detail = init.detail;
  }

  get detail() {
    return isObject(this) && #detail in this ? this.#detail : illegalInvocation();
  }

  get entryType() {
    return isObject(this) && #detail in this ? "measure" : illegalInvocation();
  }

  toJSON() {
    return { ...super.toJSON(), detail: this.detail };
  }
}
defineInterface(PerformanceMeasure, { inspect: kEntryKeys });

// ---- the timeline

/** @type {PerformanceEntry[]} */
let timeline = [];
/** @type {Set<any>} the observers that observe */
const observing = new Set();
let deliveryQueued = false;

function entriesWhere(list, name, type) {
  return list.filter((entry) => (name === undefined || entry.name === name) &&
    (type === undefined || entry.entryType === type));
}

function addEntry(entry) {
  timeline.push(entry);
  for (const observer of observing) observer.offer(entry);
}

function removeEntries(type, name) {
  timeline = timeline.filter((entry) => entry.entryType !== type ||
    (name !== undefined && entry.name !== name));
}

function queueDelivery() {
  if (deliveryQueued) return;
  deliveryQueued = true;
  setTimeout(() => {
    deliveryQueued = false;
    for (const observer of [...observing]) observer.deliver();
  }, 0);
}

/** The start time that a mark's name or a number stands for. */
function timeOf(mark) {
  if (typeof mark === "number") {
    if (mark < 0) throw new TypeError(`Mark cannot be negative: received ${mark}`);
    return mark;
  }
  const name = `${mark}`;
  for (let at = timeline.length - 1; at >= 0; at--) {
    const entry = timeline[at];
    if (entry.entryType === "mark" && entry.name === name) return entry.startTime;
  }
  throw new DOMException(`Cannot find mark: "${name}"`, "SyntaxError");
}

// https://w3c.github.io/user-timing/#measure-method
function spanOf(startOrOptions, endMark) {
  const options = isObject(startOrOptions) ? startOrOptions : undefined;
  const { detail, start, duration, end } = options ?? {};
  if (options !== undefined && Object.keys(options).length > 0) {
    if (endMark !== undefined) throw new TypeError('Options cannot be passed with "endMark"');
    if (start !== undefined && end !== undefined && duration !== undefined) {
      throw new TypeError('Cannot specify "start", "end", and "duration" together in options');
    }
  }
  let endTime;
  if (endMark !== undefined) endTime = timeOf(`${endMark}`);
  else if (end !== undefined) endTime = timeOf(end);
  else if (start !== undefined && duration !== undefined) endTime = timeOf(start) + timeOf(duration);
  else endTime = now();
  let startTime = 0;
  if (start !== undefined) startTime = timeOf(start);
  else if (end !== undefined && duration !== undefined) startTime = endTime - timeOf(duration);
  else if (options === undefined && startOrOptions !== undefined) startTime = timeOf(`${startOrOptions}`);
  return { startTime, duration: endTime - startTime, detail: clonedDetail(detail) };
}

let isPerformance;

export class Performance extends EventTarget {
  #timeOrigin = undefined;

  constructor(key = undefined) {
    if (key !== kInternal) illegalConstructor();
    super();
  }

  static #check(object, method, required, present) {
    if (!isPerformance(object)) illegalInvocation();
    if (present < required) {
      missingArguments(`Failed to execute '${method}' on 'Performance'`, required, present);
    }
  }

  get timeOrigin() {
    if (!isPerformance(this)) illegalInvocation();
    // Asked for late: in the snapshot there is no time.
    return this.#timeOrigin ??= wallClock() - now();
  }

  clearMarks(markName = undefined) {
    Performance.#check(this, "clearMarks", 0, 0);
    removeEntries("mark", markName === undefined ? undefined : `${markName}`);
  }

  clearMeasures(measureName = undefined) {
    Performance.#check(this, "clearMeasures", 0, 0);
    removeEntries("measure", measureName === undefined ? undefined : `${measureName}`);
  }

  // No resource timings are kept, so there is nothing to clear or to limit.
  clearResourceTimings() {
    Performance.#check(this, "clearResourceTimings", 0, 0);
  }

  setResourceTimingBufferSize(maxSize) {
    Performance.#check(this, "setResourceTimingBufferSize", 1, arguments.length);
  }

  getEntries() {
    Performance.#check(this, "getEntries", 0, 0);
    return entriesWhere(timeline, undefined, undefined);
  }

  getEntriesByName(name, type = undefined) {
    Performance.#check(this, "getEntriesByName", 1, arguments.length);
    return entriesWhere(timeline, `${name}`, type === undefined ? undefined : `${type}`);
  }

  getEntriesByType(type) {
    Performance.#check(this, "getEntriesByType", 1, arguments.length);
    return entriesWhere(timeline, undefined, `${type}`);
  }

  mark(markName, options = undefined) {
    Performance.#check(this, "mark", 1, arguments.length);
    const name = `${markName}`;
    const { startTime, detail } = markOptions(options, "Failed to execute 'mark' on 'Performance'");
    const entry = new PerformanceMark(kInternal,
      { name, type: "mark", startTime, duration: 0, detail });
    addEntry(entry);
    return entry;
  }

  measure(measureName, startOrMeasureOptions = undefined, endMark = undefined) {
    Performance.#check(this, "measure", 1, arguments.length);
    const name = `${measureName}`;
    const span = spanOf(startOrMeasureOptions, endMark);
    const entry = new PerformanceMeasure(kInternal, { name, type: "measure", ...span });
    addEntry(entry);
    return entry;
  }

  now() {
    return isPerformance(this) ? now() : illegalInvocation();
  }

  toJSON() {
    return { timeOrigin: this.timeOrigin };
  }

  static {
    isPerformance = (value) => isObject(value) && #timeOrigin in value;
  }
}
defineInterface(Performance, { inspect: ["timeOrigin"] });

export const performance = new Performance(/** @type {any} */ (kInternal));

// ---- observers. https://w3c.github.io/performance-timeline/

const kSupported = Object.freeze(["mark", "measure"]);

export class PerformanceObserverEntryList {
  #entries;

  constructor(key = undefined, entries = undefined) {
    if (key !== kInternal) illegalConstructor();
    this.#entries = entries;
  }

  getEntries() {
    return entriesWhere(this.#entries, undefined, undefined);
  }

  getEntriesByType(type) {
    return entriesWhere(this.#entries, undefined, `${type}`);
  }

  getEntriesByName(name, type = undefined) {
    return entriesWhere(this.#entries, `${name}`, type === undefined ? undefined : `${type}`);
  }
}
defineInterface(PerformanceObserverEntryList);

/** An observer inside: what it wants and what waits to be delivered. */
class Observation {
  types = new Set();
  buffer = [];

  constructor(observer, callback) {
    this.observer = observer;
    this.callback = callback;
  }

  offer(entry) {
    if (!this.types.has(entry.entryType)) return;
    this.buffer.push(entry);
    queueDelivery();
  }

  deliver() {
    if (this.buffer.length === 0) return;
    const list = new PerformanceObserverEntryList(/** @type {any} */ (kInternal), this.take());
    Reflect.apply(this.callback, this.observer, [list, this.observer]);
  }

  take() {
    const entries = this.buffer;
    this.buffer = [];
    return entries;
  }
}

export class PerformanceObserver {
  /** @type {Observation} */
  #observation;

  constructor(callback) {
    const prefix = "Failed to construct 'PerformanceObserver'";
    if (arguments.length < 1) missingArguments(prefix, 1, 0);
    if (typeof callback !== "function") {
      throw conversionError(prefix, "The callback provided", "as parameter 1 is not a function.");
    }
    this.#observation = new Observation(this, callback);
  }

  static get supportedEntryTypes() {
    return kSupported;
  }

  observe(options = undefined) {
    const prefix = "Failed to execute 'observe' on 'PerformanceObserver'";
    const { entryTypes, type, buffered } = isObject(options) ? options : {};
    if (entryTypes === undefined && type === undefined) {
      throw conversionError(prefix, "Either", "'entryTypes' or 'type' must be specified.");
    }
    if (entryTypes !== undefined && type !== undefined) {
      throw conversionError(prefix, "Cannot specify", "both 'entryTypes' and 'type'.");
    }
    const observation = this.#observation;
    if (entryTypes !== undefined) {
      const method = isObject(entryTypes) ? entryTypes[Symbol.iterator] : undefined;
      if (typeof method !== "function") {
        throw conversionError(prefix, "'entryTypes'", "must be an array.");
      }
      const wanted = iterateWith(entryTypes, method).map((item) => `${item}`);
      observation.types = new Set(wanted.filter((item) => kSupported.includes(item)));
    } else if (kSupported.includes(`${type}`)) {
      observation.types.add(`${type}`);
      if (buffered) for (const entry of entriesWhere(timeline, undefined, `${type}`)) observation.offer(entry);
    }
    if (observation.types.size > 0) observing.add(observation);
  }

  disconnect() {
    observing.delete(this.#observation);
    this.#observation.types.clear();
    this.#observation.take();
  }

  takeRecords() {
    return this.#observation.take();
  }
}
defineInterface(PerformanceObserver);
