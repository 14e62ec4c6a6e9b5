postMessage("running");
const text = new TextEncoder().encode("noise\n");
for (;;) {
  console.log("noise");
  Deno.stdout.writeSync(text);
}
