// A small HTTP service. It needs one grant, the address it listens on:
//
//   bailey run --allow-net=127.0.0.1:8000 examples/server.ts
//
// GET /        a greeting
// POST /sum    adds the numbers of a JSON array
// GET /secret  tries to read a file; without --allow-read the runtime refuses

const port = Number(Deno.args[0] ?? 8000);

async function sum(request: Request): Promise<Response> {
  const numbers: unknown = await request.json();
  if (!Array.isArray(numbers) || !numbers.every((value) => typeof value === "number")) {
    return Response.json({ error: "the body must be an array of numbers" }, { status: 400 });
  }
  return Response.json({ sum: numbers.reduce((total, value) => total + value, 0) });
}

async function secret(): Promise<Response> {
  try {
    return new Response(await Deno.readTextFile("/etc/passwd"));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotCapable)) throw error;
    return Response.json({ refused: error.message }, { status: 403 });
  }
}

Deno.serve({
  hostname: "127.0.0.1",
  port,
  onListen: ({ hostname, port }) => console.log(`listening on http://${hostname}:${port}/`),
}, (request) => {
  const { pathname } = new URL(request.url);
  switch (`${request.method} ${pathname}`) {
    case "GET /":
      return new Response("Hello from inside the walls.\n");
    case "POST /sum":
      return sum(request);
    case "GET /secret":
      return secret();
    default:
      return new Response("Not found\n", { status: 404 });
  }
});
