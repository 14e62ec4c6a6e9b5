addEventListener("unload", () => console.log("unload ran"));
try {
  const again = () => queueMicrotask(again);
  again();
  await new Promise(() => {});
} finally {
  console.log("finally ran");
}
