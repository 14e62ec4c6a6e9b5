// runtime/builtins/internal/inspect/text.js: strings, symbols and numbers as source-like text.

import {
  isSameValue,
  arrayJoin,
  arrayPush,
  match,
  numberToString,
  stringAt,
  stringIncludes,
  stringIndexOf,
  stringPadStart,
  stringRepeat,
  stringSlice,
  symbolDescription,
} from "bailey:internal/inspect/intrinsics";

/** @typedef {import("bailey:internal/inspect/context").Context} Context */
/** @typedef {import("bailey:internal/inspect/style").Stylize} Stylize */

const IDENTIFIER = /^[a-zA-Z_][a-zA-Z_0-9]*$/;
const DOTTED_IDENTIFIER = /^[a-zA-Z_][a-zA-Z_.0-9]*$/;
const NEEDS_ESCAPE = /[\x00-\x1f\\\x7f-\x9f]/;
const NEEDS_KEY_ESCAPE = /[\x00-\x1f'\\\x7f-\x9f]/;
// Strings up to this length are never split at their line feeds.
const SHORT_STRING = 16;

/**
 * "s" for anything but one.
 * @param {number} count
 */
export function plural(count) {
  return count > 1 ? "s" : "";
}

/**
 * The escape of a control character with a letter of its own.
 * @param {number} code
 * @returns {string}
 */
function letterEscape(code) {
  switch (code) {
    case 0x08: return "\\b";
    case 0x09: return "\\t";
    case 0x0a: return "\\n";
    case 0x0b: return "\\v";
    case 0x0c: return "\\f";
    case 0x0d: return "\\r";
    default: return "";
  }
}

/** @param {number} code */
function isControl(code) {
  return code <= 0x1f || (code >= 0x7f && code <= 0x9f);
}

/**
 * `text` in the first of `quotes` it does not contain, or else in the first with escapes.
 * @param {string} text
 * @param {string[]} quotes
 * @param {boolean} escapeSequences Whether control characters are escaped too.
 * @returns {string}
 */
export function quoteString(text, quotes, escapeSequences) {
  let quote = quotes.length > 0 ? quotes[0] : '"';
  for (let i = 0; i < quotes.length; i++) {
    if (!stringIncludes(text, quotes[i])) {
      quote = quotes[i];
      break;
    }
  }
  if (match(NEEDS_ESCAPE, text) === null && !stringIncludes(text, quote)) return quote + text + quote;

  const quoteCode = stringAt(quote, 0);
  let quoted = quote;
  let copied = 0;
  for (let i = 0; i < text.length; i++) {
    const code = stringAt(text, i);
    let escaped;
    if (code === quoteCode || code === 0x5c) {
      escaped = `\\${text[i]}`;
    } else if (escapeSequences && isControl(code)) {
      escaped = letterEscape(code) || `\\x${stringPadStart(numberToString(code, 16), 2, "0")}`;
    } else {
      continue;
    }
    quoted += stringSlice(text, copied, i) + escaped;
    copied = i + 1;
  }
  return quoted + stringSlice(text, copied) + quote;
}

/**
 * A symbol used as a key: never quoted, control characters escaped.
 * @param {symbol} symbol
 * @returns {string}
 */
function symbolKey(symbol) {
  const text = `Symbol(${symbolDescription(symbol) ?? ""})`;
  if (match(NEEDS_KEY_ESCAPE, text) === null) return text;
  let escaped = "";
  for (let i = 0; i < text.length; i++) {
    const code = stringAt(text, i);
    if (code === 0x27 || code === 0x5c) escaped += `\\${text[i]}`;
    else if (!isControl(code)) escaped += text[i];
    else if (code !== 0x0b && letterEscape(code) !== "") escaped += letterEscape(code);
    else escaped += `\\x${upperHex(code)}`;
  }
  return escaped;
}

/** @param {number} code */
function upperHex(code) {
  const digits = "0123456789ABCDEF";
  return digits[code >> 4] + digits[code & 15];
}

/**
 * The key of a property as it stands before the colon.
 * @param {Context} ctx
 * @param {PropertyKey} key
 * @param {PropertyDescriptor} descriptor
 * @returns {string}
 */
export function keyText(ctx, key, descriptor) {
  let text;
  if (typeof key === "symbol") text = ctx.stylize(symbolKey(key), "symbol");
  else if (key === "__proto__") text = "['__proto__']";
  else if (match(IDENTIFIER, `${key}`) !== null) text = ctx.stylize(`${key}`, "name");
  else text = ctx.stylize(quoteString(`${key}`, ctx.quotes, ctx.escapeSequences), "string");
  return descriptor.enumerable === false ? `[${text}]` : text;
}

/**
 * @param {number} value
 * @returns {string}
 */
export function numberText(value) {
  return isSameValue(value, -0) ? "-0" : `${value}`;
}

/**
 * A symbol as a value: its description is quoted unless it reads like a name.
 * @param {Context} ctx
 * @param {symbol} symbol
 */
function symbolText(ctx, symbol) {
  const description = symbolDescription(symbol);
  if (description === undefined) return "Symbol()";
  if (match(DOTTED_IDENTIFIER, description) !== null) return `Symbol(${description})`;
  return `Symbol(${quoteString(description, ctx.quotes, ctx.escapeSequences)})`;
}

/**
 * The first `length` code units of `text`, less half a surrogate pair.
 * @param {string} text
 * @param {number} length
 */
function cut(text, length) {
  const last = length > 0 ? stringAt(text, length - 1) : 0;
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return stringSlice(text, 0, splitsPair ? length - 1 : length);
}

/**
 * @param {Context} ctx
 * @param {string} value
 * @param {Stylize} stylize
 */
function stringText(ctx, value, stylize) {
  let trailer = "";
  if (value.length > ctx.maxStringLength) {
    const length = ctx.maxStringLength > 0 ? ctx.maxStringLength : 0;
    const remaining = value.length - length;
    value = cut(value, length);
    trailer = `... ${remaining} more character${plural(remaining)}`;
  }
  const room = ctx.breakLength - ctx.indentation - 4;
  const splits = ctx.compact !== true && value.length > SHORT_STRING && value.length > room;
  if (!splits || !stringIncludes(value, "\n")) {
    return stylize(quoteString(value, ctx.quotes, ctx.escapeSequences), "string") + trailer;
  }
  /** @type {string[]} */
  const pieces = [];
  for (let start = 0; start < value.length;) {
    const feed = stringIndexOf(value, "\n", start);
    const end = feed === -1 ? value.length : feed + 1;
    const piece = stringSlice(value, start, end);
    arrayPush(pieces, stylize(quoteString(piece, ctx.quotes, ctx.escapeSequences), "string"));
    start = end;
  }
  return arrayJoin(pieces, ` +\n${stringRepeat(" ", ctx.indentation + 2)}`) + trailer;
}

/**
 * A value that is no object.
 * @param {Context} ctx
 * @param {unknown} value
 * @param {Stylize} [stylize]
 * @returns {string}
 */
export function formatPrimitive(ctx, value, stylize = ctx.stylize) {
  switch (typeof value) {
    case "string": return stringText(ctx, value, stylize);
    case "number": return stylize(numberText(value), "number");
    case "bigint": return stylize(`${value}n`, "bigint");
    case "boolean": return stylize(`${value}`, "boolean");
    case "symbol": return stylize(symbolText(ctx, value), "symbol");
    case "undefined": return stylize("undefined", "undefined");
    default: return stylize("null", "null");
  }
}
