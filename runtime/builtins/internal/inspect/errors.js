// runtime/builtins/internal/inspect/errors.js: errors, by their stacks. The title of a stack is corrected where the class or the
// name of the error has become another one since it was written.

import {
  arrayPush,
  errorToString,
  isArray,
  match,
  objectToString,
  replaceEach,
  stringEndsWith,
  stringIncludes,
  stringIndexOf,
  stringRepeat,
  stringSlice,
  stringStartsWith,
  toText,
} from "bailey:internal/inspect/intrinsics";
import { indexOfSame, isObject } from "bailey:internal/inspect/context";
import { Kind, inherits, kindOf } from "bailey:internal/inspect/kinds";
import { ErrorPrototype, prefixOf, removeAt } from "bailey:internal/inspect/names";
import { UNREADABLE, hasKey, readOf } from "bailey:internal/inspect/safe";
import { FRAME_START, printFrames, shortenFrames } from "bailey:internal/inspect/stack";

/** @typedef {import("bailey:internal/inspect/context").Context} Context */
/** @typedef {import("bailey:internal/inspect/collections").Print} Print */

const TITLE_CLASS = /^([A-Z][a-z_ A-Z0-9[\]()-]+)(?::|\n {4}at)/;
const BARE_CLASS = /^([a-z_A-Z0-9-]*Error)$/;

/**
 * The stack as text; the title alone without one. Throws what the name or the message throws.
 * @param {object} error
 * @param {Print} printStack
 * @returns {string}
 */
function stackText(error, printStack) {
  const stack = readOf(error, "stack");
  if (stack === UNREADABLE || !stack) return errorToString(error);
  if (typeof stack === "string") return stack;
  const printed = printStack(stack);
  return `${errorToString(error)}\n    ${printed}`;
}

/**
 * @param {object} error
 * @returns {string}
 */
function plainText(error) {
  try {
    return objectToString(error);
  } catch {
    return "[object Error]";
  }
}

/**
 * Hides what the stack shows already.
 * @param {PropertyKey[]} keys
 * @param {string} key
 * @param {unknown} value
 * @param {string} stack
 */
function hideShown(keys, key, value, stack) {
  const index = indexOfSame(keys, key);
  if (index === -1 || value === UNREADABLE) return;
  if (typeof value !== "string" || stringIncludes(stack, value)) removeAt(keys, index);
}

/**
 * @param {unknown} value
 * @returns {string}
 */
function textOf(value) {
  try {
    return toText(value);
  } catch {
    return "";
  }
}

/**
 * The stack under a title that says the class the error is of and the name it has.
 * @param {string} stack
 * @param {string | null} className
 * @param {unknown} errorName
 * @param {string} tag
 * @returns {string}
 */
function retitled(stack, className, errorName, tag) {
  const name = textOf(errorName);
  const isText = typeof errorName === "string";
  if (!isText) {
    const at = stringIndexOf(stack, name);
    const label = `${name} [${stringSlice(prefixOf(className, tag, "Error"), 0, -1)}]`;
    if (at !== -1) stack = stringSlice(stack, 0, at) + label + stringSlice(stack, at + name.length);
  }
  let titleLength = name.length;
  let fallback = "Error";
  if (className === null) {
    const title = (match(TITLE_CLASS, stack) ?? match(BARE_CLASS, stack))?.[1] ?? "";
    titleLength = title.length;
    if (title !== "") fallback = title;
  } else if (!isText || !stringEndsWith(name, "Error") || !startsTitle(stack, name)) {
    return stack;
  }
  const label = stringSlice(prefixOf(className, tag, fallback), 0, -1);
  if (isText && name === label) return stack;
  if (!stringIncludes(label, name)) return `${label} [${name}]${stringSlice(stack, titleLength)}`;
  return titleLength === 0 ? `${label}: ${stack}` : label + stringSlice(stack, titleLength);
}

/**
 * Whether the title of a stack begins with exactly `name`.
 * @param {string} stack
 * @param {string} name
 */
function startsTitle(stack, name) {
  const next = stack[name.length];
  return stringStartsWith(stack, name) && (next === undefined || next === ":" || next === "\n");
}

/**
 * Takes from `keys` what the text says, adds to it the cause and the gathered errors.
 * @param {Context} ctx
 * @param {any} error
 * @param {PropertyKey[]} keys
 * @param {string} stack
 * @param {unknown} message
 * @param {unknown} name
 */
function adjustKeys(ctx, error, keys, stack, message, name) {
  if (!ctx.showHidden) {
    const own = indexOfSame(keys, "stack");
    if (own !== -1) removeAt(keys, own);
    hideShown(keys, "message", message, stack);
    hideShown(keys, "name", name, stack);
  }
  if (hasKey(error, "cause") && indexOfSame(keys, "cause") === -1) arrayPush(keys, "cause");
  if (isArray(readOf(error, "errors")) && indexOfSame(keys, "errors") === -1) arrayPush(keys, "errors");
}

/**
 * The text of an error.
 * @param {Context} ctx
 * @param {object} error
 * @param {string | null} className
 * @param {string} tag
 * @param {PropertyKey[]} keys The keys to be listed after it; changed here.
 * @param {Print} printStack Prints a stack that is no text.
 * @returns {string}
 */
export function errorText(ctx, error, className, tag, keys, printStack) {
  let stack;
  try {
    stack = stackText(error, printStack);
  } catch {
    return plainText(error);
  }
  const message = readOf(error, "message");
  const name = readOf(error, "name");
  adjustKeys(ctx, error, keys, stack, message, name);
  stack = retitled(stack, className, name === UNREADABLE ? "Error" : name ?? "Error", tag);

  // Frames are looked for after the message, which may look like some.
  let from = 0;
  if (typeof message === "string" && message !== "") {
    const found = stringIndexOf(stack, message);
    if (found !== -1) from = found + message.length;
  }
  const start = stringIndexOf(stack, FRAME_START, from);
  let text;
  if (start === -1) {
    text = `[${stack}]`;
  } else {
    const frames = shortenFrames(ctx, stringSlice(stack, start + 1), causeStack(error, printStack));
    text = stringSlice(stack, 0, start) + printFrames(ctx, frames);
  }
  return ctx.indentation === 0 ? text : replaceEach(text, "\n", `\n${stringRepeat(" ", ctx.indentation)}`);
}

/**
 * The stack of the error that caused this one, "" for none.
 * @param {object} error
 * @param {Print} printStack
 * @returns {string}
 */
function causeStack(error, printStack) {
  const cause = readOf(error, "cause");
  if (!isObject(cause) || (kindOf(cause) !== Kind.NativeError && !inherits(ErrorPrototype, cause))) return "";
  try {
    return stackText(cause, printStack);
  } catch {
    return "";
  }
}
