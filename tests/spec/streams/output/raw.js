Deno.stdout.writeSync(new Uint8Array(1 << 20)); Deno.stdout.writeSync(new Uint8Array(1));
