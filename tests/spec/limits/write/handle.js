addEventListener("unload", () => console.log("unload ran"));
try {
  const file = Deno.openSync("out", { write: true, create: true });
  for (;;) file.writeSync(new Uint8Array(1000));
} finally {
  console.log("finally ran");
}
