addEventListener("unload", () => console.log("unload ran"));
try {
  let power = 3n;
  for (;;) power = (power ** 3n) & ((1n << 4000000n) - 1n);
} finally {
  console.log("finally ran");
}
