addEventListener("unload", () => console.log("unload"));
Deno.exit(42);
