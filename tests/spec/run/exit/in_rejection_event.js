addEventListener("unhandledrejection", (e) => { console.log("e"); Deno.exit(9); }); Promise.reject(1);
