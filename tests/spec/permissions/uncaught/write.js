function save() {
  Deno.writeTextFileSync("/tmp/x", "");
}
save();
