// Row 15, CVE-2024-27936: what the question shows is not what it grants.
// grants: --allow-read=$box --allow-write=$box
// wants: read access to "$box/harmless.txt"
// stopped by: prompter
import { done, mustFail, mustHold, world } from "../support.js";

const { box, outside } = world;
const HIDE = "\x1b[8m";

// Deleting control characters from this leaves another path; a terminal shows nothing after the mark.
await mustFail("a path that goes on where nobody sees it", () => {
  return Deno.readTextFileSync(`${outside}/\x1b[2K\r┏ ⚠️  bailey requests read access to "${box}/harmless.txt".${HIDE}/../secret.txt`);
}, { isSure: false });
Deno.renameSync(`${box}/link`, `${box}/folder`);
await mustFail("a link under a harmless name", () => {
  Deno.renameSync(`${box}/link.txt`, `${box}/harmless.txt`);
  return Deno.readTextFileSync(`${box}/harmless.txt`);
}, { isSure: false });
await mustFail("a link in a folder", () => Deno.readTextFileSync(`${box}/folder/secret.txt`), { isSure: false });
await mustFail("a variable whose name hides", () => {
  return String(Deno.env.get(`X\x1b[2K\r┏ ⚠️  bailey requests read access to "${box}/harmless.txt".${HIDE}`));
});
await mustHold("what was granted is what was shown", async () => {
  const { state } = await Deno.permissions.query({ name: "read", path: `${outside}/secret.txt` });
  return state !== "granted";
});
done();
