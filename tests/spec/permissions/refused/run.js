import { attempt } from "./attempt.js";

await attempt("output", () => new Deno.Command("sh").output());
await attempt("outputSync", () => new Deno.Command("/bin/sh").outputSync());
await attempt("spawn", () => new Deno.Command("sh").spawn());
await attempt("a URL", () => new Deno.Command(new URL("file:///bin/sh")).output());
await attempt("a relative path", () => new Deno.Command("./x").output());
await attempt("no such program", () => new Deno.Command("no-such-program-here").output());
await attempt("kill", () => Deno.kill(1, "SIGCONT"));
