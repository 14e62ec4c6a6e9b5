const states = [];
for (
  const [name, key, value] of [
    ["read"], ["write"], ["net"], ["env"], ["sys"], ["run"], ["ffi"], ["import"],
    ["read", "path", "sub"], ["read", "path", "sub/x"], ["read", "path", "/etc"],
    ["net", "host", "a.example"], ["net", "host", "a.example:80"],
    ["env", "variable", "FOO"], ["env", "variable", "FOOB"],
    ["run", "command", "true"], ["sys", "kind", "hostname"],
  ]
) {
  const { state, partial } = Deno.permissions.querySync({ name, [key]: value });
  if (state !== "prompt") states.push(`${value ?? name} ${state}${partial ? " partly" : ""}`);
}
postMessage(states.join(", "));
