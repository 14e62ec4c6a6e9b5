new Promise(() => Deno.exit(5));
console.log("never");
