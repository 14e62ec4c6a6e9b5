addEventListener("unload", () => console.log("unload ran"));
try {
  const kept = [];
  for (;;) kept.push(Deno.openSync("files.js"));
} finally {
  console.log("finally ran");
}
