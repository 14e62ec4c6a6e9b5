Deno.exitCode = 300;
