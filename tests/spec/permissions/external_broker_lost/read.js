for (const name of ["read.js", "broker.py"]) {
  try {
    Deno.readTextFileSync(name);
    console.log("read", name);
  } catch (error) {
    console.log("refused", name, error.message);
  }
}
console.log("still there");
