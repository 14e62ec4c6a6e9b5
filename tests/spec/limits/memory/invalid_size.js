addEventListener("unload", () => console.log("unload ran"));
try {
  const many = [];
  many.length = 4294967295;
  many.fill(1);
  for (;;);
} finally {
  console.log("finally ran");
}
