addEventListener("unload", () => { console.log("unload", Deno.exitCode); Deno.exitCode = 9; });
Deno.exit(4);
