// flags: --allow-read --allow-write
// Deno's functions that take the path of a file, in both their forms.
import { assert, assertEquals, assertRejects, assertThrows, runTests, test } from "../harness.js";

const root = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "files_test_" }));
const at = (name) => `${root}/${name}`;

/** Runs `check` with the waiting form and with the other, on names that do not meet. */
function testBoth(name, check) {
  for (const form of ["async", "sync"]) {
    const call = (api, ...args) =>
      form === "sync" ? Promise.try(() => Deno[`${api}Sync`](...args)) : Deno[api](...args);
    test(`${name} (${form})`, () => check(call, (file) => at(`${form}_${file}`)));
  }
}

testBoth("text is written and read back", async (call, path) => {
  await call("writeTextFile", path("t"), "Grüße, \u{1f3f0}\n");
  assertEquals(await call("readTextFile", path("t")), "Grüße, \u{1f3f0}\n");
  assertEquals((await call("readFile", path("t"))).length, 14);
});

testBoth("bytes that are not UTF-8 read as replacement characters, a BOM stays", async (call, path) => {
  await call("writeFile", path("b"), new Uint8Array([0xef, 0xbb, 0xbf, 0x61, 0xff]));
  assertEquals(await call("readTextFile", path("b")), "\ufeffa\ufffd");
});

testBoth("a large file is read whole", async (call, path) => {
  const bytes = new Uint8Array(3_000_001).map((_, index) => index % 251);
  await call("writeFile", path("large"), bytes);
  assertEquals(await call("readFile", path("large")), bytes);
});

testBoth("writing appends, creates and refuses as asked", async (call, path) => {
  await call("writeTextFile", path("w"), "one");
  await call("writeTextFile", path("w"), " two", { append: true });
  assertEquals(await call("readTextFile", path("w")), "one two");
  await assertRejects(call("writeTextFile", path("w"), "x", { createNew: true }),
    Deno.errors.AlreadyExists, `File exists (os error 17): writefile '${path("w")}'`);
  await assertRejects(call("writeTextFile", path("none"), "x", { create: false }),
    Deno.errors.NotFound, `No such file or directory (os error 2): writefile '${path("none")}'`);
  await call("writeFile", path("w"), new Uint8Array(), { mode: 0o640 });
  assertEquals((await call("stat", path("w"))).mode & 0o777, 0o640);
});

testBoth("a view of a part of a buffer writes that part", async (call, path) => {
  await call("writeFile", path("view"), new Uint8Array([1, 2, 3, 4, 5]).subarray(1, 3));
  assertEquals([...await call("readFile", path("view"))], [2, 3]);
});

testBoth("only a Uint8Array is content", async (call, path) => {
  for (const [value, kind] of [
    ["text", "string"], [5, "Number"], [null, "null"], [[], "array"],
    [new ArrayBuffer(1), "ArrayBuffer"], [new Float32Array(1), "Float32Array"],
    [new DataView(new ArrayBuffer(1)), "DataView"],
  ]) {
    await assertRejects(call("writeFile", path("bad"), value),
      TypeError, `expected type \`Uint8Array\`, got \`${kind}\``);
  }
});

testBoth("failures name the operation and the path as it was written", async (call) => {
  const missing = { readFile: "readfile", readTextFile: "readfile", stat: "stat", lstat: "lstat",
    realPath: "realpath", readLink: "readlink", open: "open" };
  for (const [api, action] of Object.entries(missing)) {
    const error = await assertRejects(call(api, "./no/such"), Deno.errors.NotFound,
      `No such file or directory (os error 2): ${action} './no/such'`);
    assertEquals(error.code, "ENOENT");
    assertEquals(error.name, "NotFound");
  }
  await assertRejects(call("readFile", root), Deno.errors.IsADirectory,
    `Is a directory (os error 21): readfile '${root}'`);
});

testBoth("a path may be a file URL", async (call, path) => {
  await call("writeTextFile", path("a b%"), "x");
  const url = new URL(`file://${path("a b%25").replaceAll(" ", "%20")}`);
  assertEquals(await call("readTextFile", url), "x");
  await assertRejects(call("readFile", new URL("https://example.com/x")), TypeError, "Must be a file URL");
  await assertRejects(call("readFile", new URL("file://host/x")), TypeError, "Host must be empty");
});

testBoth("stat tells of what a link leads to, lstat of the link", async (call, path) => {
  await call("writeTextFile", path("target"), "12345");
  await call("symlink", path("target"), path("link"));
  const target = await call("stat", path("link")), link = await call("lstat", path("link"));
  assertEquals([target.isFile, target.isSymlink, target.size], [true, false, 5]);
  assertEquals([link.isFile, link.isSymlink], [false, true]);
  assert(target.mtime instanceof Date && target.birthtime instanceof Date);
  assertEquals(await call("readLink", path("link")), path("target"));
  assertEquals(await call("realPath", path("link")), path("target"));
  assertEquals(Object.keys(target).length, 21);
});

testBoth("kinds of special files are told", async (call) => {
  const info = await call("stat", "/dev/null");
  assertEquals([info.isCharDevice, info.isFile, info.isFifo, info.isSocket, info.isBlockDevice],
    [true, false, false, false, false]);
});

testBoth("times are set, also before 1970 and from Dates", async (call, path) => {
  await call("writeTextFile", path("time"), "");
  await call("utime", path("time"), 1.5, -1.5);
  let info = await call("stat", path("time"));
  assertEquals([info.atime.getTime(), info.mtime.getTime()], [1500, -1500]);
  await call("utime", path("time"), new Date(1234), new Date(5678));
  info = await call("stat", path("time"));
  assertEquals([info.atime.getTime(), info.mtime.getTime()], [1234, 5678]);
});

testBoth("modes, owners and lengths change", async (call, path) => {
  await call("writeTextFile", path("m"), "12345");
  await call("chmod", path("m"), 0o100751);
  await call("chown", path("m"), null, null);
  await call("truncate", path("m"), 3);
  assertEquals(await call("readTextFile", path("m")), "123");
  await call("truncate", path("m"));
  const info = await call("stat", path("m"));
  assertEquals([info.mode & 0o7777, info.size], [0o751, 0]);
  await assertRejects(call("chmod", path("m"), "x"), TypeError, "expected u32");
  await assertRejects(call("chown", path("m"), "x", 0), TypeError, "expected u32");
  await assertRejects(call("truncate", path("m"), "x"), TypeError, "expected f64");
});

testBoth("copying takes content and mode, and says what it cannot copy", async (call, path) => {
  await call("writeTextFile", path("from"), "content", { mode: 0o600 });
  await call("copyFile", path("from"), path("to"));
  assertEquals(await call("readTextFile", path("to")), "content");
  assertEquals((await call("stat", path("to"))).mode & 0o777, 0o600);
  await assertRejects(call("copyFile", path("from"), path("from")), TypeError,
    `Source and destination paths refer to the same file: copy '${path("from")}' -> '${path("from")}'`);
  await assertRejects(call("copyFile", root, path("x")), TypeError,
    `the source path is neither a regular file nor a symlink to a regular file: copy '${root}' -> '${path("x")}'`);
});

testBoth("renaming and linking", async (call, path) => {
  await call("writeTextFile", path("r1"), "x");
  await call("rename", path("r1"), path("r2"));
  await call("link", path("r2"), path("r3"));
  assertEquals((await call("stat", path("r3"))).nlink, 2);
  await assertRejects(call("rename", path("r1"), path("r2")), Deno.errors.NotFound,
    `No such file or directory (os error 2): rename '${path("r1")}' -> '${path("r2")}'`);
  await assertRejects(call("symlink", "a", path("l"), { type: "x" }), TypeError,
    "unknown variant `x`, expected one of `file`, `dir`, `junction`");
});

test("a signal that is aborted keeps the file from being touched", async () => {
  await assertRejects(Deno.readFile(at("none"), { signal: AbortSignal.abort() }), "AbortError",
    "The signal has been aborted");
  await assertRejects(
    Deno.writeFile(at("untouched"), new Uint8Array(), { signal: AbortSignal.abort(new Error("why")) }),
    Error, "why");
  assertThrows(() => Deno.statSync(at("untouched")), Deno.errors.NotFound);
});

test("a buffer that is transferred during a write does no harm", async () => {
  const bytes = new Uint8Array(1 << 20).fill(7);
  const done = Deno.writeFile(at("transferred"), bytes);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  await done;
  const written = Deno.readFileSync(at("transferred"));
  assert(written.length === 0 || (written.length === 1 << 20 && written.every((byte) => byte === 7)));
});

test("reading many small files at once", async () => {
  for (let i = 0; i < 50; i++) Deno.writeTextFileSync(at(`many${i}`), `${i}`);
  const texts = await Promise.all(Array.from({ length: 50 }, (_, i) => Deno.readTextFile(at(`many${i}`))));
  assertEquals(texts, Array.from({ length: 50 }, (_, i) => `${i}`));
});

await runTests();
Deno.removeSync(root, { recursive: true });
