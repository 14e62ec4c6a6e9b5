// Commits 87898aad46 and 86eee287cb: a key that was meant for the program in raw mode answers a question.
// types: xy\ny\ny\n
// stopped by: prompter
import { done, mustFail } from "../support.js";

Deno.stdin.setRaw(true);
console.log("ready: press y to go on");
Deno.stdin.readSync(new Uint8Array(1));
await mustFail("a fact, in raw mode", () => Deno.hostname());
// A read of the program's own is under way when the question comes.
const pending = Deno.stdin.read(new Uint8Array(1));
await mustFail("another, with a read under way", () => Deno.osRelease());
Deno.stdin.setRaw(false);
await Promise.race([pending, new Promise((resolve) => setTimeout(resolve, 50))]);
done();
Deno.exit(0);
