addEventListener("unload", () => console.log("unload ran"));
try {
  const again = () => Promise.resolve().then(again);
  await again();
} finally {
  console.log("finally ran");
}
