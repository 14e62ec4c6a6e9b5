addEventListener("unload", () => console.log("unload ran"));
try {
  const { port1, port2 } = new MessageChannel();
  globalThis.receiver = port2; // a port nobody has any more closes, and takes its messages along
  for (;;) port1.postMessage("x".repeat(1e6));
} finally {
  console.log("finally ran");
}
