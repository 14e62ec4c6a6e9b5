// runtime/builtins/internal/inspect/value.js: printing any value. Proxies are looked through without running a trap; what script may
// run is what it asked for: custom inspection methods, accessors named by the `getters` option, and
// the few properties (a stack, a tag, a constructor's name) that tell how an object is called.

import {
  IntrinsicTypeError,
  apply,
  arrayPush,
  arraySort,
  getOwnPropertyDescriptor,
  replaceEach,
  stringRepeat,
  stringSlice,
  stringToWellFormed,
  symbolFor,
} from "bailey:internal/inspect/intrinsics";
import { Context, acrossRealms, indexOfSame, isObject } from "bailey:internal/inspect/context";
import { Kind, inherits, kindOf, proxyDetails } from "bailey:internal/inspect/kinds";
import { layOut } from "bailey:internal/inspect/layout";
import { className, instancePrefix, tagOf } from "bailey:internal/inspect/names";
import { hasKey, readOr } from "bailey:internal/inspect/safe";
import { shapeOf } from "bailey:internal/inspect/shapes";
import { formatPrimitive, keyText } from "bailey:internal/inspect/text";
import { displayWidth } from "bailey:internal/inspect/width";

/** @typedef {import("bailey:internal/inspect/shapes").Printers} Printers */
/** @typedef {import("bailey:internal/inspect/shapes").Shape} Shape */

export const customInspect = symbolFor("Deno.customInspect");
// For classes of the runtime, so that script's own method on an instance comes first.
export const privateCustomInspect = symbolFor("Deno.privateCustomInspect");
export const nodeCustomInspect = symbolFor("nodejs.util.inspect.custom");

const ObjectPrototype = Object.prototype;
// Text printed at one indentation after which only the outermost level is still shown.
const BUDGET = 2 ** 27;

/**
 * `Deno.inspect`: the value as text that a person can read.
 * @param {unknown} value
 * @param {object} [options]
 * @returns {string}
 */
export function inspect(value, options = undefined) {
  return stringToWellFormed(formatValue(new Context(options), value, 0));
}

/**
 * @param {Context} ctx
 * @param {unknown} value
 * @param {number} level How deep inside the inspected value this one is.
 * @param {boolean} [inTypedArray] Whether it is an attribute of the typed array being printed.
 * @returns {string}
 */
export function formatValue(ctx, value, level, inTypedArray = false) {
  if (!isObject(value)) return formatPrimitive(ctx, value);
  let kind = kindOf(value);
  let shown = value;
  let target = value;
  if (kind === Kind.Proxy) {
    target = innermostTarget(value);
    if (!ctx.showProxy) {
      shown = target;
      kind = kindOf(target);
    }
  }
  if (ctx.customInspect) {
    const custom = customText(ctx, value, shown, target, level);
    if (custom !== undefined) return custom;
  }
  if (indexOfSame(ctx.seen, shown) !== -1) {
    return ctx.stylize(`[Circular *${ctx.circularIndex(shown)}]`, "special");
  }
  if (kind === Kind.Proxy) return `Proxy ${formatValue(ctx, proxyDetails(shown), level)}`;
  return formatObject(ctx, shown, kind, level, inTypedArray);
}

/**
 * What a proxy, or a proxy of proxies, stands for.
 * @param {object} proxy
 * @returns {object}
 */
function innermostTarget(proxy) {
  let target = proxy;
  while (kindOf(target) === Kind.Proxy) {
    const inner = proxyDetails(target)[0];
    if (inner === null) throw new IntrinsicTypeError("Cannot inspect a proxy that has been revoked");
    target = inner;
  }
  return target;
}

/**
 * The text an inspection method gives, if the object has one.
 * @param {Context} ctx
 * @param {object} original The value itself, which may be a proxy.
 * @param {object} shown
 * @param {any} target Where methods are looked for: never a proxy.
 * @param {number} level
 * @returns {string | undefined}
 */
function customText(ctx, original, shown, target, level) {
  for (let turn = 0; turn < 2; turn++) {
    const symbol = turn === 0 ? customInspect : privateCustomInspect;
    if (!hasKey(target, symbol)) continue;
    const method = target[symbol];
    if (typeof method === "function") return `${apply(method, shown, [inspect, ctx.publicContext(inspect)])}`;
  }
  const method = readOr(target, nodeCustomInspect);
  if (typeof method !== "function" || method === ctx.inspect) return undefined;
  // The prototype of a class has the methods of the instances, but is none.
  if (readOr(readOr(shown, "constructor"), "prototype") === shown) return undefined;

  const depth = ctx.depth === null ? null : ctx.depth - level;
  const options = ctx.publicOptions();
  if (!inherits(ObjectPrototype, target)) acrossRealms(options);
  const result = apply(method, original, [depth, options, ctx.inspect ?? inspect]);
  if (result === original) return undefined;
  if (typeof result !== "string") return formatValue(ctx, result, level);
  return replaceEach(result, "\n", `\n${stringRepeat(" ", ctx.indentation)}`);
}

/**
 * @param {Context} ctx
 * @param {object} value
 * @param {number} kind
 * @param {number} level
 * @param {boolean} inTypedArray
 * @returns {string}
 */
function formatObject(ctx, value, kind, level, inTypedArray) {
  /** @type {string[] | undefined} */
  const hidden = ctx.showHidden && !ctx.isBeyond(level) ? [] : undefined;
  const name = className(
    ctx,
    value,
    level,
    hidden,
    (key, descriptor) => namedProperty(ctx, key, descriptor, level, value),
    (prototype) => shortText(ctx, prototype),
  );
  const tag = tagOf(value);
  const hasMore = hidden !== undefined && hidden.length > 0;
  const subject = { value, kind, name, tag, level, hasMore, inTypedArray };
  const shape = shapeOf(ctx, subject, (stack) => formatStack(ctx, value, stack));
  if (typeof shape === "string") return shape;
  if (ctx.isBeyond(level)) {
    const label = stringSlice(instancePrefix(value, name, tag), 0, -1);
    return ctx.stylize(name === null ? label : `[${label}]`, "special");
  }
  const entries = entriesOf(ctx, value, shape, level + 1, hidden);
  return typeof entries === "string" ? entries : assemble(ctx, value, shape, entries, level + 1);
}

/**
 * The printed entries of an object; or, as one text, why there are none.
 * @param {Context} ctx
 * @param {any} value
 * @param {Shape} shape
 * @param {number} level
 * @param {string[] | undefined} hidden
 * @returns {string[] | string}
 */
function entriesOf(ctx, value, shape, level, hidden) {
  const { keys } = shape;
  const { indentation } = ctx;
  const depth = ctx.seen.length;
  arrayPush(ctx.seen, value);
  ctx.currentDepth = level;
  try {
    const entries = shape.list === null ? [] : shape.list(printersFor(ctx, value, level), level);
    for (let i = 0; i < keys.length; i++) {
      const descriptor = descriptorOf(value, keys[i]);
      arrayPush(
        entries,
        shape.isList ? listedProperty(ctx, keys[i], descriptor, level, value) : namedProperty(ctx, keys[i], descriptor, level, value),
      );
    }
    for (let i = 0; hidden !== undefined && i < hidden.length; i++) arrayPush(entries, hidden[i]);
    return entries;
  } catch (error) {
    ctx.indentation = indentation;
    return ctx.stylize(`[Internal Formatting Error] ${thrownText(error)}`, "internalError");
  } finally {
    ctx.seen.length = depth;
  }
}

/**
 * @param {Context} ctx
 * @param {any} value
 * @param {number} level
 * @returns {Printers}
 */
function printersFor(ctx, value, level) {
  return {
    value: (item) => formatValue(ctx, item, level),
    attribute: (item) => formatValue(ctx, item, level, true),
    element: (key) => propertyText(ctx, descriptorOf(value, key), level, value, 2),
    property: (key) => namedProperty(ctx, key, descriptorOf(value, key), level, value),
    placeholder: (key) => namedProperty(ctx, key, { value: "", enumerable: true }, level, value),
  };
}

/**
 * Sorts the entries, marks the target of a cycle, and lays the whole out.
 * @param {Context} ctx
 * @param {object} value
 * @param {Shape} shape
 * @param {string[]} entries
 * @param {number} level
 * @returns {string}
 */
function assemble(ctx, value, { base, open, close, keys, isList }, entries, level) {
  const circular = indexOfSame(ctx.circular, value);
  if (circular !== -1) {
    const reference = ctx.stylize(`<ref *${circular + 1}>`, "special");
    if (ctx.compact === true) open = `${reference} ${open}`;
    else base = base === "" ? reference : `${reference} ${base}`;
  }
  if (ctx.sorted !== false) sortEntries(ctx, entries, isList ? keys.length : entries.length);
  const text = layOut(ctx, entries, { base, open, close, isList, value }, level);
  const printed = (ctx.budget[ctx.indentation] ?? 0) + text.length;
  ctx.budget[ctx.indentation] = printed;
  if (printed > BUDGET) ctx.depth = -1;
  return text;
}

/**
 * Sorts the last `count` entries: the elements of a list keep their order.
 * @param {Context} ctx
 * @param {string[]} entries
 * @param {number} count
 */
function sortEntries(ctx, entries, count) {
  const start = entries.length - count;
  /** @type {string[]} */
  const last = [];
  for (let i = start; i < entries.length; i++) arrayPush(last, entries[i]);
  arraySort(last, typeof ctx.sorted === "function" ? ctx.sorted : undefined);
  for (let i = 0; i < count; i++) entries[start + i] = last[i];
}

/**
 * @param {any} value
 * @param {PropertyKey} key
 * @returns {PropertyDescriptor}
 */
function descriptorOf(value, key) {
  return getOwnPropertyDescriptor(value, key) ?? { value: value[key], enumerable: true };
}

/**
 * "key: value" among the entries of an object.
 * @param {Context} ctx
 * @param {PropertyKey} key
 * @param {PropertyDescriptor} descriptor
 * @param {number} level
 * @param {object} receiver
 * @returns {string}
 */
function namedProperty(ctx, key, descriptor, level, receiver) {
  if (ctx.compact !== true || descriptor.value === undefined) return listedProperty(ctx, key, descriptor, level, receiver);
  const text = propertyText(ctx, descriptor, level, receiver, 3);
  const isLong = ctx.breakLength < displayWidth(text, ctx.colors);
  const space = isLong ? `\n${stringRepeat(" ", ctx.indentation + 3)}` : " ";
  return `${keyText(ctx, key, descriptor)}:${space}${text}`;
}

/**
 * "key: value" after the elements of a list.
 * @param {Context} ctx
 * @param {PropertyKey} key
 * @param {PropertyDescriptor} descriptor
 * @param {number} level
 * @param {object} receiver
 * @returns {string}
 */
function listedProperty(ctx, key, descriptor, level, receiver) {
  const text = propertyText(ctx, descriptor, level, receiver, 2);
  return `${keyText(ctx, key, descriptor)}: ${text}`;
}

/**
 * The value of a property, or what stands for an accessor.
 * @param {Context} ctx
 * @param {PropertyDescriptor} descriptor
 * @param {number} level
 * @param {object} receiver
 * @param {number} indent
 * @returns {string}
 */
function propertyText(ctx, descriptor, level, receiver, indent) {
  if (descriptor.value !== undefined) {
    ctx.indentation += indent;
    const text = formatValue(ctx, descriptor.value, level);
    ctx.indentation -= indent;
    return text;
  }
  if (descriptor.get === undefined) {
    return descriptor.set === undefined ? ctx.stylize("undefined", "undefined") : ctx.stylize("[Setter]", "special");
  }
  const hasSetter = descriptor.set !== undefined;
  const label = hasSetter ? "Getter/Setter" : "Getter";
  if (ctx.getters === true || ctx.getters === (hasSetter ? "set" : "get")) {
    return gotText(ctx, descriptor.get, label, level, receiver);
  }
  return ctx.stylize(`[${label}]`, "special");
}

/**
 * What a getter returns.
 * @param {Context} ctx
 * @param {Function} getter
 * @param {string} label
 * @param {number} level
 * @param {object} receiver
 * @returns {string}
 */
function gotText(ctx, getter, label, level, receiver) {
  let text;
  try {
    const got = apply(getter, receiver, []);
    ctx.indentation += 2;
    const isNested = isObject(got);
    text = isNested ? formatValue(ctx, got, level) : formatPrimitive(ctx, got);
    ctx.indentation -= 2;
    if (isNested) return `${ctx.stylize(`[${label}]`, "special")} ${text}`;
  } catch (error) {
    text = `<Inspection threw (${isObject(error) ? `${readOr(error, "message")}` : ""})>`;
  }
  return `${ctx.stylize(`[${label}:`, "special")} ${text}${ctx.stylize("]", "special")}`;
}

/**
 * An object as it looks when it may not have any depth.
 * @param {Context} ctx
 * @param {object} value
 */
function shortText(ctx, value) {
  const inner = ctx.fork();
  inner.customInspect = false;
  inner.depth = -1;
  inner.maxArrayLength = inner.iterableLimit;
  return formatValue(inner, value, 0);
}

/**
 * An error's stack that is no text.
 * @param {Context} ctx
 * @param {object} error
 * @param {unknown} stack
 */
function formatStack(ctx, error, stack) {
  arrayPush(ctx.seen, error);
  ctx.indentation += 4;
  // No level: neither cut nor drawn together on one line.
  const text = formatValue(ctx, stack, NaN);
  ctx.indentation -= 4;
  ctx.seen.length--;
  return text;
}

/**
 * What stopped the printing of an object.
 * @param {unknown} error
 * @returns {string}
 */
function thrownText(error) {
  try {
    const stack = isObject(error) ? readOr(error, "stack") : undefined;
    return stack === undefined ? `${/** @type {any} */ (error)}` : `${stack}`;
  } catch {
    return "";
  }
}
