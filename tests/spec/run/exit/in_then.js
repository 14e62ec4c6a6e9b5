Promise.resolve().then(() => { console.log("then"); Deno.exit(5); }).finally(() => console.log("never"));
await new Promise((r) => setTimeout(r, 100)); console.log("never2");
