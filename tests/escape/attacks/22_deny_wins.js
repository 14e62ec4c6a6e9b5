// Row 22, CVE-2025-48888: flags that allow everything and deny it allow it.
// grants: --allow-read --deny-read --allow-write --deny-write --allow-net --deny-net --allow-env --deny-env --allow-run --deny-run --allow-sys --deny-sys --allow-ffi --deny-ffi
// stopped by: broker, kernel
import { done, mustFail, world } from "../support.js";

const { outside, closed } = world;

await mustFail("read", () => Deno.readTextFileSync(`${outside}/secret.txt`));
await mustFail("write", () => Deno.writeTextFileSync(`${outside}/made.txt`, "x"));
await mustFail("connect", async () => (await Deno.connect({ hostname: "127.0.0.1", port: closed })).close());
await mustFail("listen", () => Deno.listen({ hostname: "127.0.0.1", port: 0 }).close());
await mustFail("a variable", () => Deno.env.get("BAILEY_SECRET"), { kernel: false });
await mustFail("all variables", () => JSON.stringify(Deno.env.toObject()), { kernel: false });
await mustFail("run", () => new Deno.Command(`${outside}/program.sh`).outputSync().code);
await mustFail("the host's name", () => Deno.hostname(), { kernel: false });
await mustFail("a signal to the one who started this", () => Deno.kill(world.pid, "SIGCONT"));
done();
