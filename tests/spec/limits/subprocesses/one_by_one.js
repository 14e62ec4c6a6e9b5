for (let i = 0; i < 10; ++i) {
  if (!(await new Deno.Command("true").output()).success) throw new Error("failed");
  new Deno.Command("true").outputSync();
  await new Deno.Command("true").spawn().status;
}
console.log("done");
