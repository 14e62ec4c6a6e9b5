// runtime/builtins/web/console.js: the console namespace. https://console.spec.whatwg.org/
// Logging goes to standard output, warnings, errors, assertions and traces to standard error.
//
// The native half, `bailey:ops/console`:
//   print(text: string, isError: boolean): void
//     Writes the text as UTF-8, all of it, before it returns; nothing is added. `isError` chooses
//     standard error. Half surrogate pairs become U+FFFD.
//   colorsEnabled(fd: 1 | 2): boolean
//     Whether colours may be written there: a terminal, or forced, and not NO_COLOR.
// and of `bailey:ops/timers`, now(): milliseconds of a monotonic clock, with fractions.

import * as ops from "bailey:ops/console";
import { loadBuiltin } from "bailey:ops/core";
import { now } from "bailey:ops/timers";
import {
  IntrinsicError,
  IntrinsicMap,
  apply,
  arrayPush,
  captureStackTrace,
  defineProperty,
  isArray,
  mapDelete,
  mapGet,
  mapHas,
  mapSet,
  numberToFixed,
  objectCreate,
  stringSlice,
  toText,
} from "bailey:internal/inspect/intrinsics";
import { Context, formatArguments, formatValue, quoteString } from "bailey:internal/inspect/mod";

// Marks console objects, whichever class or realm they are of.
export const isConsoleInstance = Symbol("isConsoleInstance");

const CURSOR_HOME = "\x1b[1;1H";
const CLEAR_BELOW = "\x1b[0J";
const LONGEST_CELL = 10_000;

/** How many groups are open. */
let groupDepth = 0;
/** @type {Map<string, number>} */
const counts = new IntrinsicMap();
/** @type {Map<string, number>} Start times by label. */
const timers = new IntrinsicMap();

/**
 * What the methods of a console print with.
 * @param {boolean} isError
 * @param {object} [options]
 */
function contextFor(isError, options = undefined) {
  return new Context({ __proto__: null, colors: ops.colorsEnabled(isError ? 2 : 1), indentLevel: groupDepth }, options);
}

/**
 * Prints the arguments of a method, one line at least.
 * @param {unknown[]} args
 * @param {boolean} isError
 */
function write(args, isError) {
  if (args.length === 1 && groupDepth === 0 && typeof args[0] === "string") {
    ops.print(`${args[0]}\n`, isError);
    return;
  }
  ops.print(`${formatArguments(contextFor(isError), args)}\n`, isError);
}

/**
 * A duration with about three digits.
 * @param {number} milliseconds
 */
function durationText(milliseconds) {
  const decimals = milliseconds < 1 ? 3 : milliseconds < 10 ? 2 : milliseconds < 100 ? 1 : 0;
  return `${numberToFixed(milliseconds, decimals)}ms`;
}

/**
 * Milliseconds since a timer was started; undefined, and a warning, if it was not.
 * @param {string} label
 * @returns {number | undefined}
 */
function elapsed(label) {
  const start = mapGet(timers, label);
  if (start !== undefined) return now() - start;
  ops.print(`Timer '${label}' does not exist\n`, true);
  return undefined;
}

/**
 * One cell of a table.
 * @param {Context} context That of the whole table, in which cycles are numbered.
 * @param {unknown} value
 */
function cellText(context, value) {
  if (typeof value !== "string") return formatValue(context, value, 0);
  const shown = value.length > LONGEST_CELL ? `${stringSlice(value, 0, LONGEST_CELL)}...` : value;
  return context.stylize(quoteString(shown, context.quotes, context.escapeSequences), "string");
}

/** @type {Record<string, Function>} */
const methods = {
  /** @param {unknown[]} args */
  log(...args) {
    write(args, false);
  },

  /** @param {unknown[]} args */
  debug(...args) {
    write(args, false);
  },

  /** @param {unknown[]} args */
  info(...args) {
    write(args, false);
  },

  /**
   * @param {unknown} [value]
   * @param {object} [options] Those of `Deno.inspect`.
   */
  dir(value = undefined, options = undefined) {
    ops.print(`${formatArguments(contextFor(false, options), [value])}\n`, false);
  },

  /** @param {unknown[]} args */
  dirxml(...args) {
    write(args, false);
  },

  /** @param {unknown[]} args */
  warn(...args) {
    write(args, true);
  },

  /** @param {unknown[]} args */
  error(...args) {
    write(args, true);
  },

  /**
   * @param {unknown} [condition]
   * @param {unknown[]} args
   */
  assert(condition = false, ...args) {
    if (condition) return;
    /** @type {unknown[]} */
    const all = [];
    const first = args[0];
    if (args.length === 0) arrayPush(all, "Assertion failed");
    else if (typeof first === "string") arrayPush(all, `Assertion failed: ${first}`);
    else arrayPush(all, "Assertion failed:", first);
    for (let i = 1; i < args.length; i++) arrayPush(all, args[i]);
    write(all, true);
  },

  /** @param {unknown} [label] */
  count(label = "default") {
    const name = toText(label);
    const count = (mapGet(counts, name) ?? 0) + 1;
    mapSet(counts, name, count);
    ops.print(`${name}: ${count}\n`, false);
  },

  /** @param {unknown} [label] */
  countReset(label = "default") {
    const name = toText(label);
    if (mapHas(counts, name)) mapSet(counts, name, 0);
    else ops.print(`Count for '${name}' does not exist\n`, true);
  },

  /**
   * @param {unknown} [data]
   * @param {string[]} [properties] The only columns wanted.
   */
  table(data = undefined, properties = undefined) {
    if (properties !== undefined && !isArray(properties)) {
      throw new IntrinsicError(`The 'properties' argument must be of type Array: received type ${typeof properties}`);
    }
    if (typeof data !== "object" || data === null) return write([data], false);
    /** @type {string[] | undefined} */
    let names;
    if (properties !== undefined) {
      names = [];
      for (let i = 0; i < properties.length; i++) arrayPush(names, toText(properties[i]));
    }
    const context = contextFor(false, { depth: 1, compact: true, breakLength: Infinity });
    const { tableText } = loadBuiltin("bailey:internal/inspect/table");
    write([tableText(data, names, (value) => cellText(context, value))], false);
  },

  /** @param {unknown} [label] */
  time(label = "default") {
    const name = toText(label);
    if (mapHas(timers, name)) ops.print(`Timer '${name}' already exists\n`, true);
    else mapSet(timers, name, now());
  },

  /**
   * @param {unknown} [label]
   * @param {unknown[]} args
   */
  timeLog(label = "default", ...args) {
    const name = toText(label);
    const duration = elapsed(name);
    if (duration === undefined) return;
    /** @type {unknown[]} */
    const all = [`${name}: ${durationText(duration)}`];
    for (let i = 0; i < args.length; i++) arrayPush(all, args[i]);
    write(all, false);
  },

  /** @param {unknown} [label] */
  timeEnd(label = "default") {
    const name = toText(label);
    const duration = elapsed(name);
    if (duration === undefined) return;
    mapDelete(timers, name);
    ops.print(`${name}: ${durationText(duration)}\n`, false);
  },

  /** @param {unknown[]} args */
  group(...args) {
    // Through the object's own `log`, which script may have replaced to collect output.
    if (args.length > 0) apply(console.log, console, args);
    groupDepth++;
  },

  /** @param {unknown[]} args */
  groupCollapsed(...args) {
    if (args.length > 0) apply(console.log, console, args);
    groupDepth++;
  },

  groupEnd() {
    if (groupDepth > 0) groupDepth--;
  },

  clear() {
    groupDepth = 0;
    ops.print(CURSOR_HOME + CLEAR_BELOW, false);
  },

  /** @param {unknown[]} args */
  trace(...args) {
    const context = contextFor(true);
    context.indentLevel = 0;
    const trace = { name: "Trace", message: formatArguments(context, args), stack: "" };
    captureStackTrace(trace, methods.trace);
    ops.print(`${trace.stack}\n`, true);
  },

  // Only a debugger gives these an effect.
  profile() {},
  profileEnd() {},
  timeStamp() {},
};

/**
 * A task, by its name, whose asynchronous stack a debugger can follow. Without one `run` only calls.
 */
const createTask = (/** @type {unknown[]} */ ...args) => {
  if (typeof args[0] !== "string" || args[0] === "") {
    throw new IntrinsicError("First argument must be a non-empty string.");
  }
  return {
    /** @param {unknown[]} args What to call. */
    run(...args) {
      const callback = args[0];
      if (typeof callback !== "function") throw new IntrinsicError("First argument must be a function.");
      return callback();
    },
  };
};

/**
 * The console object. Its prototype is an empty object of its own, as that of every namespace of
 * the web platform. https://webidl.spec.whatwg.org/#es-namespaces
 * @type {any}
 */
export const console = objectCreate({}, {
  [Symbol.toStringTag]: { value: "console", writable: false, enumerable: false, configurable: true },
});
for (const name of Object.keys(methods)) console[name] = methods[name];
console.indentLevel = 0;
console.createTask = createTask;
// The engine's own: a console whose messages only a debugger shows.
console.context = /** @type {any} */ (globalThis).console.context;
defineProperty(console, isConsoleInstance, { value: true, writable: true, enumerable: true, configurable: true });
