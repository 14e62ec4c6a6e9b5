// Commits 7b3cd9dbee, f323745b87 and 4216f2bc5e: a socket's file is granted, the socket is not.
// grants: --allow-read --allow-write --allow-net=127.0.0.1:$open
// stopped by: broker, kernel
import { done, mustFail, world } from "../support.js";

const { socket, box } = world;
await mustFail("connect", async () => (await Deno.connect({ transport: "unix", path: socket })).close());
await mustFail("connect through a link", async () => (await Deno.connect({ transport: "unix", path: `${box}/link/socket` })).close());
await mustFail("listen", () => Deno.listen({ transport: "unix", path: `${box}/made.socket` }).close());
await mustFail("serve", () => Deno.serve({ path: `${box}/served.socket`, onListen() {} }, () => new Response()).shutdown());
done();
