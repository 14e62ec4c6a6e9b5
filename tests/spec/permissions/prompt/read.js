// Reads the same file twice: one question.
for (let i = 0; i < 2; i++) {
  try {
    console.log(Deno.readTextFileSync("a.txt").trim());
  } catch (error) {
    console.log(`${error.name}: ${error.message}`);
  }
}
console.log(Deno.permissions.querySync({ name: "read", path: "a.txt" }).state);
console.log(Deno.permissions.querySync({ name: "read" }).state);
