addEventListener("error", (e) => { console.log("e"); Deno.exit(9); }); setTimeout(() => { throw 1; });
