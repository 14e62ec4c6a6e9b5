// /echo sends a body back as it arrives; /endless makes chunks for as long as somebody takes them;
// /made tells how many; /sum adds up the bytes of a body; /count answers with N bytes.
const counts = { made: 0, cancelled: 0 };

function endless() {
  return new ReadableStream({
    pull(controller) {
      counts.made++;
      controller.enqueue(new Uint8Array(65536));
    },
    cancel() {
      counts.cancelled++;
    },
  });
}

function bytes(count) {
  let left = count;
  return new ReadableStream({
    pull(controller) {
      const size = Math.min(left, 100_000);
      controller.enqueue(new Uint8Array(size).fill(left % 251));
      left -= size;
      if (left === 0) controller.close();
    },
  });
}

async function sum(body) {
  let size = 0, total = 0;
  for await (const chunk of body) {
    size += chunk.length;
    for (const byte of chunk) total = (total + byte) % 1_000_003;
  }
  return Response.json({ size, total });
}

Deno.serve({
  hostname: "127.0.0.1",
  port: Number(Deno.args[0]),
  onListen: () => console.log("listening"),
}, (request) => {
  const url = new URL(request.url);
  switch (url.pathname) {
    case "/echo":
      return new Response(request.body);
    case "/endless":
      return new Response(endless());
    case "/made":
      return Response.json(counts);
    case "/sum":
      return sum(request.body);
    default:
      return new Response(bytes(Number(url.searchParams.get("n"))));
  }
});
