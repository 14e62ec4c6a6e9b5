addEventListener("unload", () => console.log("unload ran"));
try {
  await new Promise((resolve) => setTimeout(resolve, 1e8));
} finally {
  console.log("finally ran");
}
