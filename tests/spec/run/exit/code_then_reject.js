Deno.exitCode = 42; Promise.reject(new Error("x"));
