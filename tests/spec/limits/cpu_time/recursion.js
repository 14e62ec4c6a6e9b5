addEventListener("unload", () => console.log("unload ran"));
try {
  const deep = (n) => { try { return deep(n + 1); } catch { return deep(n - 1); } };
  deep(0);
} finally {
  console.log("finally ran");
}
