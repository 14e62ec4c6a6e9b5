addEventListener("unload", () => console.log("unload ran"));
try {
  for (;;) new Deno.Command("sleep", { args: ["100"], stdin: "null", stdout: "null", stderr: "null" }).spawn();
} finally {
  console.log("finally ran");
}
