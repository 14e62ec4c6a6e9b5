// runtime/builtins/internal/inspect/context.js: the options of one inspection and its state. Script sees it only as the plain object
// a custom inspection method gets, and may pass that object back as the options of another call.

import {
  arrayPush,
  arraySlice,
  isArray,
  objectKeys,
  setPrototypeOf,
  toNumber,
  toText,
} from "bailey:internal/inspect/intrinsics";
import { readOr } from "bailey:internal/inspect/safe";
import { stylizeNoColor, stylizeWithColor } from "bailey:internal/inspect/style";

/** @typedef {import("bailey:internal/inspect/style").Stylize} Stylize */
/** @typedef {(a: string, b: string) => number} Comparator */

/**
 * @param {unknown} value
 * @returns {number}
 */
function numeric(value) {
  try {
    return toNumber(value);
  } catch {
    return NaN;
  }
}

/**
 * A limit: null lifts it.
 * @param {unknown} value
 */
function limit(value) {
  return value === null ? Infinity : numeric(value);
}

/**
 * @param {unknown} value
 * @returns {boolean | Comparator}
 */
function sorting(value) {
  return typeof value === "function" ? /** @type {Comparator} */ (value) : !!value;
}

/**
 * @param {unknown} value
 * @returns {boolean | "get" | "set"}
 */
function getting(value) {
  if (typeof value === "string") return value === "get" || value === "set" ? value : false;
  return !!value;
}

/**
 * @param {unknown} value
 * @returns {value is object}
 */
export function isObject(value) {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

export class Context {
  showHidden = false;
  /** @type {number | null} Levels below this are cut; null for no limit. */
  depth = 4;
  colors = false;
  customInspect = true;
  showProxy = false;
  maxArrayLength = 100;
  maxStringLength = 10_000;
  breakLength = 80;
  escapeSequences = true;
  /** @type {number | boolean} */
  compact = 3;
  /** @type {boolean | Comparator} */
  sorted = false;
  /** @type {boolean | "get" | "set"} */
  getters = false;
  /** @type {string[]} */
  quotes = ['"', "'", "`"];
  iterableLimit = 100;
  trailingComma = false;
  /** How many groups of the console the text stands in. */
  indentLevel = 0;
  /** @type {number | undefined} */
  strAbbreviateSize = undefined;
  /** @type {unknown} Passed on to custom inspection methods, otherwise without effect. */
  numericSeparator = undefined;
  /** @type {object | undefined} What node's `util.inspect` was called with. */
  userOptions = undefined;
  /** @type {unknown} The `inspect` that a custom inspection method of node's kind gets. */
  inspect = undefined;

  /** @type {Stylize} */
  stylize = stylizeNoColor;
  /** @type {Stylize} What custom inspection methods get as `stylize`. */
  publicStylize = stylizeNoColor;

  /** Columns by which new lines are indented at present. */
  indentation = 0;
  /** Level of the innermost object being printed. */
  currentDepth = 0;
  /** @type {object[]} The objects being printed, outermost first. */
  seen = [];
  /** @type {object[]} Those met again while being printed, in order of their numbers, from 1. */
  circular = [];
  /** @type {Record<string, number>} Length printed so far by indentation. */
  budget = { __proto__: /** @type {any} */ (null) };

  /**
   * @param {unknown} [options]
   * @param {unknown} [overrides] Further options, which go before the others.
   */
  constructor(options = undefined, overrides = undefined) {
    if (isObject(options)) this.#apply(options);
    if (isObject(overrides)) this.#apply(overrides);
    if (this.colors) this.useStylize(stylizeWithColor);
  }

  /** @param {any} options */
  #apply(options) {
    this.#applyLayout(options);
    this.#applyContents(options);
    this.#applyState(options);
    const stylize = readOr(options, "stylize");
    if (typeof stylize === "function") this.useStylize(stylize);
  }

  /** @param {any} options */
  #applyLayout(options) {
    let value;
    if ((value = readOr(options, "colors")) !== undefined) this.colors = !!value;
    if ((value = readOr(options, "breakLength")) !== undefined) this.breakLength = numeric(value);
    if ((value = readOr(options, "compact")) !== undefined) this.compact = typeof value === "number" ? value : value === true;
    if ((value = readOr(options, "trailingComma")) !== undefined) this.trailingComma = !!value;
    if ((value = readOr(options, "escapeSequences")) !== undefined) this.escapeSequences = !!value;
    if ((value = readOr(options, "sorted")) !== undefined) this.sorted = sorting(value);
    if (isArray((value = readOr(options, "quotes")))) this.quotes = texts(value);
    if ((value = readOr(options, "indentLevel")) !== undefined) this.indentLevel = numeric(value);
  }

  /** @param {any} options */
  #applyContents(options) {
    let value;
    if ((value = readOr(options, "showHidden")) !== undefined) this.showHidden = !!value;
    if ((value = readOr(options, "depth")) !== undefined) this.depth = value === null ? null : numeric(value);
    if ((value = readOr(options, "customInspect")) !== undefined) this.customInspect = !!value;
    if ((value = readOr(options, "showProxy")) !== undefined) this.showProxy = !!value;
    if ((value = readOr(options, "getters")) !== undefined) this.getters = getting(value);
    if ((value = readOr(options, "maxArrayLength")) !== undefined) this.maxArrayLength = limit(value);
    if ((value = readOr(options, "maxStringLength")) !== undefined) this.maxStringLength = limit(value);
    if ((value = readOr(options, "iterableLimit")) !== undefined) {
      this.iterableLimit = numeric(value);
      this.maxArrayLength = this.iterableLimit;
    }
    if ((value = readOr(options, "strAbbreviateSize")) !== undefined) {
      this.strAbbreviateSize = numeric(value);
      this.maxStringLength = this.strAbbreviateSize;
    }
  }

  // What a context handed to script carries beyond the documented options.
  /** @param {any} options */
  #applyState(options) {
    this.numericSeparator = readOr(options, "numericSeparator");
    this.inspect = readOr(options, "inspect");
    let value;
    if (isObject((value = readOr(options, "userOptions")))) this.userOptions = value;
    if ((value = readOr(options, "indentationLvl")) !== undefined) this.indentation = max0(numeric(value));
    if (isArray((value = readOr(options, "seen")))) this.seen = arraySlice(value);
    if (isObject((value = readOr(options, "budget")))) copyNumbers(value, this.budget);
  }

  /** @param {Stylize} stylize */
  useStylize(stylize) {
    this.publicStylize = stylize;
    const own = stylize === stylizeNoColor || stylize === stylizeWithColor;
    this.stylize = own ? stylize : (text, flavour) => `${stylize(text, flavour)}`;
  }

  /**
   * Whether objects at `level` are cut.
   * @param {number} level
   */
  isBeyond(level) {
    return this.depth !== null && level > this.depth;
  }

  /**
   * The number of an object met again while it is being printed.
   * @param {object} value
   * @returns {number}
   */
  circularIndex(value) {
    const known = indexOfSame(this.circular, value);
    return known === -1 ? arrayPush(this.circular, value) : known + 1;
  }

  /**
   * The options in the shape node's `util.inspect` hands to a custom inspection method.
   * @returns {Record<string, unknown>}
   */
  publicOptions() {
    return {
      stylize: this.publicStylize,
      showHidden: this.showHidden,
      depth: this.depth,
      colors: this.colors,
      customInspect: this.customInspect,
      showProxy: this.showProxy,
      maxArrayLength: this.maxArrayLength,
      maxStringLength: this.maxStringLength,
      breakLength: this.breakLength,
      compact: this.compact,
      sorted: this.sorted,
      getters: this.getters,
      numericSeparator: this.numericSeparator,
      ...this.userOptions,
    };
  }

  /**
   * Options and state, to pass on to a further `inspect` inside this one.
   * @param {Function} inspect
   * @returns {Record<string, unknown>}
   */
  publicContext(inspect) {
    const options = this.publicOptions();
    options.indentationLvl = this.indentation;
    options.currentDepth = this.currentDepth;
    options.indentLevel = this.indentLevel;
    options.escapeSequences = this.escapeSequences;
    options.trailingComma = this.trailingComma;
    options.iterableLimit = this.iterableLimit;
    if (this.strAbbreviateSize !== undefined) options.strAbbreviateSize = this.strAbbreviateSize;
    options.quotes = arraySlice(this.quotes);
    options.seen = arraySlice(this.seen);
    options.budget = { ...this.budget };
    options.inspect = inspect;
    return options;
  }

  /**
   * A context for an `inspect` within this one: the same options and state, changes kept apart.
   * @returns {Context}
   */
  fork() {
    const copy = new Context();
    const keys = objectKeys(this);
    for (let i = 0; i < keys.length; i++) /** @type {any} */ (copy)[keys[i]] = /** @type {any} */ (this)[keys[i]];
    copy.seen = arraySlice(this.seen);
    return copy;
  }
}

/**
 * `options` for a method that may belong to another realm: no prototype, no object of this one.
 * @param {Record<string, unknown>} options
 * @returns {Record<string, unknown>}
 */
export function acrossRealms(options) {
  const stylize = /** @type {Stylize} */ (options.stylize);
  setPrototypeOf(options, null);
  const keys = objectKeys(options);
  for (let i = 0; i < keys.length; i++) {
    if (isObject(options[keys[i]])) delete options[keys[i]];
  }
  /** @type {Stylize} */
  const guarded = (value, flavour) => {
    try {
      return `${stylize(value, flavour)}`;
    } catch {
      return value;
    }
  };
  options.stylize = setPrototypeOf(guarded, null);
  return options;
}

/**
 * Index of `value` in `list` by identity.
 * @param {unknown[]} list
 * @param {unknown} value
 */
export function indexOfSame(list, value) {
  for (let i = 0; i < list.length; i++) {
    if (list[i] === value) return i;
  }
  return -1;
}

/** @param {number} value */
function max0(value) {
  return value > 0 ? value : 0;
}

/**
 * @param {unknown[]} list
 * @returns {string[]}
 */
function texts(list) {
  /** @type {string[]} */
  const result = [];
  for (let i = 0; i < list.length; i++) arrayPush(result, toText(list[i]));
  return result;
}

/**
 * @param {any} from
 * @param {Record<string, number>} to
 */
function copyNumbers(from, to) {
  const keys = objectKeys(from);
  for (let i = 0; i < keys.length; i++) to[keys[i]] = numeric(readOr(from, keys[i]));
}
