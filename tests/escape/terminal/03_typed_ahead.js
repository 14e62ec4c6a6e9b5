// Row 3, #11931: what was typed before a question answers it.
// types: xy\ny\ny\ny\n
// stopped by: prompter
import { done, mustFail } from "../support.js";

// The keys lie in the terminal when the question comes: the first of them was read here.
Deno.stdin.setRaw(true);
console.log("ready");
Deno.stdin.readSync(new Uint8Array(1));
Deno.stdin.setRaw(false);
await mustFail("a fact", () => Deno.hostname());
await mustFail("another fact", () => Deno.osRelease());
await mustFail("a request", async () => {
  const { state } = await Deno.permissions.request({ name: "sys", kind: "uid" });
  if (state !== "granted") throw new Deno.errors.NotCapable(state);
});
done();
