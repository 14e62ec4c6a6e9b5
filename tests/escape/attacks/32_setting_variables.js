// Row 32, CVE-2026-49983: variables are set without a grant for them.
// grants: --allow-read --allow-write=$box --allow-env=PLAIN
// env: PLAIN=plain
// stopped by: broker
import { control, done, mustFail } from "../support.js";

await control("a granted variable", () => Deno.env.set("PLAIN", "changed"));
for (const name of ["LD_PRELOAD", "PATH", "HOME", "NODE_OPTIONS", "BAILEY_SECRET", "PLAIN2", "plain", "DENO_AUTH_TOKENS", "NO_COLOR"]) {
  await mustFail(`set ${name}`, () => Deno.env.set(name, "x"));
  await mustFail(`delete ${name}`, () => Deno.env.delete(name));
}
done();
