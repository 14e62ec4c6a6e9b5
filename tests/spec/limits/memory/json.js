addEventListener("unload", () => console.log("unload ran"));
try {
  const value = new Array(1e5).fill("text".repeat(100));
  const kept = [];
  for (;;) kept.push(JSON.stringify(value));
} finally {
  console.log("finally ran");
}
