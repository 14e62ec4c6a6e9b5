// Row 26, CVE-2026-27190: what is passed to a program is read by a shell.
// grants: --allow-run=echo --allow-read=$box --allow-write=$box
// stopped by: engine
import { done, mustHold, world } from "../support.js";

const mark = `${world.box}/ran`;
const TRICKS = [`; touch ${mark}`, `$(touch ${mark})`, `\`touch ${mark}\``, `| touch ${mark}`, `&& touch ${mark}`, `\n touch ${mark}`,
  `> ${mark}`, `" ; touch ${mark} ; "`, `' ; touch ${mark} ; '`, `%0a touch ${mark}`, `\\; touch ${mark}`, "*", "$HOME", "~"];
for (const trick of TRICKS) {
  await mustHold(`the argument ${JSON.stringify(trick.replaceAll(mark, "FILE"))}`, () => {
    const { stdout } = new Deno.Command("echo", { args: [trick] }).outputSync();
    return new TextDecoder().decode(stdout) === trick + "\n";
  });
  await mustHold(`a program called echo ${JSON.stringify(trick.replaceAll(mark, "FILE"))}`, () => {
    try {
      new Deno.Command("echo " + trick).outputSync();
    } catch {
      return true;
    }
    return "it ran";
  });
}
await mustHold("nothing was touched", () => [...Deno.readDirSync(world.box)].every(({ name }) => name !== "ran"));
done();
