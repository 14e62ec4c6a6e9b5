addEventListener("unload", () => console.log("unload ran"));
try {
  /^(a+)+$/.test("a".repeat(40) + "b");
} finally {
  console.log("finally ran");
}
