// tests/js/web/blob_test.js: Blob, File and object URLs.
import { assert, assertEquals, assertRejects, assertThrows, runTests, test } from "../harness.js";

const bytes = (...values) => new Uint8Array(values);

test("a blob joins its parts", async () => {
  const blob = new Blob(["a", bytes(98), new Blob(["c"]), bytes(100).buffer, new DataView(bytes(101).buffer), 6]);
  assertEquals([blob.size, blob.type, await blob.text()], [6, "", "abcde6"]);
  assertEquals(await blob.bytes(), bytes(97, 98, 99, 100, 101, 54));
  assertEquals(await blob.arrayBuffer(), bytes(97, 98, 99, 100, 101, 54).buffer);
});

test("a blob keeps what its parts were when it was made", async () => {
  const part = bytes(1, 2);
  const blob = new Blob([part]);
  part[0] = 9;
  assertEquals(await blob.bytes(), bytes(1, 2));
  (await blob.bytes())[0] = 9;
  for await (const chunk of blob.stream()) chunk[0] = 9;
  assertEquals(await blob.bytes(), bytes(1, 2));
});

test("slice counts from either end and takes a type", async () => {
  const blob = new Blob(["012", "345", "678"], { type: "text/plain" });
  assertEquals(await blob.slice(2, 7).text(), "23456");
  assertEquals(await blob.slice(-4, -1).text(), "567");
  assertEquals(await blob.slice(5, 2).text(), "");
  assertEquals([blob.slice().type, blob.slice(0, 1, "A/B").type], ["", "a/b"]);
  assertEquals(await blob.slice(1.6, "4").text(), "23");
  assertEquals(blob.slice(0, 2 ** 60).size, 9);
  assertEquals(await blob.slice(3, 8).slice(1, 3).text(), "45");
});

test("the type is lower case, and empty when it is not plain ASCII", () => {
  assertEquals(new Blob([], { type: "Text/HTML; Charset=X" }).type, "text/html; charset=x");
  assertEquals(new Blob([], { type: "te\u00e9xt" }).type, "");
});

test("endings: native turns line ends into \\n", async () => {
  const parts = ["a\r\nb\rc\n", new Blob(["\r\n"])];
  assertEquals(await new Blob(parts, { endings: "native" }).text(), "a\nb\nc\n\r\n");
  assertEquals(await new Blob(parts).text(), "a\r\nb\rc\n\r\n");
});

test("lone surrogates and broken UTF-8 become U+FFFD", async () => {
  assertEquals(await new Blob(["\ud800"]).text(), "\ufffd");
  assertEquals(await new Blob([bytes(0xff, 65)]).text(), "\ufffdA");
});

test("a large blob streams in pieces", async () => {
  const blob = new Blob([new Uint8Array(200000).fill(7)]);
  const sizes = [];
  for await (const chunk of blob.stream()) sizes.push(chunk.byteLength);
  assertEquals(sizes.reduce((sum, size) => sum + size), 200000);
  let streamed = 0;
  const reader = blob.stream().getReader({ mode: "byob" });
  for (;;) {
    const { value, done } = await reader.read(new Uint8Array(1000));
    if (done) break;
    streamed += value.byteLength;
  }
  assertEquals(streamed, 200000);
});

test("textStream decodes across chunks", async () => {
  const text = "\u20ac".repeat(70000);
  let joined = "";
  for await (const part of new Blob([text]).textStream()) joined += part;
  assert(joined === text);
}, { except: ["node"] });

test("constructor arguments are checked in Deno's words", () => {
  const sequence = "Failed to construct 'Blob': Argument 1 can not be converted to sequence.";
  for (const value of [1, "a", {}, null]) assertThrows(() => new Blob(value), TypeError, sequence);
  assertThrows(() => new Blob([], 1), TypeError, "Failed to construct 'Blob': Argument 2 can not be converted to a dictionary");
  assertThrows(() => new Blob([], { endings: "x" }), TypeError,
    "Failed to construct 'Blob': The provided value 'x' is not a valid enum value of type EndingType");
  assertThrows(() => new File(), TypeError, "Failed to construct 'File': 2 arguments required, but only 0 present");
  assertThrows(() => Blob.prototype.size, TypeError, "Illegal invocation");
}, { except: ["node"] });

test("methods reject for objects of other kinds", async () => {
  await assertRejects(Blob.prototype.text.call({}), TypeError);
  await assertRejects(Blob.prototype.arrayBuffer.call({}), TypeError);
});

test("a blob may be made of more pieces than a call can have arguments", async () => {
  let blob = new Blob(["ab"]);
  for (let i = 0; i < 18; i++) blob = new Blob([blob, blob]);
  assertEquals(blob.size, 2 << 18);
  assertEquals(await blob.slice(-3).text(), "bab");
  const form = new FormData();
  form.append("blob", blob);
  assertEquals((await (await new Response(form).formData()).get("blob")).size, 2 << 18);
});

test("a file has a name and a time", () => {
  const before = Date.now();
  const file = new File(["ab"], "a/b\ud800", { type: "X/Y" });
  assertEquals([file.name, file.size, file.type], ["a/b\ufffd", 2, "x/y"]);
  assert(file.lastModified >= before && file.lastModified <= Date.now());
  assertEquals(new File([], "n", { lastModified: 5.9 }).lastModified, 5);
  assert(file instanceof Blob);
  assertEquals(Object.prototype.toString.call(file), "[object File]");
  assert(!(file.slice() instanceof File));
});

test("object URLs are made for blobs only", () => {
  const url = URL.createObjectURL(new Blob(["x"]));
  assert(/^blob:null\/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(url), url);
  assert(url !== URL.createObjectURL(new Blob(["x"])));
  URL.revokeObjectURL(url);
  assertThrows(() => URL.createObjectURL({}), TypeError);
  assertThrows(() => URL.createObjectURL(), TypeError);
  assertThrows(() => URL.revokeObjectURL(), TypeError);
}, { except: ["node"] });

await runTests();
