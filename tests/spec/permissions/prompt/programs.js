const sh = new Deno.Command("sh", { args: ["-c", "echo > written"], stderr: "null" });
console.log(sh.outputSync().success);
console.log(new Deno.Command("true").outputSync().success);
