// tests/js/web/encoding_streams_test.js: TextEncoderStream and TextDecoderStream.
import { assert, assertEquals, assertRejects, assertThrows, runTests, test } from "../harness.js";
import { collect, streamOf } from "./streams/support.js";

const bytes = (...values) => new Uint8Array(values);

test("text becomes UTF-8, one chunk for each", async () => {
  const chunks = await collect(streamOf("a\u20ac", "", "b", 5).pipeThrough(new TextEncoderStream()));
  assertEquals(chunks, [bytes(97, 0xe2, 0x82, 0xac), bytes(98), bytes(53)]);
});

test("a surrogate pair cut in two is put together, a lone half is replaced", async () => {
  const encode = (...chunks) => collect(streamOf(...chunks).pipeThrough(new TextEncoderStream()));
  assertEquals(await encode("a\ud83d", "\ude00b"), [bytes(97), bytes(0xf0, 0x9f, 0x98, 0x80, 98)]);
  assertEquals(await encode("\ud83d", "", "\ude00"), [bytes(0xf0, 0x9f, 0x98, 0x80)]);
  assertEquals(await encode("\ud83d", "x"), [bytes(0xef, 0xbf, 0xbd, 120)]);
  assertEquals(await encode("\ud83d\ud83d", "\ude00"), [bytes(0xef, 0xbf, 0xbd), bytes(0xf0, 0x9f, 0x98, 0x80)]);
  assertEquals(await encode("x\ud83d"), [bytes(120), bytes(0xef, 0xbf, 0xbd)]);
});

test("bytes become text, however a sequence is cut", async () => {
  const euro = [0xe2, 0x82, 0xac];
  const stream = streamOf(bytes(0xef), bytes(0xbb, 0xbf, 97, euro[0]), bytes(euro[1]).buffer,
    new DataView(bytes(euro[2], 98).buffer), bytes());
  assertEquals((await collect(stream.pipeThrough(new TextDecoderStream()))).join("|"), "a|\u20acb");
});

test("what is cut off at the end is replaced, or an error when fatal", async () => {
  assertEquals((await collect(streamOf(bytes(97, 0xe2)).pipeThrough(new TextDecoderStream()))).join(""), "a\ufffd");
  const fatal = new TextDecoderStream("utf-8", { fatal: true });
  await assertRejects(collect(streamOf(bytes(97, 0xe2)).pipeThrough(fatal)), TypeError);
});

test("a decoder stream takes labels and options", async () => {
  const stream = new TextDecoderStream(" Latin1 ", { ignoreBOM: true });
  assertEquals([stream.encoding, stream.fatal, stream.ignoreBOM], ["windows-1252", false, true]);
  assertEquals((await collect(streamOf(bytes(0x80)).pipeThrough(stream))).join(""), "\u20ac");
  assertThrows(() => new TextDecoderStream("nope"), RangeError, "The encoding label provided ('nope') is invalid.");
  assertEquals(new TextEncoderStream().encoding, "utf-8");
});

test("a chunk that is no buffer ends the stream with a TypeError", async () => {
  await assertRejects(collect(streamOf("text").pipeThrough(new TextDecoderStream())), TypeError);
  const error = new RangeError("own");
  const hostile = { toString() {
    throw error;
  } };
  const rejected = await assertRejects(collect(streamOf(hostile).pipeThrough(new TextEncoderStream())), RangeError);
  assert(rejected === error);
});

test("members belong to their own kind of object", () => {
  for (const { prototype } of [TextEncoderStream, TextDecoderStream]) {
    assertThrows(() => prototype.encoding, TypeError, "Illegal invocation");
    assertThrows(() => prototype.readable, TypeError, "Illegal invocation");
  }
});

await runTests();
