const values = ["x", 1.5, NaN, null, undefined, {}, 1n, true, [], "3", -1, 256, 2 ** 31, () => 1, Symbol("s")];
for (const value of values) {
  try {
    Deno.exitCode = value;
    console.log("set", Deno.exitCode);
  } catch (error) {
    console.log(`${error}`);
  }
}
Deno.exitCode = 0;
