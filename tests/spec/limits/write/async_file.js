addEventListener("unload", () => console.log("unload ran"));
try {
  for (let i = 0; ; ++i) await Deno.writeTextFile("out" + i, "x".repeat(1000));
} finally {
  console.log("finally ran");
}
