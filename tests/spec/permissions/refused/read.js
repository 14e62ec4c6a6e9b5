import { attempt } from "./attempt.js";

await attempt("readTextFile", () => Deno.readTextFile("/etc/passwd"));
await attempt("readTextFileSync", () => Deno.readTextFileSync("/etc/passwd"));
await attempt("readFile of a URL", () => Deno.readFile(new URL("file:///etc/pass%20wd")));
await attempt("readFile, relative", () => Deno.readFile("data.txt"));
await attempt("open", () => Deno.open("/etc/passwd"));
await attempt("openSync", () => Deno.openSync("./a/../data.txt"));
await attempt("open to read and write", () => Deno.open("/tmp/x", { read: true, write: true }));
await attempt("stat", () => Deno.stat("/etc"));
await attempt("statSync", () => Deno.statSync("."));
await attempt("lstat", () => Deno.lstat("../etc"));
await attempt("readDir", async () => {
  for await (const _ of Deno.readDir("/etc"));
});
await attempt("readDirSync", () => [...Deno.readDirSync("/")]);
await attempt("readLink", () => Deno.readLink("/etc/mtab"));
await attempt("realPath", () => Deno.realPath("/etc/mtab"));
await attempt("chdir", () => Deno.chdir("/"));
await attempt("copyFile", () => Deno.copyFile("/tmp/a", "/tmp/b"));
await attempt("rename", () => Deno.rename("/tmp/a", "/tmp/b"));
await attempt("link", () => Deno.link("/tmp/a", "/tmp/b"));
await attempt("create", () => Deno.create("/tmp/a"));
await attempt("a computed import", () => import(String("/etc/none.js")));
await attempt("a missing file", () => Deno.readTextFile("/no/such/file"));
await attempt("/proc/self/environ", () => Deno.readTextFile("/proc/self/environ"));
await attempt("/dev/null", () => Deno.readTextFile("/dev/null"));
await attempt("a quote", () => Deno.readTextFile('/etc/a"b'));
await attempt("an empty path", () => Deno.readTextFile(""));
// Where one is tells nothing.
console.log(typeof Deno.cwd(), typeof Deno.execPath(), typeof Deno.mainModule);
