addEventListener("beforeunload", (e) => { console.log("before"); Deno.exit(6); });
addEventListener("unload", () => console.log("unload"));
