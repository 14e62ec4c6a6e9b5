const id = String(Math.random());
console.log("started\nin a thread");
export default { fetch: () => new Response(id) };
