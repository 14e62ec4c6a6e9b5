// Evaluating one corpus entry: shared by the recorder and by the test.

/** @typedef {(value: unknown, options?: object) => string} Inspect */

const AsyncFunction = /** @type {FunctionConstructor} */ (
  Object.getPrototypeOf(async function () {}).constructor
);

/**
 * Gives an error a chosen stack.
 * @template {object} T
 * @param {T} error
 * @param {unknown} stack
 * @returns {T}
 */
function st(error, stack) {
  Object.defineProperty(error, "stack", { value: stack, configurable: true, writable: true, enumerable: false });
  return error;
}

/**
 * Gives an error a stack of two fixed frames under its own name and message.
 * @template {object} T
 * @param {T} error
 * @returns {T}
 */
function at(error) {
  const { name = "Error", message = "" } = /** @type {{ name?: string, message?: string }} */ (error);
  const title = message === "" ? name : `${name}: ${message}`;
  return st(error, `${title}\n    at inner (file:///dir/mod.ts:1:2)\n    at file:///dir/main.ts:10:20`);
}

/**
 * The key of an entry in expected.json.
 * @param {string | [string, string]} entry
 */
export function keyOf(entry) {
  return typeof entry === "string" ? entry : `${entry[0]}  //  ${entry[1]}`;
}

/**
 * What `inspect` prints for an entry, or "throws: …" with what it threw.
 * @param {string | [string, string]} entry
 * @param {Inspect} inspect
 * @returns {Promise<string>}
 */
export async function evaluate(entry, inspect) {
  const [code, options] = typeof entry === "string" ? [entry, undefined] : entry;
  const parts = await new AsyncFunction("at", "st", `return [(${code}), (${options})];`)(at, st);
  try {
    return inspect(parts[0], parts[1]);
  } catch (error) {
    return `throws: ${error}`;
  }
}
