// Functions that lead to other code than their own.
/* global Sandbox */
import { addressOf, attempt, cases, corrupted, fieldAt, read32, sweep, wordsOf, write32 } from "./support.js";

const script = () => (a, b) => a + b;
const many = () => (a, b, c, d, e, f, g, h) => [a, b, c, d, e, f, g, h].length;

/** Calls with few, many and strange arguments. @param {Function} called */
function useFunction(called) {
  attempt(() => called());
  attempt(() => called(1, 2));
  attempt(() => called({}, [], "text", 1n, Symbol(), null, undefined, called));
  attempt(() => new called(1));
  attempt(() => Reflect.apply(called, 7, [new Uint8Array(8)]));
  for (let i = 0; i < 200; i++) attempt(() => called(i, i));
}

const swept = (make, other) => async (first) => {
  const object = make();
  await sweep(() => ({ object, other: other(), use: () => useFunction(object) }), first);
};

/** What a function's field named `field` leads to. */
function inside(called, field) {
  const word = read32(fieldAt(called, "JS_FUNCTION_TYPE", field));
  return Sandbox.getObjectAt(word);
}

const exchanged = (one, two) => () => {
  const [a, b] = [one(), two()];
  useFunction(a);
  useFunction(b);
  const at = fieldAt(a, "JS_FUNCTION_TYPE", "dispatch_handle");
  write32(at, read32(fieldAt(b, "JS_FUNCTION_TYPE", "dispatch_handle")));
  corrupted();
  useFunction(a);
};

const isolated = () => Deno.cwd; // its code is bailey's own
const native = () => Math.max;

await cases({
  "every word of a function": swept(script, many),
  "every word of one of bailey's": swept(isolated, native),
  "every word of one of V8's": swept(native, script),
  async "every word of what is shared by its closures"(first) {
    const called = script();
    const other = inside(many(), "shared_function_info");
    const object = inside(called, "shared_function_info");
    await sweep(() => ({ object, other, use: () => useFunction(called) }), first);
  },
  "the code of a function with more parameters": exchanged(script, many),
  "the code of one with fewer": exchanged(many, script),
  "bailey's code in a function of the script's": exchanged(script, isolated),
  "V8's code in a function of the script's": exchanged(script, native),
  "the script's code in one of V8's": exchanged(() => Array.prototype.at.bind([]), many),
  "code by numbers nobody gave"() {
    const called = script();
    const at = fieldAt(called, "JS_FUNCTION_TYPE", "dispatch_handle");
    const own = read32(at);
    corrupted();
    for (const by of [0x100, 0x200, -0x100, 0x10000]) {
      write32(at, own + by);
      useFunction(called);
    }
  },
  "what a function is made from, taken for another's"() {
    const [a, b] = [script(), many()];
    const type = "SHARED_FUNCTION_INFO_TYPE";
    const offset = Sandbox.getFieldOffset(Sandbox.getInstanceTypeIdFor(type), "trusted_function_data");
    const [from, to] = [b, a].map((one) => addressOf(inside(one, "shared_function_info")) + offset);
    write32(to, read32(from));
    corrupted();
    useFunction(a);
    useFunction(eval(`(${a})`));
  },
  "the map of another kind of object"() {
    const called = script();
    write32(addressOf(called), wordsOf(new Uint8Array(8))[0]);
    corrupted();
    useFunction(called);
    attempt(() => called[0]);
    attempt(() => new TextDecoder().decode(called));
  },
});
