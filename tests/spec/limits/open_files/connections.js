addEventListener("unload", () => console.log("unload ran"));
try {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const kept = [];
  for (;;) {
    const [mine, yours] = await Promise.all([Deno.connect(listener.addr), listener.accept()]);
    kept.push(mine, yours);
  }
} finally {
  console.log("finally ran");
}
