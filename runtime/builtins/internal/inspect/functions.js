// runtime/builtins/internal/inspect/functions.js: the one-line texts of functions, classes and boxed primitives.

import {
  bigIntValue,
  booleanValue,
  functionToString,
  getPrototypeOf,
  hasOwn,
  match,
  numberValue,
  stringEndsWith,
  stringIncludes,
  stringIndexOf,
  stringSlice,
  stringStartsWith,
  stringValue,
  symbolValue,
} from "bailey:internal/inspect/intrinsics";
import { Kind } from "bailey:internal/inspect/kinds";
import { formatPrimitive } from "bailey:internal/inspect/text";
import { stylizeNoColor } from "bailey:internal/inspect/style";

/** @typedef {import("bailey:internal/inspect/context").Context} Context */

const CLASS_HEADER = /^\s+[^(]*$/;

/**
 * Whether the source of a function is a class's: what precedes the body has no parameter list.
 * @param {string} source
 */
function isClassSource(source) {
  if (!stringStartsWith(source, "class") || !stringEndsWith(source, "}")) return false;
  const rest = stringSlice(source, 5);
  const header = stringSlice(rest, 0, stringIndexOf(rest, "{"));
  return !stringIncludes(header, "(") || match(CLASS_HEADER, headerWithoutComments(rest)) !== null;
}

/**
 * What comes before the first brace outside of comments, without the comments.
 * @param {string} source
 */
function headerWithoutComments(source) {
  let header = "";
  for (let i = 0; i < source.length && source[i] !== "{";) {
    const two = source[i] + source[i + 1];
    const end = two === "//" ? stringIndexOf(source, "\n", i) : two === "/*" ? stringIndexOf(source, "*/", i + 2) : -1;
    if (end === -1) {
      header += source[i++];
    } else {
      i = end + (two === "//" ? 1 : 2);
    }
  }
  return header;
}

/**
 * @param {any} value
 * @param {string | null} name
 * @param {string} tag
 */
function classHeader(value, name, tag) {
  let text = `class ${(hasOwn(value, "name") && value.name) || "(anonymous)"}`;
  if (name !== "Function" && name !== null) text += ` [${name}]`;
  if (tag !== "" && tag !== name) text += ` [${tag}]`;
  if (name === null) return `[${text} extends [null prototype]]`;
  const parent = nameOf(getPrototypeOf(value));
  return parent === "" ? `[${text}]` : `[${text} extends ${parent}]`;
}

/**
 * @param {any} parent
 * @returns {string}
 */
function nameOf(parent) {
  try {
    return typeof parent.name === "string" ? parent.name : "";
  } catch {
    return "";
  }
}

/**
 * @param {number} kind
 */
function functionType(kind) {
  switch (kind) {
    case Kind.AsyncFunction: return "AsyncFunction";
    case Kind.GeneratorFunction: return "GeneratorFunction";
    case Kind.AsyncGeneratorFunction: return "AsyncGeneratorFunction";
    default: return "Function";
  }
}

/**
 * "[Function: f]", "[class A extends B]" and their kin.
 * @param {any} value
 * @param {number} kind
 * @param {string | null} name Name of the function's own class.
 * @param {string} tag
 * @returns {string}
 */
export function functionHeader(value, kind, name, tag) {
  if (isClassSource(functionToString(value))) return classHeader(value, name, tag);
  const type = functionType(kind);
  let text = `[${type}`;
  if (name === null) text += " (null prototype)";
  const ownName = value.name;
  text += ownName === "" ? " (anonymous)]" : `: ${ownName}]`;
  if (name !== type && name !== null) text += ` ${name}`;
  if (tag !== "" && tag !== name) text += ` [${tag}]`;
  return text;
}

/**
 * "[Number: 1]" and its kin, coloured unless properties follow.
 * @param {Context} ctx
 * @param {any} value
 * @param {number} kind
 * @param {string | null} name
 * @param {string} tag
 * @param {boolean} hasKeys
 * @returns {string}
 */
export function boxedHeader(ctx, value, kind, name, tag, hasKeys) {
  const { type, flavour, primitive } = unboxed(value, kind);
  let text = `[${type}`;
  if (type !== name) text += name === null ? " (null prototype)" : ` (${name})`;
  text += `: ${formatPrimitive(ctx, primitive, stylizeNoColor)}]`;
  if (tag !== "" && tag !== name) text += ` [${tag}]`;
  return hasKeys || ctx.stylize === stylizeNoColor ? text : ctx.stylize(text, flavour);
}

/**
 * @param {any} value
 * @param {number} kind
 * @returns {{ type: string, flavour: string, primitive: unknown }}
 */
function unboxed(value, kind) {
  switch (kind) {
    case Kind.NumberObject: return { type: "Number", flavour: "number", primitive: numberValue(value) };
    case Kind.StringObject: return { type: "String", flavour: "string", primitive: stringValue(value) };
    case Kind.BooleanObject: return { type: "Boolean", flavour: "boolean", primitive: booleanValue(value) };
    case Kind.BigIntObject: return { type: "BigInt", flavour: "bigint", primitive: bigIntValue(value) };
    default: return { type: "Symbol", flavour: "symbol", primitive: symbolValue(value) };
  }
}
