// What files, processes, environment and system functions say without any permission.
import { assert, assertEquals, assertRejects, assertThrows, runTests, test } from "../harness.js";

const NotCapable = Deno.errors.NotCapable;
const needs = (kind, what) =>
  `Requires ${kind} access${what === undefined ? "" : ` to ${what}`}, run again with the --allow-${kind} flag`;

function refused(name, text, run) {
  test(`${name} is refused`, () => assertThrows(run, NotCapable, text));
}

for (const api of ["readFile", "readTextFile", "stat", "lstat", "readLink", "realPath", "open"]) {
  refused(`${api}Sync`, needs("read", '"/x"'), () => Deno[`${api}Sync`]("/x"));
  test(`${api} is refused`, () => assertRejects(async () => await Deno[api]("/x"), NotCapable, needs("read", '"/x"')));
}
refused("readDirSync", needs("read", '"/x"'), () => Deno.readDirSync("/x"));
refused("chdir", needs("read", '"/x"'), () => Deno.chdir("/x"));
refused("writeFileSync", needs("write", '"/x"'), () => Deno.writeFileSync("/x", new Uint8Array()));
refused("writeTextFileSync", needs("write", '"x"'), () => Deno.writeTextFileSync("x", ""));
refused("open to write", needs("write", '"/x"'), () => Deno.openSync("/x", { write: true }));
refused("open to append", needs("write", '"/x"'), () => Deno.openSync("/x", { append: true }));
refused("open to create", needs("write", '"/x"'), () => Deno.openSync("/x", { write: true, createNew: true }));
refused("open for both", needs("read", '"/x"'), () => Deno.openSync("/x", { read: true, write: true }));
refused("createSync", needs("read", '"/x"'), () => Deno.createSync("/x"));
refused("mkdirSync", needs("write", '"/x"'), () => Deno.mkdirSync("/x"));
refused("mkdirSync with parents", needs("write", '"/x/y"'), () => Deno.mkdirSync("/x/y", { recursive: true }));
refused("removeSync", needs("write", '"/x"'), () => Deno.removeSync("/x"));
refused("removeSync of a tree", needs("write", '"/x"'), () => Deno.removeSync("/x", { recursive: true }));
refused("renameSync", needs("read", '"/x"'), () => Deno.renameSync("/x", "/y"));
refused("linkSync", needs("read", '"/x"'), () => Deno.linkSync("/x", "/y"));
refused("copyFileSync", needs("read", '"/x"'), () => Deno.copyFileSync("/x", "/y"));
refused("chmodSync", needs("write", '"/x"'), () => Deno.chmodSync("/x", 0));
refused("chownSync", needs("write", '"/x"'), () => Deno.chownSync("/x", 0, 0));
refused("utimeSync", needs("write", '"/x"'), () => Deno.utimeSync("/x", 0, 0));
refused("truncateSync", needs("write", '"/x"'), () => Deno.truncateSync("/x"));
refused("makeTempFileSync", needs("write", "<TMP>"), () => Deno.makeTempFileSync());
refused("makeTempDirSync elsewhere", needs("write", '"/x"'), () => Deno.makeTempDirSync({ dir: "/x" }));
refused("symlinkSync",
  "Deno.symlinkSync() requires unscoped --allow-read and --allow-write permissions; path-scoped grants " +
    "(e.g. --allow-write=<path>) are not supported because a symlink's target is only resolved when the " +
    "link is traversed",
  () => Deno.symlinkSync("/x", "/y"));

refused("env.get", needs("env", '"HOME"'), () => Deno.env.get("HOME"));
refused("env.has", needs("env", '"HOME"'), () => Deno.env.has("HOME"));
refused("env.set", needs("env", '"HOME"'), () => Deno.env.set("HOME", ""));
refused("env.delete", needs("env", '"HOME"'), () => Deno.env.delete("HOME"));
refused("env.toObject", needs("env"), () => Deno.env.toObject());

for (const api of ["hostname", "osRelease", "osUptime", "loadavg", "networkInterfaces", "systemMemoryInfo", "uid", "gid", "umask"]) {
  refused(api, needs("sys", `"${api}"`), () => Deno[api]());
}

refused("output", needs("run", '"sh"'), () => new Deno.Command("sh").output());
refused("outputSync", needs("run", '"sh"'), () => new Deno.Command("sh").outputSync());
refused("spawn", needs("run", '"sh"'), () => new Deno.Command("sh").spawn());
refused("run", needs("run", '"sh"'), () => Deno.run({ cmd: ["sh"] }));
refused("kill of another process", needs("run"), () => Deno.kill(Deno.ppid, 0));

test("what needs no permission works", () => {
  Deno.kill(Deno.pid, 0);
  assert(Deno.cwd().startsWith("/") && Deno.execPath().startsWith("/"));
  assert(Deno.memoryUsage().rss > 0);
  assertEquals(Deno.isatty(99), false);
});

await runTests();
