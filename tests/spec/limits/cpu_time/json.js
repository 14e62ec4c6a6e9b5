addEventListener("unload", () => console.log("unload ran"));
try {
  const text = JSON.stringify(new Array(1e6).fill({ a: 1 }));
  for (;;) JSON.parse(text);
} finally {
  console.log("finally ran");
}
