// Nothing beyond the limit arrives: the sparse file is large, and no disk is needed for it.
using file = Deno.openSync("large", { write: true, create: true });
file.truncateSync(2_000_000);
Deno.copyFileSync("large", "copy");
