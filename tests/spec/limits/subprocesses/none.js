addEventListener("unload", () => console.log("unload ran"));
try {
  new Deno.Command("true").outputSync();
} finally {
  console.log("finally ran");
}
