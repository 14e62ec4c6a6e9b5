addEventListener("unload", () => { Deno.exitCode = 12; });
