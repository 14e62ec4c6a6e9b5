// Objects of bailey's that stand for something native, made to stand for something else.
/* global Sandbox */
import { addressOf, attempt, cases, corrupted, granted, handlesIn, read32, settle, sweep, wordsOf, write32 } from "./support.js";

function makeFile() {
  const file = Deno.openSync(import.meta.filename);
  const [handle] = handlesIn(file);
  if (handle === undefined) throw new Error("no handle in a file");
  return { file, handle };
}

function makeHandle(object) {
  const [handle] = handlesIn(object);
  if (handle === undefined) throw new Error("no handle in " + object.constructor.name);
  return handle;
}

function decoder() {
  const object = new TextDecoder("utf-16le");
  object.decode(new Uint8Array(3), { stream: true }); // what is native of it is made when it is needed
  return makeHandle(object);
}

/** Everything after the header of `from` into `to`. */
function copyNative(from, to) {
  const words = wordsOf(from);
  for (let i = 3; i < words.length; i++) write32(addressOf(to) + 4 * i, words[i]);
}

function mustBeRefused(use) {
  let text = "";
  try {
    use();
  } catch (error) {
    text = `${error.name}: ${error.message}`;
  }
  if (text !== "TypeError: Illegal invocation") {
    console.error(`not refused: ${text}`);
    Deno.kill(Deno.pid, "SIGKILL");
  }
}

await cases({
  "a file is not taken for a text decoder": ["survived", () => {
    const { file, handle } = makeFile();
    copyNative(decoder(), handle);
    corrupted();
    mustBeRefused(() => file.readSync(new Uint8Array(8)));
  }],
  "nor for another file": ["survived", () => {
    const { file, handle } = makeFile();
    const other = makeFile();
    copyNative(other.handle, handle);
    corrupted();
    mustBeRefused(() => file.readSync(new Uint8Array(8)));
    other.file.readSync(new Uint8Array(8));
  }],
  "no number but its own is a file's": ["survived", () => {
    const { file, handle } = makeFile();
    const kept = [makeFile(), decoder()];
    settle();
    const at = addressOf(handle) + Sandbox.getSizeOf(handle) - 8;
    const own = read32(at);
    file.readSync(new Uint8Array(8));
    corrupted();
    for (let number = 0; number < 5000; number++) {
      if (number << 1 === own) continue;
      write32(at, number << 1);
      mustBeRefused(() => file.readSync(new Uint8Array(8)));
    }
    for (const odd of [0xfffffffe, 0x7ffffffe, 0x80000000]) {
      write32(at, odd);
      mustBeRefused(() => file.readSync(new Uint8Array(8)));
    }
    write32(at, own);
    file.readSync(new Uint8Array(8));
    return kept;
  }],
  "a number whose object is gone names nothing": ["survived", async () => {
    const { file, handle } = makeFile();
    settle();
    const numbers = [];
    (() => {
      for (let i = 0; i < 50; i++) numbers.push(wordsOf(makeFile().handle).at(-2));
    })();
    for (let i = 0; i < 3; i++) {
      globalThis.gc();
      await new Promise((done) => setTimeout(done, 1));
    }
    corrupted();
    const at = addressOf(handle) + Sandbox.getSizeOf(handle) - 8;
    for (const number of numbers) {
      write32(at, number);
      mustBeRefused(() => file.readSync(new Uint8Array(8)));
    }
  }],
  async "every word of a file's handle"(first) {
    const { file, handle } = makeFile();
    const use = () => file.readSync(new Uint8Array(8));
    await sweep(() => ({ object: handle, other: decoder(), use }), first);
  },
  async "every word of a file"(first) {
    const { file } = makeFile();
    const use = async () => {
      await attempt(() => file.readSync(new Uint8Array(8)));
      await attempt(() => file.statSync());
    };
    await sweep(() => ({ object: file, other: new TextDecoder("utf-16le"), use }), first);
  },
  async "every word of a message port"(first) {
    const { port1, port2 } = new MessageChannel();
    const other = new MessageChannel().port1;
    const use = async () => {
      await attempt(() => port1.postMessage({ text: "x" }));
      await attempt(() => port2.postMessage("y", [port1]));
    };
    await sweep(() => ({ object: port1, other, use }), first);
  },
  "a file's handle in the place of a port's"() {
    const { handle } = makeFile();
    const { port1 } = new MessageChannel();
    corrupted();
    for (let i = 3; i < wordsOf(port1).length; i++) {
      const at = addressOf(port1) + 4 * i;
      const before = read32(at);
      write32(at, addressOf(handle) | 1);
      attempt(() => port1.postMessage("x"));
      attempt(() => structuredClone(port1, { transfer: [port1] }));
      write32(at, before);
    }
  },
  "writing through what was a handle": ["survived", () => {
    const file = Deno.openSync(`${granted}/file`, { write: true, create: true });
    const handle = makeHandle(file);
    const words = wordsOf(new Uint8Array(new ArrayBuffer(8)));
    write32(addressOf(handle), words[0]); // it now has the map of an array
    corrupted();
    mustBeRefused(() => file.writeSync(new Uint8Array(8)));
  }],
});
