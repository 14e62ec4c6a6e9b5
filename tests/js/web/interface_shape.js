// tests/js/web/interface_shape.js: what the globals look like to a script that does not use them: the
// own members of each, their kinds and flags. Used by the test and by what records Deno's.

const kLanguage = new Set([
  "AggregateError", "Array", "ArrayBuffer", "AsyncDisposableStack", "Atomics", "BigInt", "BigInt64Array",
  "BigUint64Array", "Boolean", "DataView", "Date", "DisposableStack", "Error", "EvalError",
  "FinalizationRegistry", "Float16Array", "Float32Array", "Float64Array", "Function", "Infinity",
  "Int16Array", "Int32Array", "Int8Array", "Intl", "Iterator", "JSON", "Map", "Math", "NaN", "Number",
  "Object", "Promise", "Proxy", "RangeError", "ReferenceError", "Reflect", "RegExp", "Set",
  "SharedArrayBuffer", "String", "SuppressedError", "Symbol", "SyntaxError", "Temporal", "TypeError",
  "URIError", "Uint16Array", "Uint32Array", "Uint8Array", "Uint8ClampedArray", "WeakMap", "WeakRef",
  "WeakSet", "WebAssembly", "decodeURI", "decodeURIComponent", "encodeURI", "encodeURIComponent", "escape",
  "eval", "globalThis", "isFinite", "isNaN", "parseFloat", "parseInt", "undefined", "unescape",
]);
// Namespaces with tests of their own.
const kElsewhere = new Set(["Bailey", "Deno"]);
const kSymbols = new Map(
  ["asyncIterator", "asyncDispose", "dispose", "hasInstance", "iterator", "toStringTag"]
    .map((name) => [Symbol[name], `@@${name}`]));

function flagsOf({ configurable, enumerable, writable }) {
  return `${writable ? "w" : ""}${enumerable ? "e" : ""}${configurable ? "c" : ""}`;
}

function valueText(value) {
  if (typeof value === "function") return `function ${value.name}/${value.length}`;
  return typeof value === "object" && value !== null ? "object" : JSON.stringify(value);
}

/** One line on a property: its flags, and what it is. */
function lineOf(descriptor) {
  const flags = flagsOf(descriptor);
  if ("value" in descriptor) return `${flags} ${valueText(descriptor.value)}`;
  return `${flags} ${descriptor.get ? "get" : ""}${descriptor.set ? " set" : ""}`;
}

function membersOf(object) {
  const members = {};
  for (const key of Reflect.ownKeys(object)) {
    const name = typeof key === "string" ? key : kSymbols.get(key);
    if (name === undefined || name === "prototype" || name === "constructor") continue;
    members[name] = lineOf(Object.getOwnPropertyDescriptor(object, key));
  }
  return members;
}

function parentOf(constructor) {
  return Object.getPrototypeOf(constructor.prototype)?.constructor?.name ?? "null";
}

/** @returns {Record<string, string>} path to line, for each global that is no part of the language */
export function shape() {
  const lines = {};
  const add = (prefix, members) => {
    for (const [name, line] of Object.entries(members)) lines[`${prefix}.${name}`] = line;
  };
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (kLanguage.has(name) || kElsewhere.has(name)) continue;
    const { enumerable, configurable } = Object.getOwnPropertyDescriptor(globalThis, name);
    const value = globalThis[name];
    lines[name] = `${flagsOf({ enumerable, configurable })} ` +
      (typeof value === "function" || typeof value === "object" ? valueText(value) : typeof value);
    if (typeof value !== "function" || value.prototype === undefined) continue;
    if (!/^[A-Z]/.test(name)) continue;
    lines[`${name} extends`] = parentOf(value);
    add(name, membersOf(value));
    add(`${name}.prototype`, membersOf(value.prototype));
  }
  add("console", membersOf(console));
  return lines;
}
