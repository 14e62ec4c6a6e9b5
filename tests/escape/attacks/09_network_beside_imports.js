// Row 9, CVE-2023-33966: what importing may connect to, script connects to.
// grants: --allow-import --allow-read --allow-write
// stopped by: broker, kernel
import { done, mustFail, world } from "../support.js";

const { open, socket, box } = world;

// The kernel leaves open what importing needs: the broker alone stands here.
await mustFail("connect", async () => (await Deno.connect({ hostname: "127.0.0.1", port: open })).close(), { kernel: false });
await mustFail("fetch", async () => (await fetch(`http://127.0.0.1:${open}/secret.js`)).text(), { kernel: false });
await mustFail("listen", () => Deno.listen({ hostname: "127.0.0.1", port: 0 }).close(), { kernel: false });

await mustFail("connect to a Unix socket", async () => (await Deno.connect({ transport: "unix", path: socket })).close());
await mustFail("listen on a Unix socket", () => Deno.listen({ transport: "unix", path: box + "/s" }).close());
done();
