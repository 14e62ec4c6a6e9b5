// Row 18, CVE-2024-37150: a token for one server is sent to another.
// grants: --allow-import=127.0.0.1,localhost
// env: DENO_AUTH_TOKENS=$secret@127.0.0.1:$open
// stopped by: engine
import { done, mustHold, world } from "../support.js";

const sent = async (url) => /^authorization:/m.test((await import(url)).default);
await mustHold("the token goes to its own host", () => sent(`http://127.0.0.1:${world.open}/request.js`));
await mustHold("and to no other port or name", async () => !await sent(`http://localhost:${world.open}/request.js`));
await mustHold("nor along with a redirect", async () => !await sent(`http://127.0.0.1:${world.open}/redirect-token.js`));
done();
