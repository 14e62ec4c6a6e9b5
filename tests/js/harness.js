// tests/js/harness.js: the test runner of tests/js. Runs unchanged under bailey, deno and node.
//
//   import { assertEquals, runTests, test } from "../harness.js";
//   test("a sentence about behaviour", () => assertEquals(1 + 1, 2));
//   await runTests();

/** @type {"bailey" | "deno" | "node"} */
export const runtime = globalThis.Deno === undefined ? "node"
  : globalThis.Bailey !== undefined || Deno.internal === undefined ? "bailey"
  : "deno";

export class AssertionError extends Error {
  name = "AssertionError";
}

const tests = [];

/**
 * @param {string} name
 * @param {() => void | Promise<void>} run
 * @param {{ except?: string[] }} [options] `except` names runtimes that are known to differ.
 */
export function test(name, run, { except = [] } = {}) {
  if (!except.includes(runtime)) tests.push({ name, run });
}

/** Runs every test in order, prints failures and a summary, and exits with 1 if one failed. */
export async function runTests() {
  let failed = 0;
  for (const { name, run } of tests) {
    try {
      await run();
    } catch (error) {
      failed++;
      console.log(`FAILED ${name}: ${error?.stack ?? error}`);
    }
  }
  console.log(`${tests.length - failed} passed, ${failed} failed`);
  if (failed > 0) (globalThis.Deno?.exit ?? globalThis.process.exit)(1);
}

function show(value) {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return `[function ${value.name}]`;
  if (ArrayBuffer.isView(value)) return `${value.constructor.name}[${value}]`;
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (typeof value !== "object" || value === null) return Object.is(value, -0) ? "-0" : String(value);
  if (Array.isArray(value)) return `[${value.map(show).join(", ")}]`;
  const members = Object.entries(value).map(([key, item]) => `${key}: ${show(item)}`);
  return `${value.constructor?.name ?? "null"} {${members.join(", ")}}`;
}

function keysOf(value) {
  return Reflect.ownKeys(value).filter((key) => Object.prototype.propertyIsEnumerable.call(value, key));
}

/** Structural equality; prototypes must agree. */
export function equals(a, b) {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (a instanceof Map || a instanceof Set) return a.size === b.size && equals([...a], [...b]);
  if (a instanceof ArrayBuffer) return equals(new Uint8Array(a), new Uint8Array(b));
  if (a instanceof Date) return a.getTime() === b.getTime();
  if (a instanceof Error) return a.name === b.name && a.message === b.message;
  const keys = keysOf(a);
  return keys.length === keysOf(b).length && keys.every((key) => key in b && equals(a[key], b[key]));
}

export function assert(condition, message = "the condition does not hold") {
  if (!condition) throw new AssertionError(message);
}

export function assertEquals(actual, expected, message = "") {
  if (!equals(actual, expected)) {
    throw new AssertionError(`${message} got ${show(actual)}, expected ${show(expected)}`.trim());
  }
}

function checkThrown(error, expected, text) {
  if (error instanceof AssertionError) throw error;
  const fits = typeof expected === "string" ? error?.name === expected : error instanceof expected;
  if (!fits) throw new AssertionError(`threw ${show(error)}, expected ${expected.name ?? expected}`);
  if (text instanceof RegExp ? !text.test(error.message) : text !== undefined && error.message !== text) {
    throw new AssertionError(`threw the message ${show(error.message)}, expected ${show(text)}`);
  }
  return error;
}

/**
 * @param {Function | string} expected a class, or the `name` of an error
 * @param {string | RegExp} [text] the exact message, or what it must match
 * @returns {any} what was thrown
 */
export function assertThrows(run, expected = Error, text = undefined) {
  let value;
  try {
    value = run();
  } catch (error) {
    return checkThrown(error, expected, text);
  }
  throw new AssertionError(`did not throw, gave ${show(value)}`);
}

/** Like assertThrows, for what a promise (or a function making one) rejects with. */
export async function assertRejects(promise, expected = Error, text = undefined) {
  let value;
  try {
    value = await (typeof promise === "function" ? promise() : promise);
  } catch (error) {
    return checkThrown(error, expected, text);
  }
  throw new AssertionError(`did not reject, gave ${show(value)}`);
}

/** Lets every job that is already queued run. */
export function settle() {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
