addEventListener("unload", () => console.log("unload ran"));
try {
  const buffer = new ArrayBuffer(0, { maxByteLength: 4e9 });
  for (let size = 0; ; size += 1e7) buffer.resize(size);
} finally {
  console.log("finally ran");
}
