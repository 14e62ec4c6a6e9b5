Deno.exitCode = 42;
throw new Error("x");
