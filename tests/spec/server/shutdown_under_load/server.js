// Answers after a moment, and shuts down once it has taken its share of requests.
const [port, share] = Deno.args.map(Number);
let accepted = 0;
const server = Deno.serve({
  hostname: "127.0.0.1",
  port,
  onListen: () => console.log("listening"),
}, async (request) => {
  if (++accepted === share) server.shutdown().then(() => console.log("shut down"));
  const number = Number(new URL(request.url).searchParams.get("n"));
  await new Promise((resolve) => setTimeout(resolve, number % 7));
  return new Response(`${number}:`.padEnd(2000 + (number % 5000), "x"));
});
await server.finished;
console.log(`accepted ${accepted}`);
