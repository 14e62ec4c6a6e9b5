// Another thread changes an object while native code looks at it: whoever reads a length twice may
// have made room for the one and write the other.
import { addressOf, attempt, cases, corrupted, fieldAt, granted, settle } from "./support.js";

const kMilliseconds = 800;

/** Lets a Worker change the word at `at` between `one` and `two` while `use` runs again and again. */
async function race(at, one, two, use) {
  const worker = new Worker(new URL("./race_worker.js", import.meta.url), { type: "module" });
  worker.postMessage({ at, one, two });
  await new Promise((begun) => worker.onmessage = begun);
  corrupted();
  const end = performance.now() + kMilliseconds;
  while (performance.now() < end) {
    for (let i = 0; i < 200; i++) await attempt(use);
  }
  worker.terminate();
}

const lengthOf = (text) => fieldAt(text, "SEQ_ONE_BYTE_STRING_TYPE", "length");
const base64 = () => "QUFB".repeat(16).toLowerCase().toUpperCase();

/** A race for a string's length. */
const text = (use) => async () => {
  const one = base64();
  settle();
  await race(lengthOf(one), 4, 60_000, () => use(one));
};

/** A race for a field of a view of 256 bytes; V8 keeps it in units of 8 bytes, in the higher half. */
const view = (field, one, two, use) => async () => {
  const bytes = new Uint8Array(new ArrayBuffer(256));
  settle();
  await race(fieldAt(bytes, "JS_TYPED_ARRAY_TYPE", field) + 4, one / 8, two / 8, () => use(bytes));
};

const random = (one) => crypto.getRandomValues(one);
const decode = (one) => new TextDecoder().decode(one);
const encode = (one) => new TextEncoder().encodeInto("some text ".repeat(100), one);
const write = (one) => Deno.writeFileSync(`${granted}/raced`, one);

await cases({
  "atob": text(atob),
  "btoa": text(btoa),
  "bytes of a text": text((one) => new TextEncoder().encode(one)),
  "bytes of a text, in place": text((one) => new TextEncoder().encodeInto(one, new Uint8Array(64))),
  "a URL": text((one) => new URL(one, "http://a.example/")),
  "a text that is written": text((one) => Deno.writeTextFileSync(`${granted}/text`, one)),
  "a copy of a text": text(structuredClone),
  "random bytes": view("byte_length", 256, 0x8000, random),
  "random bytes of another length": view("length", 256, 0x8000, random),
  "text of bytes": view("byte_length", 256, 0x8000, decode),
  "bytes of a text into a view": view("byte_length", 256, 0x8000, encode),
  "text of bytes elsewhere": view("byte_offset", 0, 2 ** 33, decode),
  "bytes that are written": view("byte_length", 256, 0x8000, write),
  "a copy of bytes": view("byte_length", 256, 2 ** 30, structuredClone),
  async "the length of a list"() {
    const list = ["a", "b", "c", "d"];
    settle();
    await race(addressOf(list) + 12, 4 << 1, 400 << 1, () => structuredClone(list));
  },
});
