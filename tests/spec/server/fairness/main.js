// Files, timers, sockets and microtasks at once: each gets its turn, or this never ends.
const GOAL = 300;
const done = { files: 0, timers: 0, requests: 0, immediates: 0 };
const unfinished = () => Object.values(done).some((count) => count < GOAL);

const server = Deno.serve({ hostname: "127.0.0.1", port: Number(Deno.args[0]), onListen() {} }, async () => {
  await Deno.stat("main.js");
  return new Response("x".repeat(1000));
});

async function readFiles() {
  while (unfinished()) {
    await Deno.readTextFile("main.js");
    done.files++;
  }
}

async function ask() {
  while (unfinished()) {
    const response = await fetch(`http://127.0.0.1:${Deno.args[0]}/`);
    if ((await response.text()).length !== 1000) throw new Error("not the whole answer");
    done.requests++;
  }
}

function tick() {
  done.timers++;
  if (unfinished()) setTimeout(tick, 0);
}

function tickAtOnce() {
  done.immediates++;
  if (unfinished()) setImmediate(tickAtOnce);
}

tick();
tickAtOnce();
await Promise.all([readFiles(), readFiles(), readFiles(), readFiles(), ask(), ask(), ask(), ask()]);
await server.shutdown();
console.log("every kind of work was done", Object.values(done).every((count) => count >= GOAL));
