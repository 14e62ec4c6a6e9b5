const code = URL.createObjectURL(new Blob(["setInterval(() => {}, 1000)"], { type: "text/javascript" }));
for (;;) {
  new Worker(code, { type: "module" });
  await new Promise((done) => setTimeout(done, 0));
}
