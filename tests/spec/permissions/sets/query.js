const states = [];
for (
  const [name, key, values] of [
    ["read", "path", [undefined, "sub", "sub/denied", "/etc"]],
    ["write", "path", [undefined, "sub"]],
    ["net", "host", [undefined, "a.example:443"]],
    ["env", "variable", [undefined, "HOME", "FOO"]],
    ["sys", "kind", [undefined, "umask"]],
    ["run", "command", [undefined, "true"]],
    ["ffi", "path", [undefined]],
    ["import", "host", [undefined, "deno.land:443"]],
  ]
) {
  for (const value of values) {
    const { state, partial } = Deno.permissions.querySync({ name, [key]: value });
    if (state !== "prompt") states.push(`${value ?? name}: ${state}${partial ? " partly" : ""}`);
  }
}
console.log(states.join(", "));
