for await (const _ of Deno.stdin.readable);
console.log("ended");
