addEventListener("unload", () => console.log("unload ran"));
try {
  let value = [new Array(1000).fill("a")];
  for (;;) value = [structuredClone(value), structuredClone(value)];
} finally {
  console.log("finally ran");
}
