// A module whose 20,000 functions take V8 a while to compile, on threads that nothing else waits for.
const leb = (value) => {
  const bytes = [];
  do {
    bytes.push((value & 127) | (value > 127 ? 128 : 0));
    value >>>= 7;
  } while (value > 0);
  return bytes;
};
const section = (id, content) => [id, ...leb(content.length), ...content];
const count = 20_000;
const repeated = (entry) => [...leb(count), ...Array(count).fill(entry).flat()];
const addOne = [7, 0, 0x20, 0, 0x41, 1, 0x6a, 0x0b];

export const bytes = new Uint8Array([
  0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
  ...section(1, [1, 0x60, 1, 0x7f, 1, 0x7f]),
  ...section(3, repeated([0])),
  ...section(7, [1, 1, 0x66, 0, 0]),
  ...section(10, repeated(addOne)),
]);
