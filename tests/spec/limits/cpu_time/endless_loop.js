addEventListener("unload", () => console.log("unload ran"));
try {
  for (;;);
} finally {
  console.log("finally ran");
}
