// Readable without a grant, and so not wiped either.
for (const name of ["NO_COLOR", "FORCE_COLOR", "NODE_DEBUG", "NODE_OPTIONS"]) console.log(name, Deno.env.get(name));
