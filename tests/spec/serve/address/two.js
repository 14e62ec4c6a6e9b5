const servers = [1, 2].map(() =>
  Deno.serve({ hostname: "127.0.0.1", port: 0 }, () => new Response("hello")));
console.log(servers.map(({ addr }) => addr.path ?? (addr.port === Number(Deno.args[0]))));
for (const server of servers) await server.shutdown();
