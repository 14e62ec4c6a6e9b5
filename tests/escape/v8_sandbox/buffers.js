// Buffers and views whose lengths, places and owners are not what V8 wrote, given to bailey's natives.
import { attempt, cases, corrupted, fieldAt, granted, sweep, write32 } from "./support.js";

const text = "a text that is longer than some buffers, though not than all of them; ".repeat(8);

/** What bailey does with bytes, by script and by native code. @param {Uint8Array} view */
async function useBytes(view) {
  attempt(() => view[0]++);
  attempt(() => view[view.length - 1]++);
  for (const far of [1 << 12, 1 << 20, 2 ** 31, 2 ** 32 - 1, 2 ** 35, 2 ** 40]) attempt(() => view[far] = 1);
  attempt(() => new TextEncoder().encodeInto(text, view));
  attempt(() => crypto.getRandomValues(view));
  attempt(() => new TextDecoder().decode(view.subarray(0, 1 << 20)));
  attempt(() => new TextDecoder("utf-16be").decode(view.subarray(0, 1 << 16)));
  attempt(() => structuredClone(view.subarray(0, 64)));
  const file = Deno.openSync(`${granted}/bytes`, { write: true, read: true, create: true });
  attempt(() => file.writeSync(view.subarray(0, 1 << 16)));
  attempt(() => file.seekSync(0, Deno.SeekMode.Start));
  attempt(() => file.readSync(view));
  await attempt(() => file.write(view.subarray(0, 1 << 16)));
  file.close();
  await attempt(() => crypto.subtle.digest("SHA-256", view.subarray(0, 1 << 16)));
}

/** The same without a part of it, so that natives see the whole. @param {BufferSource} view */
async function useWhole(view) {
  attempt(() => new TextDecoder().decode(view));
  attempt(() => Deno.writeFileSync(`${granted}/whole`, view));
  await attempt(() => crypto.subtle.digest("SHA-256", view));
  attempt(() => structuredClone(view));
  const { port1, port2 } = new MessageChannel();
  port2.onmessage = () => port2.close();
  await attempt(() => port1.postMessage(view));
  port1.close();
}

/** Three fields of a view, each in both its halves. */
const fields = ["length", "byte_length", "byte_offset"].flatMap((name) => [[name, 0], [name, 4]]);

const withField = (name, half, value) => async () => {
  const view = new Uint8Array(new ArrayBuffer(256));
  write32(fieldAt(view, "JS_TYPED_ARRAY_TYPE", name) + half, value);
  corrupted();
  await useBytes(view);
  await useWhole(view);
};

const all = {};
for (const [name, half] of fields) {
  for (const value of [0x7fffffff, 0xffffffff]) {
    all[`${name}, ${half === 0 ? "low" : "high"} half, ${value.toString(16)}`] = withField(name, half, value);
  }
}
for (const half of [0, 4]) {
  all[`where a view's bytes are, ${half}`] = async () => {
    const view = new Uint8Array(new ArrayBuffer(256));
    write32(fieldAt(view, "JS_TYPED_ARRAY_TYPE", "external_pointer") + half, 0xffffffff);
    corrupted();
    await useBytes(view);
    await useWhole(view);
  };
}

/** A sweep over what `make` makes, used in both ways. */
const swept = (make, view) => async (first) => {
  const object = make();
  const use = async () => {
    await useBytes(view(object));
    await useWhole(object);
  };
  await sweep(() => ({ object, other: make(), use }), first);
};

await cases({
  ...all,
  "every word of an ArrayBuffer": swept(() => new ArrayBuffer(256), (buffer) => new Uint8Array(buffer)),
  "every word of a resizable one": swept(
    () => new ArrayBuffer(256, { maxByteLength: 1 << 16 }),
    (buffer) => {
      attempt(() => buffer.resize(512));
      return new Uint8Array(buffer);
    },
  ),
  "every word of a shared one": swept(() => new SharedArrayBuffer(256), (buffer) => new Uint8Array(buffer)),
  "every word of a view": swept(() => new Uint8Array(new ArrayBuffer(256)), (view) => view),
  "every word of a view in the heap": swept(() => new Uint8Array(16), (view) => view),
  "every word of a DataView": swept(
    () => new DataView(new ArrayBuffer(256)),
    (view) => {
      for (const far of [0, 1 << 20, 2 ** 32, 2 ** 40]) attempt(() => view.setUint8(far, 1));
      return new Uint8Array(view.buffer);
    },
  ),
  async "a transferred buffer of another length"(first) {
    const make = () => new ArrayBuffer(256);
    const object = make();
    const use = () => structuredClone(object, { transfer: [object] });
    await sweep(() => ({ object, other: make(), use }), first);
  },
});
