interface Facts { args: string[]; threads?: number }

const facts: Facts = { args: Deno.args };

export default {
  name: "the default export",
  fetch(request: Request, info: Deno.ServeHandlerInfo): Response {
    const path = new URL(request.url).pathname;
    if (path === "/throws") throw new Error("the handler failed");
    if (path === "/replace") this.fetch = () => new Response("another handler");
    return Response.json({ ...facts, path, this: this.name, from: info.remoteAddr.hostname });
  },
};
