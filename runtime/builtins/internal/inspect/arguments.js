// runtime/builtins/internal/inspect/arguments.js: the arguments of a console method as one text, substitutions such as "%d" done.
// https://console.spec.whatwg.org/#formatter

import { loadBuiltin } from "bailey:ops/core";
import {
  IntrinsicTypeError,
  parseFloat,
  parseInt,
  replaceEach,
  stringAt,
  stringRepeat,
  stringSlice,
  stringStartsWith,
  stringify,
  toText,
} from "bailey:internal/inspect/intrinsics";
import { formatValue } from "bailey:internal/inspect/value";

/** @typedef {import("bailey:internal/inspect/context").Context} Context */
/** @typedef {import("bailey:internal/inspect/css").Css} Css */

const PERCENT = 0x25;
const GROUP_INDENT = "  ";

/**
 * @param {Context} ctx
 * @param {unknown[]} args
 * @returns {string}
 */
export function formatArguments(ctx, args) {
  const first = args[0];
  let next = 0;
  let text = "";
  if (typeof first === "string" && args.length > 1) {
    const substituted = substitute(ctx, first, args);
    text = substituted.text;
    next = substituted.next;
  }
  for (; next < args.length; next++) {
    if (next > 0) text += " ";
    const argument = args[next];
    text += typeof argument === "string" ? argument : formatValue(ctx, argument, 0);
  }
  return indentGroup(text, ctx.indentLevel);
}

/**
 * `text` as far in as `depth` groups put it.
 * @param {string} text
 * @param {number} depth
 * @returns {string}
 */
export function indentGroup(text, depth) {
  if (!(depth > 0)) return text;
  const indent = stringRepeat(GROUP_INDENT, depth);
  return indent + replaceEach(text, "\n", `\n${indent}`);
}

/**
 * Replaces the specifiers in `format`. `next` is the first argument not used up.
 * @param {Context} ctx
 * @param {string} format
 * @param {unknown[]} args
 * @returns {{ text: string, next: number }}
 */
function substitute(ctx, format, args) {
  let text = "";
  let copied = 0;
  let next = 1;
  /** @type {Css | undefined} */
  let style;
  for (let i = 0; i < format.length - 1; i++) {
    if (stringAt(format, i) !== PERCENT) continue;
    const specifier = format[++i];
    /** @type {string | undefined} */
    let replacement;
    if (specifier === "%") {
      replacement = "%";
    } else if (next < args.length && isSpecifier(specifier)) {
      const argument = args[next++];
      if (specifier !== "c") {
        replacement = specified(ctx, specifier, argument);
      } else if (!ctx.colors) {
        replacement = "";
      } else {
        const { ansiBetween, parseCss } = loadBuiltin("bailey:internal/inspect/css");
        const css = parseCss(toText(argument));
        replacement = ansiBetween(style, css);
        if (replacement !== "") style = css;
      }
    }
    if (replacement === undefined) continue;
    text += stringSlice(format, copied, i - 1) + replacement;
    copied = i + 1;
  }
  text += stringSlice(format, copied);
  return { text: style === undefined ? text : `${text}\x1b[0m`, next };
}

/** @param {string} letter */
function isSpecifier(letter) {
  switch (letter) {
    case "s": case "d": case "i": case "f": case "j": case "o": case "O": case "c": return true;
    default: return false;
  }
}

/**
 * One argument as its specifier asks. Undefined, which JSON cannot say, leaves "%j" standing.
 * @param {Context} ctx
 * @param {string} specifier
 * @param {unknown} argument
 * @returns {string | undefined}
 */
function specified(ctx, specifier, argument) {
  switch (specifier) {
    case "s": return toText(argument);
    case "d":
    case "i": return typeof argument === "symbol" ? "NaN" : `${parseInt(toText(argument))}`;
    case "f": return typeof argument === "symbol" ? "NaN" : `${parseFloat(toText(argument))}`;
    case "j": return jsonText(argument);
    default: return formatValue(ctx, argument, 0);
  }
}

/**
 * @param {unknown} value
 * @returns {string | undefined}
 */
function jsonText(value) {
  try {
    return stringify(value);
  } catch (error) {
    if (
      error instanceof IntrinsicTypeError &&
      stringStartsWith(error.message, "Converting circular structure to JSON")
    ) return "[Circular]";
    throw error;
  }
}
