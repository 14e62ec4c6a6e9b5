addEventListener("unload", () => console.log("unload ran"));
try {
  const kept = [];
  for (;;) kept.push(new Promise(() => {}));
} finally {
  console.log("finally ran");
}
