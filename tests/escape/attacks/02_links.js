// Row 2, CVE-2021-41641 and commit bb751c74a3: links in a granted folder lead out of it.
// grants: --allow-read=$box --allow-write=$box
// stopped by: broker, kernel
import { control, done, mustFail, world } from "../support.js";

const { box, outside } = world;
const metadata = { kernel: false };  // Landlock watches opening, not looking

await control("a granted file", () => Deno.readTextFile(`${box}/own.txt`));
await mustFail("symlink out", () => Deno.symlinkSync(outside, `${box}/made`), { as: /Requires/ });
await mustFail("symlink out, relative", () => Deno.symlink("../outside", `${box}/made-too`), { as: /Requires/ });
await mustFail("hard link to a secret", () => Deno.linkSync(`${outside}/secret.txt`, `${box}/hard.txt`));
await mustFail("hard link of a link to a secret", () => Deno.linkSync(`${box}/link/secret.txt`, `${box}/hard2.txt`));
await mustFail("hard link placed outside", () => Deno.linkSync(`${box}/own.txt`, `${box}/link/placed.txt`));

for (const path of ["link.txt", "link/secret.txt", "second-link/secret.txt", "inner/../link.txt", "./link//secret.txt",
  "link/folder/../secret.txt"]) {
  await mustFail(`read ${path}`, () => Deno.readTextFile(`${box}/${path}`));
  await mustFail(`read ${path}, synchronously`, () => Deno.readTextFileSync(`${box}/${path}`));
  await mustFail(`open ${path}`, () => Deno.openSync(`${box}/${path}`).close());
  await mustFail(`stat ${path}`, () => Deno.statSync(`${box}/${path}`).size, metadata);
  await mustFail(`realPath ${path}`, () => Deno.realPathSync(`${box}/${path}`), metadata);
}
for (const path of ["canary-link.txt", "link/canary.txt", "second-link/canary.txt", "dangling.txt", "link/made.txt"]) {
  await mustFail(`write ${path}`, () => Deno.writeTextFileSync(`${box}/${path}`, "changed"));
  await mustFail(`append ${path}`, () => Deno.writeTextFile(`${box}/${path}`, "changed", { append: true }));
  await mustFail(`open for writing ${path}`, () => Deno.openSync(`${box}/${path}`, { write: true, create: true }).close());
  await mustFail(`truncate ${path}`, () => Deno.truncateSync(`${box}/${path}`, 0));
}
await mustFail("chmod through a link", () => Deno.chmodSync(`${box}/canary-link.txt`, 0o600), metadata);
await mustFail("utime through a link", () => Deno.utimeSync(`${box}/canary-link.txt`, 1, 1), metadata);
await mustFail("copy a secret in", () => Deno.copyFileSync(`${box}/link.txt`, `${box}/copied.txt`));
await mustFail("copy out", () => Deno.copyFileSync(`${box}/own.txt`, `${box}/link/copied.txt`));
await mustFail("rename out", () => {
  Deno.writeTextFileSync(`${box}/moved.txt`, "moved");
  Deno.renameSync(`${box}/moved.txt`, `${box}/link/moved.txt`);
});
await mustFail("mkdir outside", () => Deno.mkdirSync(`${box}/link/made-folder`));
await mustFail("list outside", () => [...Deno.readDirSync(`${box}/link`)].length);
await mustFail("make a temporary file outside", () => Deno.makeTempFileSync({ dir: `${box}/link` }));
await mustFail("chdir outside, then read", () => {
  Deno.chdir(`${box}/link`);
  try {
    return Deno.readTextFileSync("secret.txt");
  } finally {
    Deno.chdir(box);
  }
});
await mustFail("rename in", () => Deno.renameSync(`${box}/link/secret.txt`, `${box}/taken.txt`));
await mustFail("remove outside", () => Deno.removeSync(`${box}/link/canary.txt`));
await mustFail("remove outside with all below", () => Deno.removeSync(`${box}/link/folder`, { recursive: true }));
done();
