addEventListener("unload", () => console.log("unload ran"));
try {
  const kept = [];
  for (;;) kept.push({ a: kept.length });
} finally {
  console.log("finally ran");
}
