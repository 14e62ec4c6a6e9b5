addEventListener("unload", () => console.log("unload ran"));
try {
  const kept = [];
  for (;;) kept.push(new Array(3e7).fill(0));
} finally {
  console.log("finally ran");
}
