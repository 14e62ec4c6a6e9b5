function variables(options) {
  const { stdout } = new Deno.Command("env", options).outputSync();
  const names = ["GIVEN", "LD_LIBRARY_PATH", "LC_TIME", "OTHER", "SECRET", "TERM"];
  return new TextDecoder().decode(stdout).split("\n").filter((line) => names.includes(line.split("=")[0])).sort().join(" ");
}

console.log("inherited:", variables());
console.log("given:", variables({ env: { GIVEN: "1", SECRET: "mine" } }));
console.log("cleared:", variables({ clearEnv: true, env: { OTHER: "2" } }));
