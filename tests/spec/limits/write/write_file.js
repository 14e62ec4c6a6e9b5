addEventListener("unload", () => console.log("unload ran"));
try {
  for (let i = 0; ; ++i) Deno.writeFileSync("out", new Uint8Array(1000), { append: true });
} finally {
  console.log("finally ran");
}
