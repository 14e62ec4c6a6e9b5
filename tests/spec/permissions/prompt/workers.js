// Two workers ask at once: one question after the other.
const answers = [1, 2].map((number) => {
  const worker = new Worker(import.meta.resolve("./asking.js"), { type: "module", name: `${number}` });
  return new Promise((resolve) => worker.onmessage = ({ data }) => {
    worker.terminate();
    resolve(data);
  });
});
console.log((await Promise.all(answers)).sort());
