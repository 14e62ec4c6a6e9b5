addEventListener("unload", () => console.log("unload ran"));
try {
  for (;;) {
    try {
      JSON.parse("[".repeat(1e6));
    } catch {}
    try {
      new Function("(".repeat(1e5));
    } catch {}
  }
} finally {
  console.log("finally ran");
}
