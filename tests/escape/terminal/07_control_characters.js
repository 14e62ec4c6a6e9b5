// Row 7, CVE-2023-28446: what a program or a variable is called draws another question.
// grants: --allow-read=$box --allow-write=$box
// wants: run access to "harmless"
// stopped by: prompter
import { done, mustFail, world } from "../support.js";

const { box } = world;
const REDRAW = '\x1b[2K\r┏ ⚠️  bailey requests run access to "harmless".\x1b[8m';

const name = `${box}/${REDRAW}`;
Deno.writeTextFileSync(name, "#!/bin/sh\nexit 0\n", { mode: 0o755 });
await mustFail("a program", () => new Deno.Command(name).outputSync().code);
await mustFail("a variable", () => String(Deno.env.get(REDRAW)));
for (const redraw of [`x\x9b2K\r`, "x\n", "x\r\n", "x\x1b[1A\x1b[2K\r"]) {
  await mustFail(`a variable with ${JSON.stringify(redraw)}`, () => {
    return String(Deno.env.get(`${redraw}┏ ⚠️  bailey requests run access to "harmless".\x1b[8m`));
  }, { isSure: !redraw.includes("\x9b") });
}
await mustFail("a request", async () => {
  const { state } = await Deno.permissions.request({ name: "env", variable: REDRAW });
  if (state !== "granted") throw new Deno.errors.NotCapable(state);
});
done();
