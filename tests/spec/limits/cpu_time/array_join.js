addEventListener("unload", () => console.log("unload ran"));
try {
  const texts = new Array(1e6).fill("a");
  for (;;) texts.join();
} finally {
  console.log("finally ran");
}
