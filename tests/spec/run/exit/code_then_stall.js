Deno.exitCode = 42; await new Promise(() => {});
