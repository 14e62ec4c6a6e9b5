try {
  Deno.exit(5);
} finally {
  console.log("never");
}
