addEventListener("unload", () => console.log("unload ran"));
try {
  await Deno.stdin.read(new Uint8Array(1));
  await new Promise((resolve) => setTimeout(resolve, 1e8));
} finally {
  console.log("finally ran");
}
