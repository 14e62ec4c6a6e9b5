// rehearsal.js: what many programs do with builtins that the snapshot does not hold, run while bailey is
// built. What has run is kept compiled; other functions are compiled when they are first called.
import { FormData } from "bailey:web/form_data";
import { Headers } from "bailey:web/headers";
import { Request } from "bailey:web/request";
import { Response } from "bailey:web/response";
import { ReadableStream, TransformStream } from "bailey:web/streams";

export async function rehearse() {
  const headers = new Headers({ accept: "*/*" });
  headers.set("a", "b");
  headers.get("a");
  for (const [name] of headers) headers.has(name);
  const request = new Request("http://localhost/", { method: "POST", body: "text", headers });
  request.headers.get("content-type");
  await request.text();
  await Response.json({ a: 1 }).json();
  const response = new Response("text", { status: 200, headers: { a: "b" } });
  await response.clone().arrayBuffer();
  await response.text();
  new FormData().append("a", "b");
  const source = new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array(1));
      controller.close();
    },
  });
  for await (const chunk of source.pipeThrough(new TransformStream())) new Response(chunk);
}
