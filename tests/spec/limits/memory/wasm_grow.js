addEventListener("unload", () => console.log("unload ran"));
try {
  const memory = new WebAssembly.Memory({ initial: 1 });
  for (;;) memory.grow(160);
} finally {
  console.log("finally ran");
}
