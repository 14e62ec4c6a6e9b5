addEventListener("unload", () => console.log("unload ran"));
try {
  for (;;) setTimeout(() => {}, 1e8);
} finally {
  console.log("finally ran");
}
