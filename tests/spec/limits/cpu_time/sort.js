addEventListener("unload", () => console.log("unload ran"));
try {
  const numbers = new Array(3e6).fill(0).map((_, i) => (i * 7919) % 1000003);
  for (;;) numbers.slice().sort();
} finally {
  console.log("finally ran");
}
