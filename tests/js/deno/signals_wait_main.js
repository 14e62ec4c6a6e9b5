// The program of a test in signals_test.js: waits for ever, but for a signal.
Deno.addSignalListener("SIGUSR1", () => Deno.exit(3));
console.log("listening");
await new Promise(() => {});
