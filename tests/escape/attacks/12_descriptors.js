// Row 12, CVE-2024-27933: numbers of descriptors reach what bailey itself has open.
// grants: --allow-read --allow-write=$box
// stopped by: broker
import { control, done, mustFail, mustHold, world } from "../support.js";

const { box } = world;

for (let number = 3; number < 24; number++) {
  for (const path of [`/dev/fd/${number}`, `/proc/self/fd/${number}`, `/proc/${Deno.pid}/fd/${number}`,
    `/proc/thread-self/fd/${number}`, `/proc/self/task/${Deno.pid}/fd/${number}`]) {
    await mustFail(`open ${path.replace(String(Deno.pid), "PID")}`, () => {
      try {
        Deno.openSync(path).close();
      } catch (error) {
        if (error.name === "NotCapable") throw error;
        return error.name;  // let through: there is no such descriptor, or it cannot be opened again
      }
    });
  }
}
await mustHold("closing the standard streams frees no number for a file", () => {
  // A file that took number 0 would be read as answers to prompts, one that took 2 filled by messages.
  Deno.stdin.close();
  const file = Deno.openSync(`${box}/standard.txt`, { write: true, create: true });
  const isOurs = file.isTerminal();
  file.close();
  return isOurs === false && Deno.readTextFileSync(`${box}/standard.txt`) === "";
});
await mustHold("a closed file's number is not another's", () => {
  const first = Deno.openSync(`${box}/own.txt`);
  first.close();
  const second = Deno.openSync(`${box}/inner/own.txt`);
  try {
    first.readSync(new Uint8Array(1));
    return false;
  } catch (error) {
    return error.name === "BadResource";
  } finally {
    second.close();
  }
});
await mustHold("no storage that nobody granted", () => {
  return !("caches" in globalThis) && !("localStorage" in globalThis) && !("openKv" in Deno);
});
await control("a granted file", () => Deno.readTextFile(`${box}/own.txt`));
done();
