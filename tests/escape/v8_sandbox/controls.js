// That the attacks can do what they claim to, and that what is to be seen is seen.
/* global outside, Sandbox */
import { addressOf, cases, corrupted, fieldAt, handlesIn, read32, write32 } from "./support.js";

const kOffsets = 24; // where the slots of an object that holds addresses end, two of eight bytes each

await cases({
  "other objects' bytes are seen through an array that was made longer": ["survived", () => {
    const array = new Uint8Array(new ArrayBuffer(16));
    const others = Array.from({ length: 500 }, () => new Uint8Array(new ArrayBuffer(16)).fill(0x5a));
    for (const field of ["length", "byte_length"]) {
      write32(fieldAt(array, "JS_TYPED_ARRAY_TYPE", field) + 4, 1 << 10); // in units of 8 bytes
    }
    corrupted();
    let seen = 0;
    for (let i = 16; i < array.length; i++) seen += array[i] === 0x5a ? 1 : 0;
    if (array.length !== 8192 || seen < 1000 || others[7][3] !== 0x5a) throw new Error(`${array.length}, ${seen}`);
  }],
  "another object's fields are changed": ["survived", () => {
    const object = { first: 1, second: 2 };
    write32(addressOf(object) + 12, 42 << 1);
    corrupted();
    if (object.first !== 42) throw new Error(`${object.first}`);
  }],
  "reading outside is noticed": ["violation", () => {
    corrupted();
    outside.read(0x7123_4567_0000n);
  }],
  "writing outside is noticed": ["violation: memory", () => {
    corrupted();
    outside.write(outside.witness + 5n, outside.read(outside.witness + 5n) ^ 1);
  }],
  "writing where nothing is outside is noticed": ["violation: access", () => {
    corrupted();
    outside.write(0x7123_4567_0000n, 1);
  }],
  "a null pointer is no violation": ["stopped: memory access violation", () => {
    corrupted();
    outside.read(16n);
  }],
  // What bailey did once: V8's table of external pointers has one tag for all that embedders store.
  "an object that keeps an address itself is taken for another": ["survived", () => {
    const first = outside.holdFirst(1);
    const second = outside.holdSecond(2);
    if (outside.valueOfFirst(first) !== 1 || outside.valueOfFirst(second) !== undefined) throw new Error("no control");
    const last = Sandbox.getSizeOf(first) - 4;
    if (last < kOffsets) throw new Error(`${last}`);
    write32(addressOf(first) + last, read32(addressOf(second) + last));
    corrupted();
    if (outside.valueOfFirst(first) !== 2) throw new Error("the attack does not work any more");
  }],
  "a handle of bailey's is found": ["survived", () => {
    const file = Deno.openSync(import.meta.filename);
    corrupted();
    if (handlesIn(file).length !== 1) throw new Error(`${handlesIn(file).length}`);
  }],
});
