// tests/js/web/compression_test.js: CompressionStream and DecompressionStream.
import { assert, assertEquals, assertRejects, assertThrows, runTests, test } from "../harness.js";

const kFormats = ["gzip", "deflate", "deflate-raw"];

async function through(stream, ...chunks) {
  const source = new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  return await new Response(source.pipeThrough(stream)).bytes();
}

const compress = (format, ...chunks) => through(new CompressionStream(format), ...chunks);
const decompress = (format, ...chunks) => through(new DecompressionStream(format), ...chunks);

function unpredictable(size) {
  const bytes = new Uint8Array(size);
  for (let at = 0, state = 1; at < size; at++) bytes[at] = (state = (Math.imul(state, 1103515245) + 12345) >>> 0) >>> 16;
  return bytes;
}

for (const format of kFormats) {
  test(`${format} gives back what went in, however it is cut`, async () => {
    const bytes = unpredictable(100_000);
    bytes.fill(7, 20_000, 60_000);
    const packed = await compress(format, bytes.subarray(0, 5), bytes.subarray(5).slice().buffer);
    assert(packed.length < 70_000, `${packed.length} bytes`);
    assertEquals(await decompress(format, packed), bytes);
    const pieces = Array.from(packed.subarray(0, 100), (byte) => new Uint8Array([byte]));
    assertEquals(await decompress(format, ...pieces, packed.subarray(100)), bytes);
    assertEquals(await decompress(format, await compress(format)), new Uint8Array(0));
  });

  test(`${format} that is cut off, damaged or followed by more is an error`, async () => {
    const packed = await compress(format, unpredictable(1000));
    await assertRejects(decompress(format, packed.subarray(0, packed.length - 1)), TypeError);
    await assertRejects(decompress(format), TypeError);
    await assertRejects(decompress(format, packed, new Uint8Array([1])), TypeError);
    await assertRejects(decompress(format, new Uint8Array([0xff, 0xff, 0xff, 0xff])), TypeError);
  }, { except: ["deno"] });
}

test("the formats look as their standards say", async () => {
  assertEquals([...(await compress("gzip", new Uint8Array(1))).subarray(0, 3)], [31, 139, 8]);
  assertEquals([...(await compress("deflate", new Uint8Array(1))).subarray(0, 2)], [120, 156]);
  assertEquals([...(await decompress("deflate-raw", new Uint8Array([0x4b, 0x4c, 0x4a, 0x06, 0x00])))], [97, 98, 99]);
});

test("a small stream may become a large one", async () => {
  const packed = await compress("gzip", new Uint8Array(20 << 20));
  assert(packed.length < 50_000);
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  let size = 0;
  for (let step = await reader.read(); !step.done; step = await reader.read()) size += step.value.length;
  assertEquals(size, 20 << 20);
});

test("the arguments are checked", async () => {
  for (const constructor of [CompressionStream, DecompressionStream]) {
    const prefix = `Failed to construct '${constructor.name}'`;
    assertThrows(() => new constructor(), TypeError, `${prefix}: 1 argument required, but only 0 present`);
    assertThrows(() => new constructor("zip"), TypeError,
      `${prefix}: The provided value 'zip' is not a valid enum value of type CompressionFormat`);
    assertThrows(() => constructor.prototype.readable, TypeError, "Illegal invocation");
    await assertRejects(through(new constructor("gzip"), "text"), TypeError);
  }
});

await runTests();
