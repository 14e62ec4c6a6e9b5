// What the attacks share: reading and writing V8's cage as someone would who has found a bug in V8.
/* global Sandbox, outside */

// Objects lie in the first 4 GB of the cage; addresses are offsets into it.
const memory = new DataView(new Sandbox.MemoryView(0, 0x1_0000_0000));

/** A folder that may be written to. */
export const granted = Deno.args[0];

/** @param {object} object */
export const addressOf = (object) => Sandbox.getAddressOf(object);
/** @param {number} address */
export const read32 = (address) => memory.getUint32(address, true);
/** @param {number} address @param {number} value */
export const write32 = (address, value) => memory.setUint32(address, value >>> 0, true);

/** The words of an object, its map first. @param {object} object */
export function wordsOf(object) {
  const address = addressOf(object);
  return Array.from({ length: Sandbox.getSizeOf(object) / 4 }, (_, i) => read32(address + 4 * i));
}

/** @param {object} object @param {string} type @param {string} field */
export function fieldAt(object, type, field) {
  return addressOf(object) + Sandbox.getFieldOffset(Sandbox.getInstanceTypeIdFor(type), field);
}

/** Has V8 put what lives now where it no longer moves it, so that addresses stay. */
export function settle() {
  globalThis.gc();
  globalThis.gc();
}

/** Says that from here on V8's heap is not what V8 wrote. */
export function corrupted() {
  console.log("corrupted");
}

/** Runs what may do anything; what it throws is of no interest. @param {() => unknown} use */
export async function attempt(use) {
  try {
    return await use();
  } catch {
    return undefined;
  }
}

/** Objects of V8 with a native part that `object` leads to: bailey's handles. @param {object} object */
export function handlesIn(object) {
  const found = [];
  for (const word of wordsOf(object).slice(1)) {
    if ((word & 1) === 0 || !Sandbox.isValidObjectAt(word)) continue;
    if (Sandbox.getInstanceTypeOfObjectAt(word).startsWith("[api object]")) {
      found.push(Sandbox.getObjectAt(word));
    }
  }
  return found;
}

// What a field is overwritten with: nothing, little, as much as there can be, and a bit more than now.
const values = (now) => [0, 2, 0x7ffffffe, 0xffffffff, (now + 8) >>> 0, (now ^ 0x100) >>> 0];

/**
 * Writes, one after the other, odd values and the words of `other` into each word of `object` but its
 * map, and uses it each time. With `first`, begins there.
 * @param {() => {object: object, other: object, use: () => unknown}} make
 * @param {number} first
 */
export async function sweep(make, first) {
  let step = 0;
  const { object, other, use } = make();
  settle();
  const [mine, others] = [wordsOf(object), wordsOf(other)];
  for (let word = 1; word < mine.length; word++) {
    const tries = new Set([...values(mine[word]), others[word] ?? 0, others[word + 1] ?? 0]);
    tries.delete(mine[word]);
    for (const value of tries) {
      if (step++ < first) continue;
      console.log(`step ${step - 1}`);
      if (step - 1 === first) corrupted();
      const at = addressOf(object) + 4 * word;
      const before = read32(at);
      write32(at, value);
      await attempt(use);
      write32(at, before);
    }
  }
  if (step <= first) corrupted(); // the last process ended at the last step
  await attempt(use);
}

/**
 * The cases of a script: each a function, or a pair of what has to come of it ("held" unless said) and the
 * function. run.py asks for their names and runs one at a time.
 * @param {Record<string, Function | [string, Function]>} all
 */
export async function cases(all) {
  const [, name, first] = Deno.args;
  if (name === "--list") {
    const listed = Object.entries(all).map(([key, value]) => [key, Array.isArray(value) ? value[0] : "held"]);
    console.log(JSON.stringify(Object.fromEntries(listed)));
    return;
  }
  const [found] = [all[name]].flat().slice(-1);
  await found(Number(first));
  console.log("survived");
}
