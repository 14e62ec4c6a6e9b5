Deno.stdout.writeSync(new TextEncoder().encode("no newline")); Deno.exit();
