addEventListener("unload", () => console.log("unload ran"));
try {
  const kept = [];
  for (;;) kept.push(Deno.listen({ hostname: "127.0.0.1", port: 0 }));
} finally {
  console.log("finally ran");
}
