// Row 28, CVE-2026-49401: a denied place under another spelling.
// grants: --allow-read=$root --deny-read=$outside --allow-write=$root --deny-write=$outside
// stopped by: broker
import { control, done, mustFail, mustHold, world } from "../support.js";

const { box, outside } = world;
const file = `${outside}/secret.txt`;
const encoded = file.replaceAll(/[a-z]/g, (letter) => "%" + letter.charCodeAt(0).toString(16));

await control("beside it", () => Deno.readTextFileSync(`${box}/own.txt`));
for (const path of [file, "/" + file, file.replaceAll("/", "//"), file.replaceAll("/", "/./"), `${box}/../outside/secret.txt`,
  "../outside/secret.txt", "./inner/../../outside/secret.txt", `${outside}/folder/../secret.txt`, `${box}/link/secret.txt`,
  `${box}/link.txt`, new URL("file://" + file), new URL("file://" + encoded), new URL("file://localhost" + file),
  new URL(`file://${box}/%2e%2e/outside/secret.txt`)]) {
  const shown = String(path).replaceAll(outside, "OUT").replaceAll(box, "BOX").replaceAll(encoded, "ENCODED").replace(/bailey-escape-\w+/, "X");
  await mustFail(`read ${shown}`, () => Deno.readTextFileSync(path));
  await mustFail(`stat ${shown}`, () => Deno.statSync(path).size);
  await mustFail(`write ${shown}`, () => Deno.openSync(path, { write: true }).close());
}
await mustFail("move the folder it lies in", () => {
  Deno.renameSync(outside, outside + "2");
  Deno.renameSync(outside + "2", outside);
});
await mustFail("a link to a file of it", () => Deno.linkSync(file, `${box}/hard.txt`));
await mustFail("copy it", () => Deno.copyFileSync(file, `${box}/copy.txt`));
await mustFail("remove it with what it lies in", () => {
  Deno.mkdirSync(`${outside}/folder/deep`);
  Deno.removeSync(`${outside}/folder/deep`, { recursive: true });
});
await mustFail("a NUL in the middle", () => Deno.readTextFileSync(`${box}/own.txt\0/../../outside/secret.txt`));
for (const [what, path] of Object.entries({ "a NUL at the end": file + "\0", "a NUL after a granted name": `${box}/own.txt\0secret`,
  "half a character": `${box}/\ud800` })) {
  await mustHold(`a path with ${what} reads nothing`, () => {
    try {
      return "read " + Deno.readTextFileSync(path);
    } catch {
      return true;
    }
  });
}
done();
