// Row 4, CVE-2022-24783: something reachable does without asking what needs a permission.
// stopped by: engine
// only: held
import { done, mustHold } from "../support.js";
import { numbers, ODD_VALUES } from "../odd_values.js";

/** What ends or stops this very program; its own tests are elsewhere. */
const NEVER_CALLED = new Set(["Deno.exit", "globalThis.close", "globalThis.alert", "globalThis.confirm", "globalThis.prompt",
  "Atomics.wait", "Deno.kill", "Deno.stdin.close", "Deno.stdout.close", "Deno.stderr.close", "Deno.exitCode"]);

/** Functions of Deno that may succeed without a permission, and why. */
const FREE = {
  "Deno.cwd": "where the program was started", "Deno.execPath": "where bailey itself is", "Deno.memoryUsage": "its own use",
  "Deno.cpuUsage": "its own use", "Deno.consoleSize": "how its output looks", "Deno.inspect": "looks at a value",
  "Deno.isatty": "what its streams are", "Deno.addSignalListener": "signals sent to itself", "Deno.removeSignalListener": "signals sent to itself",
  "Deno.refTimer": "its own timers", "Deno.unrefTimer": "its own timers",
  "Deno.permissions.query": "asks the broker", "Deno.permissions.querySync": "asks the broker",
  "Deno.permissions.request": "asks the broker", "Deno.permissions.requestSync": "asks the broker",
  "Deno.permissions.revoke": "gives up permissions", "Deno.permissions.revokeSync": "gives up permissions",
};
const TRIES = 24;
const { ownKeys, getOwnPropertyDescriptor, getPrototypeOf, apply, construct } = Reflect;
const names = Object.keys(ODD_VALUES);
const next = numbers();
const { setTimeout } = globalThis;
const odd = () => ODD_VALUES[names[next(names.length)]]();
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Every function reachable from the global object, with its name and what it is called on. */
function collect() {
  const seen = new Set(), found = [], queue = [["globalThis", globalThis]];
  for (let entry; (entry = queue.shift()) !== undefined;) {
    const [name, object] = entry;
    if (seen.has(object)) continue;
    seen.add(object);
    const visit = (path, value, receiver) => {
      if (typeof value === "function") found.push({ name: path, run: value, receiver });
      if ((typeof value === "object" && value !== null) || typeof value === "function") queue.push([path, value]);
    };
    const parent = getPrototypeOf(object);
    if (parent !== null) queue.push([`${name}.__proto__`, parent]);
    for (const key of ownKeys(object)) {
      const path = `${name.replace(/^globalThis\.(?=Deno)/, "")}.${String(key)}`.replace(/^globalThis\.Deno/, "Deno");
      const { value, get, set } = getOwnPropertyDescriptor(object, key);
      visit(path, value, object);
      visit(`${path} (get)`, get, object);
      visit(`${path} (set)`, set, object);
      if (get === undefined) continue;
      try {
        visit(path, apply(get, object, []), object);
      } catch {
        // Not of this object; called on others below.
      }
    }
  }
  return found;
}

/** Objects that no property leads to: their methods are called on a new one each time. */
const INSTANCES = {
  "Headers": () => new Headers([["a", "b"]]), "Headers.entries()": () => new Headers([["a", "b"]]).entries(),
  "URL": () => new URL("http://a/?b#c"), "URLSearchParams": () => new URLSearchParams("a=b"),
  "URLSearchParams.entries()": () => new URLSearchParams("a=b").entries(), "URLPattern": () => new URLPattern({ pathname: "/:a" }),
  "FormData": () => new FormData(), "FormData.entries()": () => new FormData().entries(),
  "Request": () => new Request("http://a/", { method: "POST", body: "x" }), "Response": () => new Response("x"),
  "Blob": () => new Blob(["abc"]), "File": () => new File(["abc"], "x"), "FileReader": () => new FileReader(),
  "ReadableStream": () => new ReadableStream(), "of bytes": () => new ReadableStream({ type: "bytes" }),
  "Blob.stream()": () => new Blob(["abc"]).stream(), "ReadableStreamDefaultReader": () => new ReadableStream().getReader(),
  "ReadableStreamBYOBReader": () => new ReadableStream({ type: "bytes" }).getReader({ mode: "byob" }),
  "ReadableStream.values()": () => new ReadableStream().values(), "ReadableStreamDefaultController": () => controller(ReadableStream),
  "ReadableByteStreamController": () => controller(ReadableStream, { type: "bytes" }),
  "WritableStream": () => new WritableStream(), "WritableStreamDefaultWriter": () => new WritableStream().getWriter(),
  "WritableStreamDefaultController": () => controller(WritableStream),
  "TransformStream": () => new TransformStream(), "TransformStreamDefaultController": () => controller(TransformStream),
  "CompressionStream": () => new CompressionStream("gzip"), "DecompressionStream": () => new DecompressionStream("gzip"),
  "TextDecoder": () => new TextDecoder(), "TextDecoderStream": () => new TextDecoderStream(), "TextEncoder": () => new TextEncoder(),
  "AbortController": () => new AbortController(), "AbortSignal": () => AbortSignal.timeout(1), "EventTarget": () => new EventTarget(),
  "Event": () => new CustomEvent("x"), "MessageChannel": () => new MessageChannel(), "MessagePort": () => new MessageChannel().port1,
  "PerformanceMark": () => performance.mark("x"), "PermissionStatus": () => Deno.permissions.querySync({ name: "env" }),
  "Deno.Command": () => new Deno.Command("ls"), "Deno.readDir()": () => Deno.readDir(".")[Symbol.asyncIterator](),
  "import.meta": () => ({ resolve: import.meta.resolve }),
};
const MUST_REFUSE = /^a Deno\.(Command\.(output|outputSync|spawn)|readDir\(\)\.next)$/;

function controller(Stream, more = {}) {
  let found;
  new Stream({ ...more, start(given) { found = given; } });
  return found;
}

/** Every method and accessor of the objects above, with its name and what makes an object to call it on. */
function collectOfInstances() {
  const found = [];
  for (const [name, make] of Object.entries(INSTANCES)) {
    const seen = new Set();
    for (let object = make(); object !== null && object !== Object.prototype; object = getPrototypeOf(object)) {
      for (const key of ownKeys(object)) {
        if (seen.has(key) || key === "constructor") continue;
        seen.add(key);
        const { value, get, set } = getOwnPropertyDescriptor(object, key);
        for (const [part, run] of [["", value], [" (get)", get], [" (set)", set]]) {
          if (typeof run === "function") found.push({ name: `a ${name}.${String(key)}${part}`, run, make });
        }
      }
    }
  }
  return found;
}

const isOwn = (name) => /^Deno\.(?!errors|Permission|FsFile|Process|ChildProcess|Command|Seek|inspect)/.test(name) && !name.includes("prototype") && !name.includes("__proto__");
const wrong = [];
const pending = [];
const isRefusal = (error) => error !== null && typeof error === "object";

function judge(name, value) {
  if (!MUST_REFUSE.test(name) && (!isOwn(name) || FREE[name] !== undefined || name.includes(" ("))) return;
  wrong.push(`${name} gave ${typeof value}`);
}

function follow(name, value) {
  if (name === "Deno.readDir") value = value[Symbol.asyncIterator]().next();  // asks when it is iterated
  let then;
  try {
    then = value?.then;
  } catch {
    return;
  }
  if (typeof then !== "function" || !(value instanceof Promise)) return judge(name, value);
  pending.push(value.then((result) => judge(name, result), (error) => void isRefusal(error)));
}

/** The language's own functions are V8's, and some are slow with a huge number: not ours to try. */
const LANGUAGE = new Set(["Object", "Function", "Array", "Number", "parseFloat", "parseInt", "Boolean", "String", "Symbol", "Date",
  "Promise", "RegExp", "Error", "AggregateError", "EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError",
  "JSON", "Math", "Intl", "ArrayBuffer", "SharedArrayBuffer", "Atomics", "DataView", "Map", "Set", "WeakMap", "WeakSet", "WeakRef",
  "BigInt", "Iterator", "Proxy", "Reflect", "FinalizationRegistry", "eval", "WebAssembly", "escape", "unescape", "decodeURI",
  "decodeURIComponent", "encodeURI", "encodeURIComponent", "isFinite", "isNaN", "SuppressedError", "DisposableStack",
  "AsyncDisposableStack", "Uint8Array", "Int8Array", "Uint16Array", "Int16Array", "Uint32Array", "Int32Array", "BigUint64Array",
  "BigInt64Array", "Uint8ClampedArray", "Float16Array", "Float32Array", "Float64Array"]);
const isLanguage = (name) => LANGUAGE.has(name.split(".")[1]) || /__proto__|\.(constructor|caller|arguments)$/.test(name);

globalThis.addEventListener("error", (event) => event.preventDefault());
globalThis.addEventListener("unhandledrejection", (event) => event.preventDefault());
// What is loaded late is there from now on: setting it below would leave nothing to make instances of.
for (const object of [globalThis, Deno]) for (const key of ownKeys(object)) void object[key];
const functions = collect(), ofInstances = collectOfInstances();
// What is called next may replace it.
const print = { log: console.log };
for (const key of ["log", "info", "debug", "warn", "error", "dir", "dirxml", "table", "trace", "group", "groupCollapsed", "assert", "count", "timeEnd", "timeLog"]) console[key] = () => {};

await mustHold(`${functions.length > 1500 ? "all" : functions.length} functions are found`, () => functions.length > 1500);
await mustHold(`${ofInstances.length > 300 ? "all" : ofInstances.length} methods of objects are found`, () => ofInstances.length > 300);
await mustHold("each is called with odd values, and none does what needs a permission", async () => {
  for (const { name, run, receiver, make } of [...functions, ...ofInstances]) {
    if (NEVER_CALLED.has(name) || isLanguage(name) || name.startsWith("globalThis.console")) continue;
    for (let count = 0; count < TRIES; count++) {
      const values = Array.from({ length: next(5) }, odd);
      const on = count % 3 === 2 ? odd() : make === undefined ? receiver : make();
      try {
        follow(name, apply(run, on, values));
      } catch {
        // Refused.
      }
      if (count % 4 !== 0 || /(get|set)\)$/.test(name)) continue;
      try {
        const made = construct(run, values);
        follow(name, made);
        made?.terminate?.();
      } catch {
        // No constructor, or refused.
      }
    }
    await null;
  }
  await Promise.race([Promise.allSettled(pending), wait(3000)]);
  return wrong.length === 0 || [...new Set(wrong)].join("; ").slice(0, 190);
});
console.log = print.log;
done();
Deno.exit(0);
