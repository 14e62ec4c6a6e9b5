addEventListener("unload", () => console.log("unload ran"));
try {
  const worker = new Worker("data:text/javascript,Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)", { type: "module" });
  await new Promise(() => {});
} finally {
  console.log("finally ran");
}
