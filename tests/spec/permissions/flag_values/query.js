// Each argument is a kind, or kind=value; prints what Deno.permissions answers for it.
const keys = { read: "path", write: "path", ffi: "path", net: "host", import: "host", env: "variable", sys: "kind", run: "command" };
for (const argument of Deno.args) {
  const [name, ...rest] = argument.split("=");
  const descriptor = rest.length ? { name, [keys[name]]: rest.join("=") } : { name };
  const status = Deno.permissions.querySync(descriptor);
  console.log(argument, status.state, status.partial);
}
