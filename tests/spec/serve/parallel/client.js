// The kernel spreads connections over the threads: with one for each request, both get some.
const threads = new Set();
while (threads.size < 2) {
  const response = await fetch(`http://127.0.0.1:${Deno.args[0]}/`, {
    headers: { connection: "close" },
  });
  threads.add(await response.text());
}
console.log("two threads answered");
