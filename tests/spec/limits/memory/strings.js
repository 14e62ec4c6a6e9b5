addEventListener("unload", () => console.log("unload ran"));
try {
  const kept = [];
  for (let i = 0; ; ++i) kept.push(("text" + i).padEnd(1000).toUpperCase());
} finally {
  console.log("finally ran");
}
