// Names a worker and, with an argument, starts it; tells whether a thread got ready for it before.
const url = new URL("./worker.js", import.meta.url);

function isWaiting() {
  for (const { name } of Deno.readDirSync("/proc/self/task")) {
    if (Deno.readTextFileSync(`/proc/self/task/${name}/comm`) === "next worker\n") return true;
  }
  return false;
}

function waits(milliseconds) {
  const until = performance.now() + milliseconds;
  do {
    if (isWaiting()) return true;
  } while (performance.now() < until);
  return false;
}

const [expected, goesOn] = Deno.args;
console.log(`a thread waits: ${waits(expected === "yes" ? 1500 : 100)}`);
if (goesOn) {
  const worker = new Worker(url, { type: "module" });
  worker.onmessage = ({ data }) => {
    console.log(data, `a thread waits: ${isWaiting()}`);
    worker.terminate();
  };
}
