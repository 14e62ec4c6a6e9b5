// flags: --allow-read --allow-write --allow-sys
// Deno's functions that work on folders.
import { assert, assertEquals, assertRejects, assertThrows, runTests, test } from "../harness.js";

const root = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "folders_test_" }));
const at = (name) => `${root}/${name}`;

test("a folder is made, with its parents on demand", async () => {
  Deno.mkdirSync(at("one"), { mode: 0o700 });
  assertEquals(Deno.statSync(at("one")).mode & 0o777, 0o700);
  await Deno.mkdir(at("a/b/c"), { recursive: true });
  await Deno.mkdir(at("a/b/c"), { recursive: true });
  await assertRejects(Deno.mkdir(at("a")), Deno.errors.AlreadyExists,
    `File exists (os error 17): mkdir '${at("a")}'`);
  assertThrows(() => Deno.mkdirSync(at("x/y")), Deno.errors.NotFound,
    `No such file or directory (os error 2): mkdir '${at("x/y")}'`);
  assertThrows(() => Deno.mkdirSync(at("z"), { mode: "x" }), TypeError, "expected u32");
  Deno.writeTextFileSync(at("file"), "");
  assertThrows(() => Deno.mkdirSync(at("file"), { recursive: true }), Deno.errors.AlreadyExists);
  assertThrows(() => Deno.mkdirSync(at("file/x"), { recursive: true }), Deno.errors.NotADirectory);
});

test("a folder lists names and kinds", async () => {
  Deno.mkdirSync(at("list"));
  Deno.mkdirSync(at("list/folder"));
  Deno.writeTextFileSync(at("list/file"), "");
  Deno.symlinkSync("file", at("list/link"));
  const byName = (a, b) => a.name < b.name ? -1 : 1;
  const entries = [];
  for await (const entry of Deno.readDir(at("list"))) entries.push(entry);
  entries.sort(byName);
  assertEquals(entries.map((entry) => entry.name), ["file", "folder", "link"]);
  assertEquals(entries.map((entry) => [entry.isFile, entry.isDirectory, entry.isSymlink]),
    [[true, false, false], [false, true, false], [false, false, true]]);
  assertEquals([...Deno.readDirSync(at("list"))].sort(byName), entries);
  assertThrows(() => Deno.readDirSync(at("none")), Deno.errors.NotFound,
    `No such file or directory (os error 2): readdir '${at("none")}'`);
  await assertRejects(async () => {
    for await (const _ of Deno.readDir(at("list/file")));
  }, Deno.errors.NotADirectory);
});

test("what a folder lists can be walked again", async () => {
  Deno.mkdirSync(at("again"));
  Deno.writeTextFileSync(at("again/f"), "");
  const listing = Deno.readDir(at("again"));
  const names = [];
  for await (const { name } of listing) names.push(name);
  for await (const { name } of listing) names.push(name);
  assertEquals(names, ["f", "f"]);
});

test("removing takes files and empty folders, trees only on demand, links never with their target", async () => {
  Deno.mkdirSync(at("tree/sub"), { recursive: true });
  Deno.mkdirSync(at("kept"));
  Deno.writeTextFileSync(at("kept/file"), "");
  Deno.symlinkSync(at("kept"), at("tree/sub/link"));
  const error = await assertRejects(Deno.remove(at("tree")), Error,
    `Directory not empty (os error 39): remove '${at("tree")}'`);
  assertEquals(error.code, "ENOTEMPTY");
  await Deno.remove(at("tree"), { recursive: true });
  assertThrows(() => Deno.statSync(at("tree")), Deno.errors.NotFound);
  assert(Deno.statSync(at("kept/file")).isFile);
  assertThrows(() => Deno.removeSync(at("tree")), Deno.errors.NotFound,
    `No such file or directory (os error 2): remove '${at("tree")}'`);
  await assertRejects(Deno.remove(at("tree"), { recursive: true }), Deno.errors.NotFound);
});

test("temporary files and folders are new, private and named as asked", async () => {
  const file = await Deno.makeTempFile({ dir: root, prefix: "pre", suffix: ".txt" });
  assert(file.startsWith(`${root}/pre`) && file.endsWith(".txt"));
  assertEquals(Deno.statSync(file).mode & 0o777, 0o600);
  const folder = Deno.makeTempDirSync({ dir: root });
  assertEquals(Deno.statSync(folder).mode & 0o777, 0o700);
  assert(folder !== await Deno.makeTempDir({ dir: root }));
  for (const bad of ["../x", "a/b", "a\\b"]) {
    await assertRejects(Deno.makeTempFile({ dir: root, prefix: bad }), Error,
      /^Invalid character in prefix or suffix: "(\/|\\\\)"$/);
    assertThrows(() => Deno.makeTempDirSync({ dir: root, suffix: bad }), Error);
  }
  await assertRejects(Deno.makeTempDir({ dir: at("none") }), Deno.errors.NotFound,
    "No such file or directory (os error 2): tmpdir");
});

test("the working directory changes, and relative paths with it", () => {
  const before = Deno.cwd();
  Deno.chdir(root);
  try {
    assertEquals(Deno.cwd(), root);
    Deno.writeTextFileSync("here", "x");
    assertEquals(Deno.readTextFileSync(at("here")), "x");
    assertThrows(() => Deno.chdir("here"), Deno.errors.NotADirectory,
      "Not a directory (os error 20): chdir 'here'");
    assertThrows(() => Deno.chdir("none"), Deno.errors.NotFound);
  } finally {
    Deno.chdir(before);
  }
});

test("the umask is read and set", () => {
  const before = Deno.umask();
  assertEquals(Deno.umask(0o027), before);
  Deno.writeTextFileSync(at("masked"), "");
  assertEquals(Deno.umask(before), 0o027);
  assertEquals(Deno.statSync(at("masked")).mode & 0o777, 0o640);
  assertThrows(() => Deno.umask("x"), TypeError, "expected u32");
});

await runTests();
Deno.removeSync(root, { recursive: true });
