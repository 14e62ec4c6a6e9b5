Deno.serve({ port: Number(Deno.args[0]), hostname: "127.0.0.1" }, () => new Response("never"));
