addEventListener("unload", () => console.log("unload ran"));
try {
  const kept = [];
  for (;;) kept.push(new SharedArrayBuffer(1e6));
} finally {
  console.log("finally ran");
}
