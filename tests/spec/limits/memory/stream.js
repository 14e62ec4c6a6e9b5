addEventListener("unload", () => console.log("unload ran"));
try {
  const { writable } = new TransformStream();
  const writer = writable.getWriter();
  for (;;) writer.write(new Uint8Array(1e6));
} finally {
  console.log("finally ran");
}
