// Row 25, CVE-2025-61786: a file that was opened to write tells what only reading may.
// grants: --allow-write=$outside/canary.txt,$box
// stopped by: broker, kernel
import { done, mustFail, world } from "../support.js";

const path = `${world.box}/own.txt`;
const file = Deno.openSync(path, { write: true });

await mustFail("stat", () => file.statSync().size, { kernel: false });
await mustFail("stat, later", async () => (await file.stat()).size, { kernel: false });
await mustFail("opening to read and write", () => Deno.openSync(path, { read: true, write: true }).close());
await mustFail("reading by path", () => Deno.readTextFileSync(path));
// Not beside the granted file: the kernel lets its folder change, so that it can be made again (`explain` says so).
await mustFail("writing elsewhere", () => Deno.writeTextFileSync(`${world.box}/../home/new.txt`, "x"));
await mustFail("a folder elsewhere", () => Deno.mkdirSync(`${world.box}/../home/made`));
await mustFail("stat by path", () => Deno.statSync(path).size, { kernel: false });
done();
