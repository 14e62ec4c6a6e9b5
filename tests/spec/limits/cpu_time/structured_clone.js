addEventListener("unload", () => console.log("unload ran"));
try {
  const value = new Array(1e5).fill(0).map(() => ({ a: [1] }));
  for (;;) structuredClone(value);
} finally {
  console.log("finally ran");
}
