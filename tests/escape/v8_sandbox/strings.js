// Strings whose lengths, parts and kinds are not what V8 wrote, given to bailey's natives.
/* global Sandbox */
import { attempt, cases, corrupted, fieldAt, granted, read32, sweep, write32 } from "./support.js";

let count = 0;
const oneByte = () => `text ${count++} of one byte for each letter, some forty letters long`.slice(0, 40).padEnd(41, "=").toUpperCase();
const twoByte = () => `\u2603 ${count++} text of two bytes for each letter`.toUpperCase();
const joined = () => oneByte() + oneByte();
const part = () => oneByte().slice(3);

/** What bailey does with text. @param {string} text */
async function useText(text) {
  for (const far of [0, 100, 1 << 16, 2 ** 28]) attempt(() => text.charCodeAt(far));
  attempt(() => new TextEncoder().encode(text));
  attempt(() => new TextEncoder().encodeInto(text, new Uint8Array(64)));
  attempt(() => atob(text));
  attempt(() => btoa(text));
  attempt(() => new URL(text, "http://a.example/"));
  attempt(() => structuredClone(text));
  attempt(() => Deno.writeTextFileSync(`${granted}/text`, text));
  attempt(() => Deno.env.get(text));
  attempt(() => Deno.readTextFileSync(text));
  attempt(() => new Headers({ a: text }).get("a"));
  attempt(() => JSON.parse(text));
  attempt(() => text.replaceAll("t", "uu"));
  await attempt(() => new Blob([text]).text());
}

const swept = (make) => async (first) => {
  const object = make();
  await sweep(() => ({ object, other: make(), use: () => useText(object) }), first);
};

const withLength = (make, type, length) => async () => {
  const text = make();
  write32(fieldAt(text, type, "length"), length);
  corrupted();
  await useText(text);
};

await cases({
  "every word of a string of one byte a letter": swept(oneByte),
  "every word of a string of two": swept(twoByte),
  "every word of joined strings": swept(joined),
  "every word of a part of a string": swept(part),
  "a length of 100,000": withLength(oneByte, "SEQ_ONE_BYTE_STRING_TYPE", 100_000),
  "a length of 2 GB": withLength(oneByte, "SEQ_ONE_BYTE_STRING_TYPE", 0x7fffffff),
  "a negative length": withLength(oneByte, "SEQ_ONE_BYTE_STRING_TYPE", 0xffffffff),
  "two bytes a letter, 1 GB of them": withLength(twoByte, "SEQ_TWO_BYTE_STRING_TYPE", 0x3fffffff),
  "joined strings shorter than their parts": withLength(joined, "CONS_ONE_BYTE_STRING_TYPE", 3),
  "joined strings longer than their parts": withLength(joined, "CONS_ONE_BYTE_STRING_TYPE", 1_000_000),
  // The text of bailey's own modules is mapped from the program's file; what follows it has to be the cage.
  async "half a GB of the text of a module of bailey"() {
    // V8's own, there is one with --expose-gc, is no module and not in the cage.
    const address = stringsOfHeap(/EXTERNAL/).find((each) => Sandbox.getObjectAt(each).startsWith("//"));
    if (address === undefined) Deno.kill(Deno.pid, "SIGKILL"); // there is none to attack
    const text = Sandbox.getObjectAt(address);
    write32(fieldAt(text, "SEQ_ONE_BYTE_STRING_TYPE", "length"), 0x1fffffe8);
    corrupted();
    await useText(text);
  },
});

/** The addresses of the strings of some kind in the pages of the heap that are known. @param {RegExp} kind */
function stringsOfHeap(kind) {
  const found = [];
  const seeds = [{}, "text", stringsOfHeap, Deno, globalThis, ...Object.values(Deno), URL, Event, console, Array, Map];
  const objects = seeds.filter((seed) => typeof seed !== "number" && typeof seed !== "boolean" && seed !== undefined);
  for (const page of new Set(objects.map((object) => Sandbox.getAddressOf(object) & ~0x3ffff))) {
    for (let at = page + 0x100; at < page + 0x40000; at += 4) {
      if (!Sandbox.isValidObjectAt(at)) continue;
      if (!kind.test(Sandbox.getInstanceTypeOfObjectAt(at))) continue;
      // A string's map may also be a word of a list of maps: what follows it in a string is no pointer.
      const [length, next] = [read32(at + 8), read32(at + 12)];
      if (length > 0 && length < 1 << 24 && (kind.source !== "EXTERNAL" || (next !== 0 && (next & 63) === 0))) found.push(at);
    }
  }
  return found;
}
