// Asks only after the terminal has what was typed before.
Deno.stdin.setRaw(true);
console.log("ready");
Deno.stdin.readSync(new Uint8Array(1));
Deno.stdin.setRaw(false);
try {
  Deno.hostname();
  console.log("allowed");
} catch (error) {
  console.log(error.message);
}
