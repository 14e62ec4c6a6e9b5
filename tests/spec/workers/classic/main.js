for (const [url, options] of [
  ["data:text/javascript,"],
  ["data:text/javascript,", { type: "classic" }],
  ["data:text/javascript,", { type: "shared" }],
  ["./worker.js", { type: "module" }],
]) {
  try {
    new Worker(url, options);
  } catch (error) {
    console.log(`${error.name}: ${error.message}`);
  }
}
