addEventListener("unload", () => console.log("unload ran"));
try {
  const kept = [];
  for (let i = 0; ; ++i) kept.push(new TextDecoder().decode(new Uint8Array(2 ** 26)));
} finally {
  console.log("finally ran");
}
