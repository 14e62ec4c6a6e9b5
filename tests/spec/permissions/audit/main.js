const attempt = async (action) => {
  try {
    await action();
  } catch (error) {
    console.log(error.name);
  }
};

function read() {
  return Deno.readTextFileSync("a.txt");
}

await attempt(read);
await attempt(() => Deno.writeTextFileSync("b.txt", ""));
await attempt(() => Deno.readTextFileSync("link"));
await attempt(() => Deno.readTextFileSync("/proc/self/status"));
await attempt(() => Deno.env.get("HIDDEN"));
await attempt(() => Deno.env.toObject());
await attempt(() => Deno.hostname());
await attempt(() => Deno.connect({ hostname: "localhost", port: 2 }));
await attempt(() => new Deno.Command("true").output());
await attempt(() => new Deno.Command("false").output());
await attempt(() => import("https://deno.land" + "/x.js"));
