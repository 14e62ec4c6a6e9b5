// Row 17, CVE-2024-34346 and commit d34c3cf6ff: /proc, /dev and /sys are windows, not files.
// grants: --allow-read --allow-write
// stopped by: broker
import { control, done, mustFail, world } from "../support.js";

const pid = world.pid;
const READ = ["/proc/self/environ", "/proc/self/maps", "/proc/self/cmdline", "/proc/self/status", "/proc/self/auxv",
  "/proc/thread-self/environ", `/proc/${pid}/environ`, `/proc/${pid}/cmdline`, `/proc/${Deno.pid}/environ`,
  "/proc/self/task/../environ", "/proc/./self/environ", "//proc//self/environ", "/dev/../proc/self/environ",
  `/proc/self/root${world.outside}/secret.txt`, `/proc/${pid}/root${world.outside}/secret.txt`,
  "/proc/self/cwd/own.txt", "/proc/self/exe", "/proc/cpuinfo", "/proc/version", "/proc/net/tcp", "/proc/mounts",
  "/proc/sys/kernel/hostname", "/sys/kernel/notes"];
const letThrough = (run) => () => {
  try {
    return run();
  } catch (error) {
    if (error.name === "NotCapable") throw error;
    return `${error.name}`;  // the kernel's business by then
  }
};
const shown = (path) => path.replaceAll(String(pid), "PID").replaceAll(String(Deno.pid), "OWN").replace(world.outside, "…");
for (const path of READ) {
  await mustFail(`read ${shown(path)}`, letThrough(() => void Deno.readFileSync(path)));
  await mustFail(`stat ${shown(path)}`, letThrough(() => void Deno.statSync(path)));
  await mustFail(`open ${shown(path)}`, letThrough(() => Deno.openSync(path).close()));
  await mustFail(`read a link to ${shown(path)}`, letThrough(() => {
    // The link is made by whoever may: here nobody, so it is a path through the granted folder.
    return void Deno.readFileSync(`${world.box}/../../../../../../../../..${path}`);
  }));
}
for (const path of ["/proc/self/root", "/proc/self/cwd", "/proc/self/exe", `/proc/${pid}/root`]) {
  await mustFail(`readLink ${shown(path)}`, letThrough(() => Deno.readLinkSync(path)));
}
for (const path of ["/proc", "/proc/self", "/proc/self/fd", "/proc/self/root", "/proc/self/task", "/sys/class", "/dev"]) {
  await mustFail(`list ${path}`, letThrough(() => [...Deno.readDirSync(path)].length));
}
for (const path of ["/proc/self/mem", "/proc/self/oom_score_adj", "/proc/self/comm", "/proc/self/clear_refs",
  "/proc/self/coredump_filter", `/proc/${Deno.pid}/mem`]) {
  await mustFail(`open for writing ${shown(path)}`, letThrough(() => Deno.openSync(path, { write: true }).close()));
}
for (const path of ["/proc/made", "/dev/made", "/sys/made"]) {
  await mustFail(`mkdir ${path}`, letThrough(() => Deno.mkdirSync(path + "/x/y")));
}
await mustFail("open the terminal for writing", letThrough(() => Deno.openSync("/dev/tty", { write: true }).close()));
await mustFail("open the processor's memory", letThrough(() => Deno.openSync("/dev/mem").close()));
await mustFail("open a disk", letThrough(() => Deno.openSync("/dev/sda").close()));
await control("/dev/null", () => Deno.writeTextFileSync("/dev/null", "x"));
await control("/dev/urandom", () => Deno.openSync("/dev/urandom").close());
done();
