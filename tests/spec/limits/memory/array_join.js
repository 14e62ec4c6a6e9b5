addEventListener("unload", () => console.log("unload ran"));
try {
  const texts = new Array(1e6).fill("x".repeat(200));
  const kept = [];
  for (;;) kept.push(texts.join());
} finally {
  console.log("finally ran");
}
