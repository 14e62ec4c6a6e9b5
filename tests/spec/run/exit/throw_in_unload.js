addEventListener("unload", () => { console.log("unload"); throw new Error("thrown in unload"); });
Deno.exit(4);
