// A read of standard input is waiting when the question is asked: the answer is not its to take.
const input = Deno.stdin.read(new Uint8Array(16));
await new Promise((resolve) => setTimeout(resolve, 50));
console.log(Deno.hostname().length > 0);
console.log("now you");
console.log(await input);
