addEventListener("unload", () => { console.log("unload", Deno.exitCode); Deno.exit(7); console.log("never"); });
Deno.exitCode = 3;
