// Commits ecaa2607d8, eec1ad8ad5 and 09994b3de5: facts about the machine that nobody granted.
// stopped by: broker
import { done, mustFail } from "../support.js";

for (const name of ["hostname", "osRelease", "osUptime", "loadavg", "networkInterfaces", "systemMemoryInfo", "uid", "gid", "umask"]) {
  await mustFail(name, () => JSON.stringify(Deno[name]()));
}
await mustFail("umask, changed", () => Deno.umask(0o22));
done();
