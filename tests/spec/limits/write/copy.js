addEventListener("unload", () => console.log("unload ran"));
try {
  Deno.writeFileSync("one", new Uint8Array(1000));
  for (let i = 0; ; ++i) Deno.copyFileSync("one", "two" + i);
} finally {
  console.log("finally ran");
}
