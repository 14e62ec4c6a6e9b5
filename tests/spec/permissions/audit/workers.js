for (const [name, permissions] of [["", "inherit"], ["named", "none"]]) {
  const url = new URL("worker.js", import.meta.url);
  const worker = new Worker(url, { type: "module", name, deno: { permissions } });
  await new Promise((resolve) => {
    worker.onmessage = (event) => resolve(console.log(event.data));
  });
}
