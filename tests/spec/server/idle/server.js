// Everything that the loop can wait for, and nothing that happens: a socket, a timer far away,
// a signal, a process, a connection that stays open.
Deno.addSignalListener("SIGUSR1", () => {});
setTimeout(() => {}, 1_000_000);
setInterval(() => {}, 1_000_000);
const child = new Deno.Command("/bin/sh", { args: ["-c", "read line"], stdin: "piped" }).spawn();
await Deno.readTextFile("server.js");
const server = Deno.serve({
  hostname: "127.0.0.1",
  port: Number(Deno.args[0]),
  onListen: () => console.log("listening"),
}, () => new Response("hello"));
const response = await fetch(`http://127.0.0.1:${Deno.args[0]}/`);
await response.text();
await Promise.all([child.status, server.finished]);
