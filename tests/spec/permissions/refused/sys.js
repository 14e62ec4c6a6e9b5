import { attempt } from "./attempt.js";

for (const name of ["hostname", "osRelease", "osUptime", "loadavg", "networkInterfaces", "systemMemoryInfo", "uid", "gid"]) {
  await attempt(name, () => Deno[name]());
}
await attempt("umask", () => Deno.umask());
await attempt("umask, set", () => Deno.umask(0o22));
console.log(typeof Deno.memoryUsage(), typeof Deno.pid, typeof Deno.build.os);
