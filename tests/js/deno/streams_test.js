// flags: --allow-read --allow-write --allow-run
// The streams of files, children and the standard streams.
import { assert, assertEquals, assertRejects, assertThrows, runTests, test } from "../harness.js";

const root = Deno.makeTempDirSync({ prefix: "streams_test_" });
const at = (name) => `${root}/${name}`;
const text = (view) => new TextDecoder().decode(view);
const bytes = (content) => new TextEncoder().encode(content);
const closed = (file) => assertThrows(() => file.statSync(), Deno.errors.BadResource);

test("a file is read as a stream to its end, and closed then", async () => {
  const content = "0123456789".repeat(20_000);
  Deno.writeTextFileSync(at("f"), content);
  const file = Deno.openSync(at("f"));
  assert(file.readable === file.readable);
  let read = "";
  for await (const chunk of file.readable) read += text(chunk);
  assertEquals(read, content);
  closed(file);
});

test("a reader that brings its own buffer gets that filled", async () => {
  Deno.writeTextFileSync(at("f"), "hello");
  const file = Deno.openSync(at("f"));
  const reader = file.readable.getReader({ mode: "byob" });
  const { value, done } = await reader.read(new Uint8Array(3));
  assertEquals([text(value), done], ["hel", false]);
  await reader.cancel();
  closed(file);
});

test("a stream is written to a file, which is closed then", async () => {
  const file = Deno.openSync(at("w"), { write: true, create: true });
  await ReadableStream.from([bytes("one "), bytes("two")]).pipeTo(file.writable);
  assertEquals(Deno.readTextFileSync(at("w")), "one two");
  closed(file);
});

test("a file takes buffers of every kind, and nothing else", async () => {
  const file = Deno.openSync(at("w"), { write: true, truncate: true });
  const writer = file.writable.getWriter();
  await writer.write(new Uint8Array([65]));
  await writer.write(new Uint8Array([66, 67]).buffer);
  await writer.write(new Uint16Array([0x4544]));
  await writer.close();
  assertEquals(Deno.readTextFileSync(at("w")), "ABCDE");
  using other = Deno.openSync(at("w"), { write: true });
  await assertRejects(other.writable.getWriter().write("text"), TypeError,
    "Expected ArrayBuffer or ArrayBufferView for write chunk");
  assertEquals(Deno.readTextFileSync(at("w")), "ABCDE");
});

test("a stream is what a file may be written from", async () => {
  await Deno.writeFile(at("s"), ReadableStream.from([bytes("a"), bytes("b")]));
  await Deno.writeFile(at("s"), ReadableStream.from([bytes("c")]), { append: true });
  assertEquals(Deno.readTextFileSync(at("s")), "abc");
  await Deno.writeTextFile(at("s"), ReadableStream.from(["x", "y"]));
  assertEquals(Deno.readTextFileSync(at("s")), "xy");
});

test("a child is written to and read from at once", async () => {
  const child = new Deno.Command("cat", { stdin: "piped", stdout: "piped" }).spawn();
  const content = bytes("0123456789".repeat(50_000));
  const writing = (async () => {
    const writer = child.stdin.getWriter();
    await writer.write(content);
    await writer.close();
  })();
  assertEquals((await child.stdout.bytes()).length, content.length);
  await writing;
  assertEquals((await child.status).success, true);
});

test("the output of a child is collected as what it is", async () => {
  const echo = (what) => new Deno.Command("echo", { args: [what], stdout: "piped" }).spawn().stdout;
  assertEquals(await echo("x").text(), "x\n");
  assertEquals(await echo('{"a":1}').json(), { a: 1 });
  assertEquals((await echo("x").bytes()).length, 2);
  assertEquals((await echo("x").arrayBuffer()).byteLength, 2);
});

test("what was collected from a child is not collected again", async () => {
  const child = new Deno.Command("echo", { args: ["x"], stdout: "piped" }).spawn();
  assertEquals(await child.stdout.text(), "x\n");
  await assertRejects(child.output(), TypeError, "Cannot collect output: 'stdout' is locked");
  await child.status;
});

test("writing to a child that has ended is a broken pipe", async () => {
  const child = new Deno.Command("true", { stdin: "piped" }).spawn();
  await child.status;
  const error = await assertRejects(child.stdin.getWriter().write(bytes("x")),
    Deno.errors.BrokenPipe, "Broken pipe (os error 32)");
  assertEquals(error.code, "EPIPE");
});

test("ending a child ends the read of its output", async () => {
  const child = new Deno.Command("cat", { stdin: "piped", stdout: "piped" }).spawn();
  const reading = child.stdout.getReader().read();
  child.kill();
  assertEquals(await reading, { value: undefined, done: true });
  await child.status;
  await child.stdin.abort();
});

/** What a program does whose standard input is `input`. */
async function runWith(source, input) {
  const main = Deno.makeTempFileSync({ dir: root, suffix: ".js" });
  Deno.writeTextFileSync(main, source);
  const child = new Deno.Command(Deno.execPath(),
    { args: ["run", "--no-prompt", main], stdin: "piped", stdout: "piped" }).spawn();
  const output = child.output();
  const writer = child.stdin.getWriter();
  await writer.write(bytes(input));
  await writer.close();
  const { code, stdout } = await output;
  return { code, text: text(stdout) };
}

test("standard input is read in pieces, whole, and as a stream", async () => {
  const pieces = await runWith(`
    const into = new Uint8Array(3);
    for (let count; (count = await Deno.stdin.read(into)) !== null;) {
      await Deno.stdout.write(into.subarray(0, count));
    }
    console.log(await Deno.stdin.read(into), Deno.stdin.readSync(into), Deno.stdin.isTerminal());`, "hello");
  assertEquals(pieces, { code: 0, text: "hellonull null false\n" });
  const stream = await runWith(`
    for await (const chunk of Deno.stdin.readable) Deno.stdout.writeSync(chunk);
    const end = ReadableStream.from([new TextEncoder().encode("end")]);
    await end.pipeTo(Deno.stdout.writable, { preventClose: true });`, "hello");
  assertEquals(stream, { code: 0, text: "helloend" });
});

test("writes to standard output keep their order without being waited for", async () => {
  const { text: said } = await runWith(`
    for (let i = 0; i < 50; i++) Deno.stdout.write(new TextEncoder().encode(i + " "));`, "");
  assertEquals(said, Array.from({ length: 50 }, (_, i) => `${i} `).join(""));
});

test("a program ends although a read of its input is under way elsewhere", async () => {
  const main = at("exits.js");
  Deno.writeTextFileSync(main, `
    Deno.stdin.read(new Uint8Array(1));
    setTimeout(() => Deno.exit(7), 10);`);
  const child = new Deno.Command(Deno.execPath(),
    { args: ["run", "--no-prompt", main], stdin: "piped" }).spawn();
  assertEquals((await child.status).code, 7);
  await child.stdin.abort();
});

test("closing a standard stream in script leaves the others and its number alone", async () => {
  const { text: said } = await runWith(`
    Deno.stdin.close();
    try { Deno.stdin.readSync(new Uint8Array(1)); } catch (error) { console.log(error.name, error.message); }
    console.log("still here");`, "");
  assertEquals(said, "BadResource Bad resource ID\nstill here\n");
});

await runTests();
Deno.removeSync(root, { recursive: true });
