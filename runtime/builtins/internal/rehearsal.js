// rehearsal.js: what many programs do with builtins that the snapshot does not hold, run while bailey is
// built. What has run is kept compiled; other functions are compiled when they are first called.
import { AbortController } from "bailey:web/abort";
import { Blob } from "bailey:web/blob";
import { FormData } from "bailey:web/form_data";
import { Headers } from "bailey:web/headers";
import { MessageChannel } from "bailey:web/message_port";
import { Request } from "bailey:web/request";
import { Response } from "bailey:web/response";
import { ReadableStream, TransformStream } from "bailey:web/streams";
import { Worker } from "bailey:web/worker";

async function rehearseWorkers() {
  const worker = new Worker("data:text/javascript,", { type: "module" });
  worker.onmessage = () => {};
  worker.postMessage({});
  worker.terminate();
  const { port1, port2 } = new MessageChannel();
  const arrival = new Promise((resolve) => port1.onmessage = resolve);
  port2.postMessage({ a: [1] });
  await arrival;
  port1.close();
}

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
  await new Blob(["text"]).text();
  const controller = new AbortController();
  controller.signal.addEventListener("abort", () => {});
  controller.abort();
  const source = new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array(1));
      controller.close();
    },
  });
  for await (const chunk of source.pipeThrough(new TransformStream())) new Response(chunk);
  await rehearseWorkers();
}
