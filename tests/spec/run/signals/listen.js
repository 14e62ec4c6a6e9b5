// The first signal is taken, the second ends the program in order.
addEventListener("unload", () => console.log("unload"));
let taken = 0;
const take = (name) => () => {
  console.log("took", name);
  if (++taken === 2) Deno.exit(9);
  Deno.kill(Deno.pid, "SIGTERM");
};
Deno.addSignalListener("SIGINT", take("SIGINT"));
Deno.addSignalListener("SIGTERM", take("SIGTERM"));
setInterval(() => {}, 1000);
console.log("waiting");
