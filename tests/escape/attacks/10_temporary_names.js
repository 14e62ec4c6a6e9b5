// Row 10, CVE-2024-27931: the prefix of a temporary name climbs out of its folder.
// grants: --allow-read=$box --allow-write=$box
// stopped by: broker, kernel
import { control, done, mustFail, mustHold, world } from "../support.js";

const { box, outside } = world;

await control("a temporary file in the folder", () => Deno.makeTempFileSync({ dir: box, prefix: "own" }));
for (const make of ["makeTempFile", "makeTempDir", "makeTempFileSync", "makeTempDirSync"]) {
  await mustFail(`${make} in another folder`, () => Deno[make]({ dir: outside }));
  await mustFail(`${make} in the usual folder`, () => Deno[make]());
  // A name with a slash is refused whoever asks: there is nothing to allow.
  for (const [what, options] of Object.entries({
    "a prefix that climbs": { dir: box, prefix: "../outside/" },
    "an absolute prefix": { dir: box, prefix: outside + "/" },
    "a prefix through a link": { dir: box, prefix: "link/" },
    "a suffix that climbs": { dir: box, suffix: "/../../outside/made" },
  })) {
    await mustHold(`${make} with ${what}`, async () => {
      try {
        return await Deno[make](options);
      } catch {
        return true;
      }
    });
  }
}
done();
