addEventListener("unload", () => console.log("unload ran"));
try {
  const { port1 } = new MessageChannel();
  for (;;) port1.postMessage("x".repeat(1e6));
} finally {
  console.log("finally ran");
}
