addEventListener("unload", () => console.log("unload ran"));
try {
  const trap = { get then() { for (;;); } };
  await trap;
} finally {
  console.log("finally ran");
}
