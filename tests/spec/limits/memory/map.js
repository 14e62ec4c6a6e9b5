addEventListener("unload", () => console.log("unload ran"));
try {
  const kept = new Map();
  for (let i = 0; ; ++i) kept.set(i, i);
} finally {
  console.log("finally ran");
}
