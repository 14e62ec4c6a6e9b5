const kept = [];
for (let i = 0; i < 20; ++i) {
  for (let j = 0; j < 10; ++j) kept.push(Deno.openSync("few.js"));
  while (kept.length > 0) kept.pop().close();
}
console.log("done");
