addEventListener("unload", () => console.log("unload ran"));
try {
  new Worker(`data:text/javascript,for (let i = 0; ; ++i) Deno.writeTextFileSync("out", "text", { append: true })`,
    { type: "module" });
  await new Promise(() => {});
} finally {
  console.log("finally ran");
}
