addEventListener("unload", () => console.log("unload ran"));
try {
  const kept = [];
  for (;;) kept.push(1n << 8000000n);
} finally {
  console.log("finally ran");
}
