console.log(Deno.env.get("GRANTED"));
for (const use of [() => Deno.env.get("SECRET"), () => Deno.env.toObject()]) {
  try {
    use();
    console.log("allowed");
  } catch (error) {
    if (!(error instanceof Deno.errors.NotCapable)) throw error;
  }
}
await Deno.stdin.read(new Uint8Array(1));
