// Questions that are not put to anybody.
Deno.stdin.setRaw(true);
try {
  Deno.hostname();
} catch (error) {
  console.log(error.message);
}
Deno.stdin.setRaw(false);
try {
  Deno.readTextFileSync("x".repeat(10300));
} catch (error) {
  console.log(error.message.length);
}
