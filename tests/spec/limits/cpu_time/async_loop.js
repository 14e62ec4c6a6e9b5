addEventListener("unload", () => console.log("unload ran"));
try {
  for (;;) await null;
} finally {
  console.log("finally ran");
}
