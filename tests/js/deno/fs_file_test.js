// flags: --allow-read --allow-write
// Deno.FsFile and how it is opened.
import { assert, assertEquals, assertRejects, assertThrows, runTests, test } from "../harness.js";

const root = Deno.makeTempDirSync({ prefix: "fs_file_test_" });
const at = (name) => `${root}/${name}`;
const bytes = (text) => new TextEncoder().encode(text);
const text = (view) => new TextDecoder().decode(view);

function file(content = "hello", options = { read: true, write: true }) {
  Deno.writeTextFileSync(at("f"), content);
  return Deno.openSync(at("f"), options);
}

test("options that contradict each other are refused", async () => {
  const none = "'options' requires at least one option to be true";
  const truncate = "'truncate' option requires 'write' to be true";
  const create = "'create' or 'createNew' options require 'write' or 'append' to be true";
  for (const [options, message] of [
    [{}, none], [{ read: false }, none], [{ mode: 0o600 }, none],
    [{ truncate: true }, truncate], [{ append: true, truncate: true }, truncate],
    [{ create: true }, create], [{ createNew: true }, create], [{ read: true, create: true }, create],
  ]) {
    assertThrows(() => Deno.openSync(at("f"), options), Error, message);
    await assertRejects(Deno.open(at("f"), options), Error, message);
  }
  assertThrows(() => Deno.openSync(at("f"), { write: true, append: true, truncate: true }), TypeError,
    `creating or truncating a file requires write or append access: open '${at("f")}'`);
});

test("a file cannot be made by its constructor", () => {
  const message = "'Deno.FsFile' cannot be constructed, use 'Deno.open()' or 'Deno.openSync()' instead";
  assertThrows(() => new Deno.FsFile(), TypeError, message);
  assertThrows(() => new Deno.FsFile(3, Symbol("x")), TypeError, message);
});

test("reading goes on where it stopped, and ends with null", async () => {
  using opened = file();
  const into = new Uint8Array(3);
  assertEquals([await opened.read(into), text(into)], [3, "hel"]);
  assertEquals([opened.readSync(into), text(into.subarray(0, 2))], [2, "lo"]);
  assertEquals(await opened.read(into), null);
  assertEquals(opened.readSync(into), null);
  assertEquals(await opened.read(new Uint8Array()), 0);
});

test("seeking from the start, from here and from the end", async () => {
  using opened = file();
  assertEquals(await opened.seek(-2, Deno.SeekMode.End), 3);
  assertEquals(opened.seekSync(-1, Deno.SeekMode.Current), 2);
  assertEquals(opened.seekSync(1n, Deno.SeekMode.Start), 1);
  assertEquals(opened.seekSync(1.9, 0), 1);
  assertThrows(() => opened.seekSync(-10, 1), TypeError, "Invalid argument (os error 22)");
  assertThrows(() => opened.seekSync(0, 7), TypeError, "Invalid seek mode: 7");
  await assertRejects(opened.seek("x", 0), TypeError, "expected f64");
  await assertRejects(opened.seek(0), TypeError, "expected i32");
});

test("writing, truncating and flushing", async () => {
  using opened = file("");
  assertEquals(await opened.write(bytes("abcdef")), 6);
  assertEquals(opened.writeSync(bytes("gh")), 2);
  await opened.truncate(4);
  opened.syncSync();
  await opened.syncData();
  assertEquals(Deno.readTextFileSync(at("f")), "abcd");
  opened.truncateSync();
  assertEquals((await opened.stat()).size, 0);
});

test("operations that are not waited for happen in their order", async () => {
  using opened = file("");
  const all = [];
  for (let i = 0; i < 100; i++) all.push(opened.write(bytes(String(i % 10))));
  await Promise.all(all);
  assertEquals(Deno.readTextFileSync(at("f")), "0123456789".repeat(10));
});

test("what the file was not opened for fails", async () => {
  using reading = file("hello", { read: true });
  using writing = Deno.openSync(at("f"), { write: true });
  const error = assertThrows(() => reading.writeSync(bytes("x")), Error, "Bad file descriptor (os error 9)");
  assertEquals(error.code, "EBADF");
  await assertRejects(writing.read(new Uint8Array(1)), Error, "Bad file descriptor (os error 9)");
  assertThrows(() => reading.truncateSync(), TypeError, "Invalid argument (os error 22)");
  assertEquals(Deno.readTextFileSync(at("f")), "hello");
});

test("only a Uint8Array can be read into", async () => {
  using opened = file();
  for (const bad of ["x", new ArrayBuffer(2), new Uint16Array(2), new DataView(new ArrayBuffer(1))]) {
    assertThrows(() => opened.readSync(bad), TypeError, "expected typed ArrayBufferView");
    await assertRejects(opened.write(bad), TypeError, "expected typed ArrayBufferView");
  }
});

test("times are set through the open file", async () => {
  using opened = file();
  await opened.utime(10, new Date(20_000));
  assertEquals((await opened.stat()).mtime.getTime(), 20_000);
  opened.utimeSync(1, 2);
  assertEquals(opened.statSync().mtime.getTime(), 2000);
});

test("locks keep others out", async () => {
  using one = file();
  using two = Deno.openSync(at("f"), { read: true, write: true });
  await one.lock(true);
  assertEquals(two.tryLockSync(true), false);
  assertEquals(await two.tryLock(), false);
  one.unlockSync();
  assertEquals(two.tryLockSync(), true);
  assertEquals(await one.tryLock(false), true);
  await two.unlock();
});

test("a closed file refuses everything, with one exception", async () => {
  const opened = file();
  opened.close();
  const message = "Bad resource ID";
  for (const [name, args] of [["read", [new Uint8Array(1)]], ["write", [new Uint8Array(1)]], ["stat", []],
    ["seek", [0, 0]], ["truncate", []], ["sync", []], ["utime", [1, 1]], ["lock", []], ["unlock", []]]) {
    assertThrows(() => opened[`${name}Sync`](...args), Deno.errors.BadResource, message);
    await assertRejects(opened[name](...args), Deno.errors.BadResource, message);
  }
  assertThrows(() => opened.close(), Deno.errors.BadResource, message);
  assertEquals(opened.isTerminal(), false);
  opened[Symbol.dispose]();
});

test("a file is no terminal", () => {
  using opened = file();
  assertEquals(opened.isTerminal(), false);
  opened.setRaw(false);
  assertThrows(() => opened.setRaw(true), Deno.errors.BadResource, "ENOTTY: Not a typewriter");
});

test("creating opens for both and empties what was there", async () => {
  Deno.writeTextFileSync(at("created"), "old");
  using opened = await Deno.create(at("created"));
  assertEquals(opened.statSync().size, 0);
  opened.writeSync(bytes("new"));
  opened.seekSync(0, Deno.SeekMode.Start);
  assertEquals(opened.readSync(new Uint8Array(9)), 3);
});

test("a getter among the options cannot change what is opened", () => {
  Deno.writeTextFileSync(at("f"), "hello");
  let asked = 0;
  const options = { read: true, get write() { return asked++ > 0; } };
  using opened = Deno.openSync(at("f"), options);
  assert(asked >= 1);
  try {
    opened.writeSync(bytes("x"));
  } catch (error) {
    assertEquals(error.code, "EBADF");
  }
});

await runTests();
Deno.removeSync(root, { recursive: true });
