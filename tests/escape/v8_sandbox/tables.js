// Objects of V8's with a part outside of the cage, made to lead to another's part.
import { attempt, cases, corrupted, sweep } from "./support.js";

/** The bytes of a module with one function, a table and a memory, all exported. */
function moduleBytes() {
  const header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  const section = (id, ...bytes) => [id, bytes.length, ...bytes];
  return new Uint8Array([
    ...header,
    ...section(1, 1, 0x60, 1, 0x7f, 1, 0x7f),
    ...section(3, 1, 0),
    ...section(4, 1, 0x70, 0, 4),
    ...section(5, 1, 0, 1),
    ...section(7, 3, 1, 0x66, 0, 0, 1, 0x74, 1, 0, 1, 0x6d, 2, 0),
    ...section(10, 1, 7, 0, 0x20, 0, 0x2d, 0, 0, 0x0b),
  ]);
}

/** An instance of it. */
const instance = () => new WebAssembly.Instance(new WebAssembly.Module(moduleBytes()));

/** Does with it what there is to do. @param {WebAssembly.Instance} one */
function useInstance(one) {
  const { f, t, m } = one.exports;
  for (const at of [0, 65535, 65536, 0x7fffffff, -1]) attempt(() => f(at));
  attempt(() => t.set(0, f));
  attempt(() => t.get(0)(1));
  attempt(() => t.grow(2));
  attempt(() => m.grow(1));
  attempt(() => new Uint8Array(m.buffer)[70000] = 1);
}

const sweptPart = (part) => async (first) => {
  const one = instance();
  useInstance(one);
  const use = () => useInstance(one);
  await sweep(() => ({ object: part(one), other: part(instance()), use }), first);
};

const swept = (make, use, other = make) => async (first) => {
  const object = make();
  await sweep(() => ({ object, other: other(), use: () => use(object) }), first);
};

await cases({
  "every word of an instance": sweptPart((one) => one),
  "every word of its memory": sweptPart((one) => one.exports.m),
  "every word of its table": sweptPart((one) => one.exports.t),
  "every word of its function": sweptPart((one) => one.exports.f),
  "every word of a module": swept(
    () => new WebAssembly.Module(moduleBytes()),
    (module) => {
      attempt(() => useInstance(new WebAssembly.Instance(module)));
      attempt(() => structuredClone(module));
    },
  ),
  "every word of a number's format": swept(
    () => new Intl.NumberFormat("de"),
    (format) => {
      attempt(() => format.format(12345.6));
      attempt(() => format.formatToParts(1));
      attempt(() => format.resolvedOptions());
    },
    () => new Intl.Collator("de"),
  ),
  "every word of a collator": swept(
    () => new Intl.Collator("de"),
    (collator) => {
      attempt(() => collator.compare("a", "b"));
      attempt(() => ["b", "a"].sort(collator.compare));
    },
    () => new Intl.PluralRules("de"),
  ),
  "every word of a weak reference": swept(() => new WeakRef({}), (one) => void attempt(() => one.deref())),
  "every word of a map": swept(
    () => new Map([[1, 2], ["a", {}]]),
    (map) => {
      attempt(() => map.get("a"));
      attempt(() => map.set({}, 1));
      attempt(() => structuredClone(map));
    },
  ),
  "every word of a promise": swept(
    () => Promise.withResolvers().promise,
    (promise) => void attempt(() => void promise.then(() => 1)),
  ),
  "every word of an error": swept(
    () => new TypeError("text"),
    (error) => {
      attempt(() => error.stack);
      attempt(() => structuredClone(error));
      attempt(() => Deno.inspect(error));
    },
  ),
  "a collection in between"() {
    const kept = [instance(), new ArrayBuffer(64), new TextDecoder()];
    corrupted();
    for (let i = 0; i < 5; i++) globalThis.gc();
    useInstance(kept[0]);
  },
});
