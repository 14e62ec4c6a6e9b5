// Row 25, CVE-2025-61785 and -61786, commit ac12d1aae4: what an open file allows beyond its grant.
// grants: --allow-read=$outside
// stopped by: broker, kernel
import { control, done, mustFail, mustHold, world } from "../support.js";

const path = `${world.outside}/canary.txt`;
const file = Deno.openSync(path);
const bad = { as: /^(BadResource|PermissionDenied|InvalidInput|Error|BadFileDescriptor)\b.*(BadResource|Bad|descriptor|denied|Invalid|os error)/ };
const metadata = { kernel: false };

await control("reading it", () => file.readSync(new Uint8Array(1)));
for (const [what, options] of Object.entries({
  "write": { read: true, write: true }, "append": { read: true, append: true }, "write alone": { write: true },
})) {
  await mustFail(`open to ${what}`, () => Deno.openSync(path, options).close());
}
// Without write these options make no sense, whoever asks.
for (const [what, options] of Object.entries({
  "to create": { read: true, create: true }, "to truncate": { read: true, truncate: true },
  "to create anew": { read: true, createNew: true }, "with a mode": { read: true, create: true, mode: 0o777 },
})) {
  for (const name of ["canary.txt", "new.txt"]) {
    await mustHold(`open ${name} ${what}`, () => {
      try {
        Deno.openSync(`${world.outside}/${name}`, options).close();
      } catch {
        return true;
      }
      return "it opened";
    });
  }
}
await mustFail("utime of a file that was opened to read", () => file.utimeSync(1, 1), { ...metadata, ...bad });
await mustFail("utime, later", () => file.utime(1, 1), { ...metadata, ...bad });
done();
