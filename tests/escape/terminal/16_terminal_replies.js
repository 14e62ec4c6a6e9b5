// Row 16, CVE-2024-32477: what a terminal replies to a program's sequences answers a question.
// replies: xy\ny\ny\n
// stopped by: prompter
import { done, mustFail } from "../support.js";

const write = (text) => Deno.stderr.writeSync(new TextEncoder().encode(text));

// An answerback, as ENQ asks for: it has arrived, since its first byte is read here.
Deno.stdin.setRaw(true);
write("\x05");
Deno.stdin.readSync(new Uint8Array(1));
Deno.stdin.setRaw(false);
await mustFail("a fact, with replies waiting", () => Deno.hostname());
await mustFail("another, after that", () => Deno.osRelease());
// Replies to where the cursor is, what the terminal is and what its title is, at any time.
await mustFail("a fact, with replies on the way", () => {
  for (let turn = 0; turn < 50; turn++) write("\x1b[6n\x1b[c\x1b[21t");
  return Deno.osUptime();
}, { isSure: false });
done();
