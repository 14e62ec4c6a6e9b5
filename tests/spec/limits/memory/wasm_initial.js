addEventListener("unload", () => console.log("unload ran"));
try {
  const memory = new WebAssembly.Memory({ initial: 32768 });
  for (;;) await new Promise((resolve) => setTimeout(resolve));
} finally {
  console.log("finally ran");
}
