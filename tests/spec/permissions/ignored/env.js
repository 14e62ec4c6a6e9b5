const has = (name) => [name, Deno.env.has(name), Deno.env.get(name)].join(" ");
const tried = (call) => {
  try {
    return call();
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
};
for (const name of ["KEY_A", "KEY_B", "OTHER"]) console.log(tried(() => has(name)));
tried(() => Deno.env.set("KEY_A", "set"));
tried(() => Deno.env.delete("KEY_B"));
console.log("after", tried(() => has("KEY_A")), "|", tried(() => has("KEY_B")));
console.log(tried(() => Object.keys(Deno.env.toObject()).filter((name) => /^(KEY_|OTHER)/.test(name)).sort().join()));
const child = tried(() => new Deno.Command("/bin/sh", { args: ["-c", "echo child $KEY_A $KEY_B $OTHER"] }).outputSync());
if (typeof child !== "string") console.log(new TextDecoder().decode(child.stdout).trim());
