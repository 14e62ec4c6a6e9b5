addEventListener("unload", () => console.log("unload ran"));
try {
  let bytes = new Uint8Array(5e7);
  const squeezed = await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip")))
    .arrayBuffer();
  bytes = null;
  const kept = [];
  for (;;) {
    const reader = new Blob([squeezed]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
    for (let part; !(part = await reader.read()).done;) kept.push(part.value);
  }
} finally {
  console.log("finally ran");
}
