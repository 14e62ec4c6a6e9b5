const kinds = [{ name: "read", path: "/x" }, { name: "write" }, { name: "net", host: "a:1" }, { name: "env", variable: "A" },
  { name: "sys", kind: "uid" }, { name: "run", command: "sh" }, { name: "ffi" }, { name: "import", host: "a" }];
for (const kind of kinds) {
  const before = Deno.permissions.querySync(kind).state;
  const asked = (await Deno.permissions.request(kind)).state;
  console.log(kind.name, before, asked, Deno.permissions.querySync(kind).state);
}
