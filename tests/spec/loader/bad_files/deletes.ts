const mine = new URL(import.meta.url).pathname;
Deno.removeSync(mine);
Deno.removeSync(mine.replace("deletes.ts", "deleted_too.js"));
function fail(message: string): never {
  throw new Error(message);
}


await import("./deleted_too.js").catch((error) => console.log(error.message));
fail("still shows its line");
export const value = 1;
