const [port] = Deno.args;
for (const host of ["0.0.0.0", "127.0.0.1", "localhost", "[::1]", "example.com"]) {
  const { state } = await Deno.permissions.query({ name: "net", host: `${host}:${port}` });
  console.log(host, state);
}
console.log("any", (await Deno.permissions.query({ name: "net" })).state);
export default { fetch: () => new Response(), onListen: () => Deno.exit() };
