addEventListener("unload", () => console.log("unload ran"));
try {
  Deno.writeFileSync("out", new Uint8Array(1e6));
} finally {
  console.log("finally ran");
}
