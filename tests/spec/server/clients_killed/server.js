// Reads bodies and makes endless ones; prints how each ended.
const ends = [];
const noted = (text) => ends.push(text);

async function upload(request) {
  let size = 0;
  try {
    for await (const chunk of request.body) size += chunk.length;
    noted(`upload: whole`);
  } catch (error) {
    noted(`upload: ${error.name}, something had come: ${size > 0}`);
  }
  return new Response("too late");
}

function download() {
  return new Response(new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array(65536)),
    cancel: () => noted("download: cancelled"),
  }));
}

Deno.serve({
  hostname: "127.0.0.1",
  port: Number(Deno.args[0]),
  onListen: () => console.log("listening"),
}, (request) => {
  switch (new URL(request.url).pathname) {
    case "/upload":
      return upload(request);
    case "/download":
      return download();
    case "/ends":
      return new Response(ends.join("\n"));
    default:
      return new Response("alive");
  }
});
