addEventListener("unload", () => console.log("unload ran"));
try {
  new ArrayBuffer(10e9);
} finally {
  console.log("finally ran");
}
