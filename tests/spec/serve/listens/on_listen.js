addEventListener("load", () => console.log("load"));
await new Promise((resolve) => setTimeout(resolve, 1));
console.log("evaluated");

export default {
  name: "the default export",
  fetch: () => new Response(),
  onListen({ transport, hostname, port }) {
    console.log("listening", this.name, transport, hostname, port > 0);
    setTimeout(Deno.exit, 1, 3);
  },
};
